import { applyPeople, lockIdentities } from '../../subgraphs/mash/identity/apply-people';
import { candidatePairs } from '../../subgraphs/mash/identity/matching/candidates';
import { scorePairs } from '../../subgraphs/mash/identity/matching/score-pairs';
import { FEED_PAGE } from '../../subgraphs/mash/signals/agency-client';
import type { Progress } from '../bench';
import { quantile } from '../statistics';
import type { Index } from './grow';
import type { MadeRecord } from './population';

export interface IndexFigures {
  readonly candidates: number;
  /** Milliseconds to find and compare everybody who may be one person. */
  readonly oneMs: { readonly p50: number; readonly p95: number };
  readonly publishedPerSecond: number;
  readonly longestPageMs: number;
  readonly people: number;
}

const LOOKED_UP = 1_000;
const WARM_UP = 200;
const PUBLISHED = 10_000;

export async function measureIndex(index: Index, progress: Progress): Promise<IndexFigures> {
  const one = await lookUp(index);
  const records = index.publications(PUBLISHED);
  progress(`publishing ${records.length} persons`);
  const pages = await publish(index, records);
  index.published(records.length);
  const seconds = pages.reduce((sum, ms) => sum + ms, 0) / 1_000;
  return { ...one, people: records.length, publishedPerSecond: records.length / seconds, longestPageMs: Math.max(...pages) };
}

/** One person at a time, as when a record of theirs changes: everybody with a key in common is read and compared. */
async function lookUp({ database }: Index): Promise<Pick<IndexFigures, 'candidates' | 'oneMs'>> {
  const rows: { ref: number }[] = await database.query('select ref from agency_person order by md5(ref::text) limit $1', [
    LOOKED_UP + WARM_UP,
  ]);
  const took: number[] = [];
  let candidates = 0;
  for (const [at, { ref }] of rows.entries()) {
    const began = performance.now();
    const pairs = await candidatePairs([ref], database);
    await scorePairs(database, pairs, new Map());
    if (at >= WARM_UP) {
      took.push(performance.now() - began);
      candidates += pairs.length;
    }
  }
  return { candidates: candidates / took.length, oneMs: { p50: quantile(took, 0.5), p95: quantile(took, 0.95) } };
}

/** Page by page, each in its own transaction: stored, compared, linked. Answers the milliseconds of each. */
async function publish({ database }: Index, records: readonly MadeRecord[]): Promise<number[]> {
  const took: number[] = [];
  for (const agency of new Set(records.map((record) => record.agency))) {
    const own = records.filter((record) => record.agency === agency);
    for (let at = 0; at < own.length; at += FEED_PAGE) {
      const events = own.slice(at, at + FEED_PAGE).map(({ person, identity }) => ({ type: 'person' as const, person, identity }));
      const began = performance.now();
      await database.transaction(async (tx) => {
        await lockIdentities(tx);
        await applyPeople(tx, agency, 1, events);
      });
      took.push(performance.now() - began);
    }
  }
  return took;
}
