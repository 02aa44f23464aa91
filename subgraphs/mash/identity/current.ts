import type { DataSource } from 'typeorm';
import { grouped } from '../../../common/grouped';
import { validHubIds, WITH_CURRENT } from './redirects';

/**
 * Rows about the people whom these ids stand for today, by the id asked for; every id that can be one of ours has a list.
 *
 * @param select reads from `current (asked, hub)`, gives `asked` with each row, and orders them.
 */
export async function findCurrent<Row>(
  ids: readonly string[],
  select: string,
  db: DataSource,
): Promise<Map<string, readonly Row[]>> {
  const asked = validHubIds(ids);
  const rows: (Row & { asked: string })[] = await db.query(`${WITH_CURRENT} ${select}`, [asked]);
  const found = grouped(
    rows,
    (row) => row.asked,
    (row) => row,
  );
  return new Map(asked.map((id) => [id, found.get(id.toLowerCase()) ?? []]));
}

/** What is composed of the rows of each id; ids of which nothing is are left out. */
export function mapDefined<Row, T>(
  rows: ReadonlyMap<string, readonly Row[]>,
  compose: (rows: readonly Row[]) => T | undefined,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const [asked, known] of rows) {
    const value = compose(known);
    if (value !== undefined) found.set(asked, value);
  }
  return found;
}
