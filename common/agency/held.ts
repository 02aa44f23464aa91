import type { EntityTarget } from 'typeorm';
import type { PublishedRow } from '../publishing/published-row';
import type { AgencyContext } from './context';
import type { AgencyRecord, RecordKind } from './definition';
import { grouped } from './grouped';
import { rowsAbout } from './rows';
import { instantOf, type Reach, reachKey, reachOf, standing } from './standing';

/**
 * The categories in which this person has records, as far as this subject's queries can reach. One query for all people of the
 * request who are asked about in the same kinds, and one for each kind that is divided into categories.
 *
 * @param kinds only those whose existence the viewer may know of: what they may not is not looked for either.
 */
export async function categoriesHeld(
  record: AgencyRecord,
  kinds: readonly RecordKind[],
  context: Pick<AgencyContext, 'database' | 'loaders' | 'registered'>,
): Promise<ReadonlySet<string>> {
  if (record.ids.length === 0) return new Set();
  const found = await Promise.all([
    ofWhole(
      record,
      kinds.filter(({ divided }) => divided === undefined),
      context,
    ),
    ...kinds.flatMap(({ entity, divided }) =>
      divided === undefined ? [] : [rowsAbout(record, entity, context).then((rows) => rows.map((row) => divided.by(row)))],
    ),
  ]);
  return new Set(found.flat());
}

/** The categories of the kinds of which there is anything. */
async function ofWhole(record: AgencyRecord, kinds: readonly RecordKind[], context: Parameters<typeof categoriesHeld>[2]) {
  if (kinds.length === 0) return [];
  const reach = reachOf(record.subject, context.registered);
  const asked = kinds.map(({ kind }) => kind).join(' ');
  const loader = context.loaders.get<string, readonly string[]>(`held/${reachKey(reach)}/${asked}`, async (people) => {
    const instant = instantOf(reach);
    const parameters = [[...people], ...kinds.map(({ category }) => category), ...(instant === undefined ? [] : [instant])];
    const rows = await context.database.query<HeldRow[]>(heldSql(kinds, context, reach), parameters);
    return grouped(
      rows,
      ({ person }) => person,
      ({ category }) => category,
    );
  });
  const found = await loader.loadMany([...record.ids]);
  return found.flatMap((categories) => {
    if (categories instanceof Error) throw categories;
    return categories ?? [];
  });
}

interface HeldRow {
  readonly person: string;
  readonly category: string;
}

function heldSql(kinds: readonly RecordKind[], { database }: Pick<AgencyContext, 'database'>, reach: Reach): string {
  return kinds
    .map(({ entity }, index) => {
      const { tableName } = database.getMetadata(entity as EntityTarget<PublishedRow>);
      const table = database.driver.escape(tableName);
      const theirs = `k.person_id = any($1) and ${standing(table, 'k', reach, `$${kinds.length + 2}`)}`;
      return `select k.person_id as person, $${index + 2}::text as category from ${table} k where ${theirs}`;
    })
    .join(' union ');
}
