import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Log } from '../../../common/logger';
import type { Clock } from '../../../common/time';
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
  /** How often the lists are worked out; 1,000 unless told. */
  readonly everyMs?: number;
  /** How often an unchanged list is told again, in case the agency lost it; 60,000 unless told. */
  readonly againMs?: number;
}

interface Told {
  readonly digest: string;
  readonly at: number;
}

/** Tells each agency its list when it has changed since it was last told, or long enough ago. Telling twice changes nothing. */
export function watchListTeller(options: WatcherOptions): () => Promise<void> {
  const { database, clients, log, now, againMs = 60_000 } = options;
  const told = new Map<string, Told>();
  const tell = async (
    agency: string,
    people: readonly string[],
    asOf: Date,
    client: Pick<AgencyClient, 'putWatch'>,
  ): Promise<void> => {
    const digest = createHash('sha256').update(JSON.stringify(people)).digest('hex');
    const last = told.get(agency);
    if (last?.digest === digest && Date.now() - last.at < againMs) {
      await noteListTold(agency, asOf, undefined, database);
      return;
    }
    await widenWatch(agency, people, database);
    try {
      await client.putWatch(people);
    } catch {
      // Tried again at the next round. That the agency is down is said once, by its feed.
      told.delete(agency);
      log.debug('WATCH_LIST_NOT_TOLD', { agency, count: people.length });
      return;
    }
    await narrowWatch(agency, people, database);
    await noteListTold(agency, asOf, now(), database);
    told.set(agency, { digest, at: Date.now() });
  };
  return async () => {
    const asOf = now();
    const lists = await findWatchLists(await options.findSubjects(database), database);
    await Promise.all([...clients].map(([agency, client]) => tell(agency, lists.get(agency) ?? [], asOf, client)));
  };
}

/** Keeps the agencies' watch lists in step with the open cases until stopped. */
export function runWatcher(options: WatcherOptions): Running {
  const stopping = new AbortController();
  const round = watchListTeller(options);
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await round();
      } catch (error) {
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
