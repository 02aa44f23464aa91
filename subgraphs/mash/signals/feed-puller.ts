import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Log } from '../../../common/logger';
import type { AgencyClient } from './agency-client';
import { applyPage, findPosition, restartFeed } from './apply-page';
import { noteHeard, noteUnavailable } from './feed-status';
import type { EventReader } from './read-events';

export interface FeedOptions {
  /** Registry name. */
  readonly agency: string;
  readonly client: AgencyClient;
  readonly read: EventReader;
  readonly database: DataSource;
  readonly log: Log;
  /** How long the agency may keep us waiting for news; 1,000 unless told. A frozen agency is noticed so much later. */
  readonly waitMs?: number;
  now(): Date;
}

/** How often an agency is asked that has nothing new and does not wait. */
const IDLE_MS = 250;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;

/**
 * Reads one page and applies it. Answers how much there may be left to read.
 *
 * @throws what the agency or the database did wrong; nothing of the page is then applied, and the next reading begins where
 *   this one did.
 */
export async function pullOnce(options: FeedOptions, signal?: AbortSignal): Promise<'more' | 'news' | 'idle'> {
  const { agency, client, database, log, now } = options;
  const { epoch, cursor } = await findPosition(database, agency);
  const askedAt = now();
  const page = await client.readFeed(cursor, options.waitMs ?? 1000, signal);
  await noteHeard(database, agency, now());
  if (page.epoch !== epoch) {
    // The page answers a cursor of another history: it is not used.
    await restartFeed(database, agency, page.epoch);
    log.info('FEED_RESTARTED', { agency, epoch: page.epoch });
    return 'more';
  }
  const { events, poisoned } = await options.read(page.events);
  const setAside = await applyPage(database, agency, { ...page, events, poisoned, askedAt });
  if (setAside > 0) {
    log.warn('FEED_EVENTS_SET_ASIDE', { agency, count: setAside });
  }
  return page.more ? 'more' : page.events.length > 0 ? 'news' : 'idle';
}

export interface Running {
  /** Ends the work under way and comes back when nothing of it is left. */
  stop(): Promise<void>;
}

/** Keeps reading one agency's feed until stopped; waits longer, up to 5 s, each time the agency fails. */
export function runFeed(options: FeedOptions): Running {
  const stopping = new AbortController();
  const done = follow(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function follow(options: FeedOptions, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const started = Date.now();
    try {
      const left = await pullOnce(options, signal);
      if (failures > 0) {
        options.log.info('FEED_BACK', { agency: options.agency, attempt: failures });
      }
      failures = 0;
      if (left === 'idle' && Date.now() - started < IDLE_MS) {
        await pause(IDLE_MS, signal);
      }
    } catch (error) {
      if (!signal.aborted) {
        failures += 1;
        await failed(options, failures, error);
        await pause(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)), signal);
      }
    }
  }
}

/** Said once a failure begins, not at every attempt. */
async function failed({ agency, database, log, now }: FeedOptions, failures: number, error: unknown): Promise<void> {
  if (failures === 1) {
    log.warn('FEED_UNAVAILABLE', { agency }, error);
  }
  try {
    await noteUnavailable(database, agency, now());
  } catch (fault) {
    // The database is what failed; the loop comes back to it, and until then nobody can read the status either.
    log.warn('FEED_STATUS_NOT_KEPT', { agency }, fault);
  }
}

/** Sleeps, or returns at once when asked to stop. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
