import type { AgencyContext } from './context';
import type { AgencyRecord, RecordKind } from './definition';
import { entityReader } from './entity-reader';
import { readTogether } from './one-statement';
import { rowsAbout } from './rows';
import { reachKey, reachOf } from './standing';
import { heldPart } from './standing-parts';

type ReadContext = Pick<AgencyContext, 'database' | 'loaders' | 'registered'>;

/**
 * The categories in which this person has records, as far as this subject's queries can reach. All kinds and all people of the
 * request are read with one statement; of a kind that is divided into categories, the rows themselves.
 *
 * @param kinds only those whose existence the viewer may know of: what they may not is not looked for either.
 */
export async function categoriesHeld(
  record: AgencyRecord,
  kinds: readonly RecordKind[],
  context: ReadContext,
): Promise<ReadonlySet<string>> {
  if (record.ids.length === 0) return new Set();
  const held = await Promise.all(
    kinds.map(async (kind) => {
      const { entity, category, divided } = kind;
      if (divided !== undefined) return (await rowsAbout(record, entity, context)).map((row) => divided.by(row));
      return (await hasAny(record, kind, context)) ? [category] : [];
    }),
  );
  return new Set(held.flat());
}

async function hasAny(record: AgencyRecord, { entity }: RecordKind, context: ReadContext): Promise<boolean> {
  const reach = reachOf(record.subject, context.registered);
  const reader = entityReader(context.database, entity);
  const loader = context.loaders.get<string, true>(`held/${reader.table}/${reachKey(reach)}`, async (people) => {
    const rows = await readTogether(heldPart(reader, people, reach), context);
    return new Map(rows.map(([person]) => [person, true]));
  });
  const found = await loader.loadMany([...record.ids]);
  return found.some((held) => {
    if (held instanceof Error) throw held;
    return held === true;
  });
}
