import type { EntityManager } from 'typeorm';

/** The keys of one record; none once it is withdrawn. */
export interface KeyedRecord {
  readonly ref: number;
  readonly keys: readonly string[];
}

/**
 * A key that more records than this have in common tells nobody apart (a hostel's postcode, a date that stands for "unknown") and is
 * not used while they do. A pair is compared when it has a key in common that is used: that depends on who is there, not on who came
 * first, and bounds what one comparison can cost.
 */
export const MOST_HOLDERS = 200;

/**
 * Brings the index up to these records.
 *
 * @returns other records that have to be compared anew, because a key of theirs came into use or went out of it
 */
export async function replaceKeys(tx: EntityManager, records: readonly KeyedRecord[]): Promise<number[]> {
  const held = await heldKeys(
    tx,
    records.map(({ ref }) => ref),
  );
  const added = records.flatMap(({ ref, keys }) => keys.filter((key) => !held.get(ref)?.has(key)).map((key) => ({ ref, key })));
  const removed = records.flatMap(({ ref, keys }) => {
    const wanted = new Set(keys);
    return [...(held.get(ref) ?? [])].filter((key) => !wanted.has(key)).map((key) => ({ ref, key }));
  });
  if (removed.length > 0) {
    await tx.query('delete from match_key where (key, ref) in (select * from unnest($1::bigint[], $2::int[]))', columns(removed));
  }
  if (added.length > 0) {
    // In the order of the index, so that neighbouring keys touch one page once.
    await tx.query(
      'insert into match_key (key, ref) select * from unnest($1::bigint[], $2::int[]) order by 1, 2',
      columns(added),
    );
  }
  const turned = await turnedKeys(tx, growthOf(added, removed));
  if (turned.length === 0) {
    return [];
  }
  const rows: { ref: number }[] = await tx.query('select distinct ref from match_key where key = any($1::bigint[])', [turned]);
  return rows.map(({ ref }) => ref);
}

interface KeyRow {
  readonly ref: number;
  readonly key: string;
}

const columns = (rows: readonly KeyRow[]) => [rows.map(({ key }) => key), rows.map(({ ref }) => ref)];

async function heldKeys(tx: EntityManager, refs: readonly number[]): Promise<Map<number, Set<string>>> {
  const rows: KeyRow[] = await tx.query('select ref, key from match_key where ref = any($1::int[])', [refs]);
  const held = new Map<number, Set<string>>();
  for (const { ref, key } of rows) {
    held.set(ref, (held.get(ref) ?? new Set()).add(key));
  }
  return held;
}

interface Growth {
  added: number;
  removed: number;
}

function growthOf(added: readonly KeyRow[], removed: readonly KeyRow[]): Map<string, Growth> {
  const growth = new Map<string, Growth>();
  const of = (key: string): Growth => {
    const known = growth.get(key) ?? { added: 0, removed: 0 };
    growth.set(key, known);
    return known;
  };
  for (const { key } of added) of(key).added += 1;
  for (const { key } of removed) of(key).removed += 1;
  return growth;
}

/** Keys that were used before these changes and are not after them, or the reverse. Counts no further than it needs to. */
async function turnedKeys(tx: EntityManager, growth: ReadonlyMap<string, Growth>): Promise<string[]> {
  const all = [...growth];
  const rows: { key: string; holders: number }[] = await tx.query(
    `select asked.key, (select count(*)::int from (select from match_key held where held.key = asked.key limit asked.most) held) as holders
     from unnest($1::bigint[], $2::int[]) as asked (key, most)`,
    [all.map(([key]) => key), all.map(([, { added }]) => MOST_HOLDERS + 1 + added)],
  );
  return rows
    .filter(({ key, holders }) => {
      const { added, removed } = growth.get(key) ?? { added: 0, removed: 0 };
      return holders > MOST_HOLDERS !== holders - added + removed > MOST_HOLDERS;
    })
    .map(({ key }) => key);
}
