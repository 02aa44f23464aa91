import type { EntityReader } from './entity-reader';
import type { Part } from './one-statement';
import { instantOf, type Reach, standing } from './standing';

type Reader = Pick<EntityReader<unknown>, 'table' | 'columns' | 'columnOf' | 'placeOf'>;

/** The rows whose property holds one of these keys, of those that this reach meets. */
export function rowsPart(reader: Reader, property: string, keys: readonly string[], reach: Reach): Part {
  return { name: nameOf('rows', reader, property, reach), columns: reader.columns, ...whose(reader, property, keys, reach) };
}

/** Of these people, those of whom this reach meets any row. In a statement that reads their rows anyway, nothing is read for it. */
export function heldPart(reader: Reader, people: readonly string[], reach: Reach): Part {
  const { from, values } = whose(reader, 'personId', people, reach);
  const rows = nameOf('rows', reader, 'personId', reach);
  const person = reader.columnOf('personId');
  return {
    name: nameOf('held', reader, 'personId', reach),
    columns: [person],
    from: (parameter) => `${from(parameter)} group by ${person}`,
    values,
    toldBy: (other) => (other.name === rows && covers(other, people, reach) ? { column: reader.placeOf('personId') } : undefined),
  };
}

function whose(
  { table, columnOf }: Reader,
  property: string,
  keys: readonly string[],
  reach: Reach,
): Pick<Part, 'from' | 'values'> {
  const instant = instantOf(reach);
  return {
    from: (parameter) =>
      `from ${table} r where ${columnOf(property)} = any(${parameter(1)}) and ${standing(table, 'r', reach, parameter(2))}`,
    values: [[...keys], ...(instant === undefined ? [] : [instant])],
  };
}

/** The instant is a value; all else that `standing` writes is told apart here. */
function nameOf(what: string, { table }: Reader, property: string, { sealedToo, asKnownOn }: Reach): string {
  return `${what}/${table}/${property}/${sealedToo ? 'sealed-too' : 'open'}/${asKnownOn === undefined ? 'now' : 'then'}`;
}

function covers({ values: [theirs, instant] }: Part, people: readonly string[], reach: Reach): boolean {
  if (instant !== instantOf(reach) || !Array.isArray(theirs)) return false;
  const asked = new Set(theirs);
  return people.every((person) => asked.has(person));
}
