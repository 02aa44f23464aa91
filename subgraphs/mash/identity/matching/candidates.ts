import type { DataSource, EntityManager } from 'typeorm';
import { MOST_HOLDERS } from './key-index';

/** Two records to be compared, by their short numbers, the smaller first. */
export type Pair = readonly [lower: number, upper: number];

/** Every pair of one of these records with any other that has a key in use in common. */
export async function candidatePairs(refs: readonly number[], db: DataSource | EntityManager): Promise<Pair[]> {
  const rows: { seekers: string; holders: string }[] = await db.query(
    `select array_to_string(sought.seekers, ' ') as seekers,
       array_to_string(array(select ref from match_key held where held.key = sought.key limit ${MOST_HOLDERS + 1}), ' ') as holders
     from (select key, array_agg(ref) as seekers from match_key where ref = any($1::int[]) group by key) sought`,
    [refs],
  );
  const partners = new Map<number, Set<number>>();
  for (const row of rows) {
    const holders = numbers(row.holders);
    if (holders.length > 1 && holders.length <= MOST_HOLDERS) {
      for (const seeker of numbers(row.seekers)) {
        note(seeker, holders, partners);
      }
    }
  }
  return [...partners].flatMap(([lower, uppers]) => [...uppers].map((upper): Pair => [lower, upper]));
}

/** Kept under the smaller of the two, so that a pair in which both were sought is one. */
function note(seeker: number, holders: readonly number[], partners: Map<number, Set<number>>): void {
  for (const holder of holders) {
    if (holder !== seeker) {
      const [lower, upper] = seeker < holder ? [seeker, holder] : [holder, seeker];
      const known = partners.get(lower);
      if (known === undefined) {
        partners.set(lower, new Set([upper]));
      } else {
        known.add(upper);
      }
    }
  }
}

const numbers = (text: string): number[] => text.split(' ').map(Number);
