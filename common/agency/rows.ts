import { bind, subjectOf } from '../access/bound';
import type { Subject } from '../access/subject';
import type { PublishedRow } from '../publishing/published-row';
import type { AgencyContext } from './context';
import type { AgencyRecord, Class } from './definition';
import { entityReader } from './entity-reader';
import { grouped } from '../grouped';
import { readTogether } from './one-statement';
import { reachKey, reachOf } from './standing';
import { rowsPart } from './standing-parts';

type ReadContext = Pick<AgencyContext, 'database' | 'loaders' | 'registered'>;

/**
 * Rows about the person whose record this is: as the agency holds them, or held them when asked, in order of their keys. Whoever asks for the same
 * kind in the same turn, for whatever person, shares one query (and other kinds, its statement); the rows are copies bound to this record's subject.
 */
export function rowsAbout<T extends PublishedRow>(record: AgencyRecord, entity: Class<T>, context: ReadContext): Promise<T[]> {
  return rowsWhere<T, PublishedRow>(record, entity, 'personId', record.ids, context);
}

/**
 * Rows whose column holds one of these values; as `rowsAbout`.
 *
 * @param owner the record, or the bound row, through which they are reached.
 * @throws Error when the owner carries no subject: nothing is read in nobody's name.
 */
export async function rowsWhere<T extends PublishedRow, Columns = T>(
  owner: object,
  entity: Class<T>,
  column: keyof Columns & string,
  values: readonly string[],
  context: ReadContext,
): Promise<T[]> {
  const subject = subjectOf(owner);
  if (subject === undefined) throw new Error(`${entity.name} was asked for by something that carries no subject`);
  if (values.length === 0) return [];
  const found = await loaderFor(entity, column, subject, context).loadMany([...new Set(values)]);
  return found
    .flatMap((rows) => {
      if (rows instanceof Error) throw rows;
      return rows ?? [];
    })
    .sort(byKey)
    .map((row) => bind(row, subject));
}

function loaderFor<T extends PublishedRow>(entity: Class<T>, property: string, subject: Subject, context: ReadContext) {
  const reach = reachOf(subject, context.registered);
  const reader = entityReader(context.database, entity);
  return context.loaders.get<string, T[]>(`rows/${reader.table}/${property}/${reachKey(reach)}`, async (keys) => {
    const rows = await readTogether(rowsPart(reader, property, keys, reach), context);
    return grouped(
      rows.map((row) => reader.read(row)),
      (row) => String(row[property as keyof T]),
      (row) => row,
    );
  });
}

/** By the agency's own keys, so that the same question gets the same order whichever ids and batches led to it. */
function byKey(a: PublishedRow, b: PublishedRow): number {
  if (a.recordKey !== b.recordKey) return a.recordKey < b.recordKey ? -1 : 1;
  return Number(BigInt(a.rowId) - BigInt(b.rowId));
}
