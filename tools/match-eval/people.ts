import { type Person, prepare, type PreparedPerson } from '../../matching';
import type { Columns, MappedField } from './columns';
import { readDate } from './dates';
import { columnOf, type Table } from './table';

/** The people of a table, in its order. @throws MatchEvalFailed when it lacks a column */
export function readPeople(table: Table, columns: Columns): PreparedPerson[] {
  const places = new Map<MappedField, readonly number[]>(
    (Object.entries(columns) as [MappedField, readonly string[]][]).map(([field, names]) => [
      field,
      names.map((name) => columnOf(table, name)),
    ]),
  );
  return table.rows.map(({ cells }) =>
    prepare(
      personOf((field) =>
        (places.get(field) ?? []).map((at) => cells[at] ?? '').filter((cell) => !EMPTY.has(cell.toLowerCase())),
      ),
    ),
  );
}

const EMPTY: ReadonlySet<string> = new Set(['', 'null', 'none', 'nan', 'n/a', '#n/a']);

function personOf(read: (field: MappedField) => readonly string[]): Person {
  const [one, many] = [(field: MappedField): string | undefined => read(field)[0], read];
  const { given, family } = namesOf(many);
  const names = [
    { given: [...given, ...many('middle')], family },
    ...many('previousFamily').map((former) => ({ given, family: former })),
  ];
  const current = { lines: [...many('address'), ...many('town')], postcode: one('postcode') };
  const postcodes = [...many('postcode').slice(1), ...many('previousPostcode')];
  return {
    names,
    dateOfBirth: readDate(one('dateOfBirth')),
    expectedDate: readDate(one('expectedDate')),
    sex: sexOf(one('sex')),
    addresses: [current, ...postcodes.map((postcode) => ({ lines: [], postcode }))],
    nhsNumber: one('nhsNumber'),
    upns: many('upn'),
    localIds: many('localId'),
    contacts: many('contact'),
    deceasedOn: readDate(one('deceasedOn')),
  };
}

/** A full name stands in for both: its last word, or what stands before a comma, is the family name. */
function namesOf(read: (field: MappedField) => readonly string[]): { given: readonly string[]; family: string } {
  const [given, family] = [read('given'), read('family').join(' ')];
  const full = read('name').join(' ').trim();
  if (full === '' || given.length > 0 || family !== '') return { given, family };
  const [before, after] = full.split(',', 2) as [string, string?];
  if (after !== undefined) return { given: [after.trim()], family: before.trim() };
  const words = full.split(/\s+/);
  return { given: words.slice(0, -1), family: words.at(-1) ?? '' };
}

const SEXES: Readonly<Record<string, 'M' | 'F'>> = {
  m: 'M',
  male: 'M',
  man: 'M',
  boy: 'M',
  '1': 'M',
  f: 'F',
  female: 'F',
  woman: 'F',
  girl: 'F',
  '2': 'F',
};

function sexOf(text: string | undefined): 'M' | 'F' | undefined {
  const word = text?.trim().toLowerCase() ?? '';
  return Object.hasOwn(SEXES, word) ? SEXES[word] : undefined;
}
