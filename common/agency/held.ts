import type { AgencyContext } from './context';
import type { AgencyRecord, RecordKind } from './definition';
import { entityReader } from './entity-reader';
import { grouped } from './grouped';
import { readTogether } from './one-statement';
import { type Reach, reachKey, reachOf } from './standing';
import { heldPart } from './standing-parts';

type ReadContext = Pick<AgencyContext, 'database' | 'loaders' | 'registered'>;

/**
 * The categories in which this person has records, as far as this subject's queries can reach. One query for all kinds and
 * all people of the request.
 */
export async function categoriesHeld(
  record: AgencyRecord,
  kinds: readonly RecordKind[],
  context: ReadContext,
): Promise<ReadonlySet<string>> {
  if (record.ids.length === 0 || kinds.length === 0) return new Set();
  const reach = reachOf(record.subject, context.registered);
  const loader = context.loaders.get<string, readonly string[]>(`held/${reachKey(reach)}`, async (people) => {
    const held = await Promise.all(kinds.map((kind) => heldOf(kind, people, reach, context)));
    return grouped(
      held.flat(),
      ({ person }) => person,
      ({ category }) => category,
    );
  });
  const found = await loader.loadMany([...record.ids]);
  return new Set(
    found.flatMap((categories) => {
      if (categories instanceof Error) throw categories;
      return categories ?? [];
    }),
  );
}

interface Held {
  readonly person: string;
  readonly category: string;
}

async function heldOf(kind: RecordKind, people: readonly string[], reach: Reach, context: ReadContext): Promise<Held[]> {
  const { entity, category } = kind;
  const rows = await readTogether(heldPart(entityReader(context.database, entity), people, reach), context);
  const found = new Set(rows.map(([person]) => person as string));
  return [...found].map((person) => ({ person, category }));
}
