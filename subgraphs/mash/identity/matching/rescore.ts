import type { EntityManager } from 'typeorm';
import type { PersonIdentity } from '../../../../common/person';
import { recordKey } from '../linking/records';
import { prepare } from '../../../../matching/index';
import { candidatePairs } from './candidates';
import { replaceKeys } from './key-index';
import { matchedPerson } from './matched-person';
import { retrievalKeys } from './retrieval-keys';
import { type ComparableRecord, type ScoredPair, scorePairs } from './score-pairs';

/** A record whose identity is new or another; null once withdrawn. */
export interface ChangedRecord {
  readonly ref: number;
  readonly agency: string;
  readonly person: string;
  readonly identity: PersonIdentity | null;
}

/**
 * Compares these records with everybody who may be the same person, and keeps what was found in place of what was known.
 *
 * @returns the short numbers of all records whose links may be others now
 */
export async function rescore(tx: EntityManager, changed: readonly ChangedRecord[]): Promise<number[]> {
  if (changed.length === 0) {
    return [];
  }
  const known = new Map<number, ComparableRecord>();
  const keyed = changed.map(({ ref, identity, ...row }) => {
    if (identity === null) {
      return { ref, keys: [] };
    }
    const prepared = prepare(matchedPerson(identity));
    known.set(ref, { key: recordKey(row), person: prepared });
    return { ref, keys: retrievalKeys(prepared) };
  });
  const turned = await replaceKeys(tx, keyed);
  const anew = [...new Set([...changed.map(({ ref }) => ref), ...turned])];
  const former = await removeEdges(tx, anew);
  const scored = await scorePairs(tx, await candidatePairs(anew, tx), known);
  await writeEdges(tx, scored);
  return [...new Set([...anew, ...former, ...scored.flatMap(({ lower, upper }) => [lower, upper])])];
}

/** Answers the other ends. */
async function removeEdges(tx: EntityManager, refs: readonly number[]): Promise<number[]> {
  const rows: { lower: number; upper: number }[] = await tx.query(
    `with gone as (
       delete from match_edge where ctid = any(array(
         select ctid from match_edge where lower = any($1::int[]) union select ctid from match_edge where upper = any($1::int[])))
       returning lower, upper)
     select lower, upper from gone`,
    [refs],
  );
  return rows.flatMap(({ lower, upper }) => [lower, upper]);
}

async function writeEdges(tx: EntityManager, scored: readonly ScoredPair[]): Promise<void> {
  if (scored.length > 0) {
    await tx.query(
      `insert into match_edge (lower, upper, verdict, weight, apart, by_place)
       select * from unnest($1::int[], $2::int[], $3::text[], $4::real[], $5::boolean[], $6::boolean[])`,
      [
        scored.map(({ lower }) => lower),
        scored.map(({ upper }) => upper),
        scored.map(({ verdict }) => verdict),
        scored.map(({ weight }) => weight),
        scored.map(({ apart }) => apart),
        scored.map(({ byPlace }) => byPlace),
      ],
    );
  }
}
