import { type Person, prepare, type PreparedPerson } from '../../matching';
import type { Columns, MappedField } from './columns';
import { type DateOrder, orderOf, readDate } from './dates';
import { CommandFailed } from '../command-line';
import { findColumn, type Table } from './table';

/**
 * The people of the tables, in their order. Two tables may call a field differently: of its columns each has to have one at least, and each
 * column has to be in one of the tables at least.
 *
 * @throws CommandFailed when a column is missing, or holds dates that cannot be read
 */
export function readPeople(tables: readonly Table[], columns: Columns): PreparedPerson[] {
  for (const names of Object.values(columns)) {
    for (const name of names) {
      if (tables.every((table) => findColumn(table, name) === undefined)) throw missing(tables, name);
    }
  }
  return tables.flatMap((table) => peopleOf(table, columns));
}

type Read = (field: MappedField) => readonly string[];

function peopleOf(table: Table, columns: Columns): PreparedPerson[] {
  const places = new Map(
    (Object.entries(columns) as [MappedField, readonly string[]][]).map((one) => [one[0], placesOf(table, one)]),
  );
  const reads = table.rows.map(
    ({ cells }): Read =>
      (field) =>
        (places.get(field) ?? []).map((at) => cells[at] ?? '').filter((cell) => !EMPTY.has(cell.toLowerCase())),
  );
  const orders = new Map(DATES.map((field) => [field, dateOrder(table, field, reads)]));
  return reads.map((read) => prepare(personOf(read, (field) => readDate(read(field)[0], orders.get(field)))));
}

function placesOf(table: Table, [field, names]: readonly [MappedField, readonly string[]]): number[] {
  const found = names.flatMap((name) => findColumn(table, name) ?? []);
  if (found.length > 0) return found;
  const [name = ''] = names;
  const { message } = missing([table], name);
  throw new CommandFailed(`${message}. Where two files call it differently, name both: {"${field}": ["${name}", "..."]}`);
}

const missing = (tables: readonly Table[], column: string): CommandFailed =>
  new CommandFailed(
    tables.map(({ name, columns }) => `${name} has no column "${column}". It has: ${columns.join(', ')}`).join('\n'),
  );

const EMPTY: ReadonlySet<string> = new Set(['', 'null', 'none', 'nan', 'n/a', '#n/a', '-', '?', 'unknown', 'not known']);

type DateField = 'dateOfBirth' | 'expectedDate' | 'deceasedOn';
const DATES: readonly DateField[] = ['dateOfBirth', 'expectedDate', 'deceasedOn'];
/** Slips spoil some dates; a column in which hardly one can be read is written in another way. */
const LEAST_READABLE = 0.1;

/** @throws CommandFailed that names the first row whose date cannot be read, when hardly one can be */
function dateOrder({ name, rows }: Table, field: DateField, reads: readonly Read[]): DateOrder {
  const cells = reads.map((read) => read(field)[0]);
  const order = orderOf(cells.filter((cell) => cell !== undefined));
  const given = cells.filter((cell) => cell !== undefined);
  const unread = cells.findIndex((cell) => cell !== undefined && readDate(cell, order) === undefined);
  if (unread >= 0 && given.filter((cell) => readDate(cell, order) !== undefined).length < given.length * LEAST_READABLE) {
    throw new CommandFailed(
      `${name}, row ${rows[unread]?.number}: "${field}" is no date that is understood. Write dates as 2015-03-04, 20150304, 04/03/2015 or 4 March 2015`,
    );
  }
  return order;
}

function personOf(read: Read, dateIn: (field: DateField) => string | undefined): Person {
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
    dateOfBirth: dateIn('dateOfBirth'),
    expectedDate: dateIn('expectedDate'),
    sex: sexOf(one('sex')),
    addresses: [current, ...postcodes.map((postcode) => ({ lines: [], postcode }))],
    nhsNumber: one('nhsNumber'),
    upns: many('upn'),
    localIds: many('localId'),
    contacts: many('contact'),
    deceasedOn: dateIn('deceasedOn'),
  };
}

/** A full name stands in for both: its last word, or what stands before a comma, is the family name. */
function namesOf(read: Read): { given: readonly string[]; family: string } {
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
