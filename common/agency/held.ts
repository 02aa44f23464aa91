import type { AgencyContext } from './context';
import type { AgencyRecord, RecordKind } from './definition';
import { entityReader } from './entity-reader';
import { grouped } from '../grouped';
import { readTogether } from './one-statement';
import { rowsAbout } from './rows';
import { type Reach, reachKey, reachOf } from './standing';
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
async function ofWhole(record: AgencyRecord, kinds: readonly RecordKind[], context: ReadContext): Promise<readonly string[]> {
  if (kinds.length === 0) return [];
  const reach = reachOf(record.subject, context.registered);
  const asked = kinds.map(({ kind }) => kind).join(' ');
  const loader = context.loaders.get<string, readonly string[]>(`held/${reachKey(reach)}/${asked}`, async (people) => {
    const held = await Promise.all(kinds.map((kind) => heldOf(kind, people, reach, context)));
    return grouped(
      held.flat(),
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

interface Held {
  readonly person: string;
  readonly category: string;
}

async function heldOf(
  { entity, category }: RecordKind,
  people: readonly string[],
  reach: Reach,
  context: ReadContext,
): Promise<Held[]> {
  const rows = await readTogether(heldPart(entityReader(context.database, entity), people, reach), context);
  return rows.map(([person]) => ({ person: person as string, category }));
}
