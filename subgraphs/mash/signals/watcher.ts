import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Log } from '../../../common/logger';
import type { Clock } from '../../../common/time';
import { lastMark } from '../threshold/kept/due';
import type { AgencyClient } from './agency-client';
import type { Running } from './feed-puller';
import { findWatchLists, narrowWatch, noteListTold, widenWatch } from './watch-list';

export interface WatcherOptions {
  readonly database: DataSource;
  /** By registry name; an agency without a client is not asked. */
  readonly clients: ReadonlyMap<string, Pick<AgencyClient, 'putWatch'>>;
  /** Hub ids of the subjects of open cases. */
  findSubjects(database: DataSource): Promise<readonly string[]>;
  readonly log: Log;
  readonly now: Clock;
  /** How often it is asked whether the lists have to be worked out; 1,000 unless told. */
  readonly everyMs?: number;
  /** How often an unchanged list is told again, in case the agency lost it; 60,000 unless told. */
  readonly againMs?: number;
}

/** From when somebody opens a case, or changes who a person is, until that can be read, it takes no longer. */
const SETTLED_AFTER_MS = 5_000;

interface Told {
  readonly digest: string;
  readonly at: number;
}

/**
 * Tells each agency its list when it has changed since it was last told, or long enough ago. Telling twice changes nothing.
 * Answers whether every agency has its list.
 */
export function watchListTeller(options: WatcherOptions): () => Promise<boolean> {
  const { database, clients, log, now, againMs = 60_000 } = options;
  const told = new Map<string, Told>();
  const refusing = new Set<string>();
  const tell = async (
    agency: string,
    people: readonly string[],
    asOf: Date,
    client: Pick<AgencyClient, 'putWatch'>,
  ): Promise<boolean> => {
    const digest = createHash('sha256').update(JSON.stringify(people)).digest('hex');
    const last = told.get(agency);
    if (last?.digest === digest && Date.now() - last.at < againMs) {
      await noteListTold(agency, asOf, undefined, database);
      return true;
    }
    await widenWatch(agency, people, database);
    try {
      await client.putWatch(people);
    } catch (error) {
      // Tried again at the next round. Said once: an agency may read well and refuse nothing but its list.
      if (!refusing.has(agency)) log.warn('WATCH_LIST_NOT_TOLD', { agency, count: people.length }, error);
      refusing.add(agency);
      told.delete(agency);
      return false;
    }
    refusing.delete(agency);
    await narrowWatch(agency, people, database);
    await noteListTold(agency, asOf, now(), database);
    told.set(agency, { digest, at: Date.now() });
    return true;
  };
  return async () => {
    // A case that was opened before the lists were read, and committed after, is not on them.
    const asOf = new Date(now().getTime() - SETTLED_AFTER_MS);
    const lists = await findWatchLists(await options.findSubjects(database), database);
    const have = await Promise.all([...clients].map(([agency, client]) => tell(agency, lists.get(agency) ?? [], asOf, client)));
    return have.every(Boolean);
  };
}

/** For so long after a mark, so that the lists also count for the moment of the mark. */
const WORKED_OUT_FOR_MS = SETTLED_AFTER_MS + 3_000;
/** Days begin and emergencies end without a mark; and what took longer to be read is found then. */
const AT_LEAST_EVERY_MS = 10_000;

/**
 * Whether the lists have to be worked out: something changed, or did not long ago, or they have not been for a while. They are made of
 * everybody who lives with the subject of any open case: of a large area that is no work for every second. While an agency does not take
 * its list they are worked out all the same.
 */
export function watchListsDue(now: () => number): (mark: string) => boolean {
  let seen: { readonly mark: string; readonly at: number } | undefined;
  let workedOut = Number.NEGATIVE_INFINITY;
  return (mark) => {
    const at = now();
    if (seen?.mark !== mark) seen = { mark, at };
    if (at - seen.at > WORKED_OUT_FOR_MS && at - workedOut < AT_LEAST_EVERY_MS) return false;
    workedOut = at;
    return true;
  };
}

/** Keeps the agencies' watch lists in step with the open cases until stopped. */
export function runWatcher(options: WatcherOptions): Running {
  const stopping = new AbortController();
  const round = watchListTeller(options);
  const isDue = watchListsDue(() => performance.now());
  const loop = async () => {
    let haveAll = false;
    while (!stopping.signal.aborted) {
      try {
        const due = isDue(await lastMark(options.database));
        if (due || !haveAll) haveAll = await round();
      } catch (error) {
        haveAll = false;
        options.log.warn('WATCH_LISTS_NOT_FOUND', {}, error);
      }
      await sleep(options.everyMs ?? 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const done = loop();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
