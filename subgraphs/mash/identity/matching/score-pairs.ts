import type { DataSource, EntityManager } from 'typeorm';
import type { PersonIdentity } from '../../../../common/person';
import type { Pair } from './candidates';
import { type Comparison, comparePrepared, decide, type PreparedPerson, prepare, shippedModel } from '../../../../matching/index';
import { type RecordKey, recordKey } from '../linking/records';
import { matchedPerson } from './matched-person';

/** A record ready to be compared, with the name that decides which of two is the left one. */
export interface ComparableRecord {
  readonly key: RecordKey;
  readonly person: PreparedPerson;
}

/** What comparing two records said, where it is worth keeping. */
export interface ScoredPair {
  readonly lower: number;
  readonly upper: number;
  readonly verdict: 'AUTO' | 'REVIEW' | 'DIFFERENT';
  /** Bits. */
  readonly weight: number;
  readonly apart: boolean;
  /** Only their addresses bring the two together. */
  readonly byPlace: boolean;
}

/**
 * Compares pairs of records and keeps those that may be one person, and brothers and sisters.
 *
 * @param known people at hand already, by the short numbers of their records; the others are read
 */
export async function scorePairs(
  db: DataSource | EntityManager,
  pairs: readonly Pair[],
  known: ReadonlyMap<number, ComparableRecord>,
): Promise<ScoredPair[]> {
  const people = await preparePeople(db, pairs, known);
  return pairs.flatMap(([lower, upper]) => {
    const [one, other] = [people.get(lower), people.get(upper)];
    if (one === undefined || other === undefined) {
      return [];
    }
    // The same way round whichever came first: a comparison need not weigh the same from both ends.
    const comparison = one.key < other.key ? compared(one, other) : compared(other, one);
    const verdict = decide(comparison, { hasRival: false });
    const apart = isApart(comparison);
    // Strangers who differ in their NHS numbers are nearly everybody; they are told apart by the numbers themselves.
    if (verdict === 'DIFFERENT' && !comparison.siblings) {
      return [];
    }
    const byPlace = verdict !== 'DIFFERENT' && decide(withoutPlaces(one, other), { hasRival: false }) === 'DIFFERENT';
    return [{ lower, upper, verdict, weight: comparison.weight, apart, byPlace }];
  });
}

function withoutPlaces(one: ComparableRecord, other: ComparableRecord): Comparison {
  const [left, right] = [one, other].map(({ key, person }) => ({ key, person: { ...person, addresses: [] } }));
  return compared(left as ComparableRecord, right as ComparableRecord);
}

const compared = (left: ComparableRecord, right: ComparableRecord): Comparison =>
  comparePrepared(shippedModel(), left.person, right.person);

/** They look like siblings, or differ in what one person cannot differ in. */
export const isApart = ({ siblings, conflicts }: Comparison): boolean => siblings || conflicts.length > 0;

async function preparePeople(
  db: DataSource | EntityManager,
  pairs: readonly Pair[],
  known: ReadonlyMap<number, ComparableRecord>,
): Promise<Map<number, ComparableRecord>> {
  const people = new Map(known);
  const wanted = [...new Set(pairs.flat())].filter((ref) => !known.has(ref));
  const rows: { ref: number; agency: string; person: string; identity: PersonIdentity }[] =
    wanted.length === 0
      ? []
      : await db.query(
          'select ref, agency, person, identity from agency_person where ref = any($1::int[]) and identity is not null',
          [wanted],
        );
  for (const { ref, identity, ...row } of rows) {
    people.set(ref, { key: recordKey(row), person: prepare(matchedPerson(identity)) });
  }
  return people;
}
