import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvRecords, type CsvFaultKind, type Separator } from '../../importers/text/csv-records';
import { CommandFailed } from '../command-line';

/** A table with a header, whole in memory. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** As a spreadsheet numbers it. */
  readonly number: number;
  readonly cells: readonly string[];
}

const FAULTS: Readonly<Record<CsvFaultKind, string>> = {
  'stray-quote': 'has a quotation mark in the middle of a cell: put the whole cell in quotation marks and double the one inside',
  'unclosed-quote': 'has a quotation mark that is never closed: close it, or double it where it is a part of the text',
  'too-long': 'is too long to be a record: check the quotation marks and line ends around it',
};

/** @throws CommandFailed when there is no such file, or it is not a table */
export function readTable(path: string): Table {
  const name = basename(path);
  const [header, ...rows] = recordsOf(textOf(path, name), name);
  if (header === undefined) throw new CommandFailed(`${name} is empty and not a CSV file: it needs a header and rows`);
  if (header.cells.length < 2) {
    throw new CommandFailed(
      `${name} is not a CSV file with a header: separate at least two columns by commas, semicolons, tabs or bars`,
    );
  }
  if (rows.length === 0) throw new CommandFailed(`${name} has a header and no rows`);
  return { name, columns: header.cells, rows: rows.map((row) => withinHeader(row, header.cells.length, name)) };
}

function recordsOf(text: string, name: string): Row[] {
  const reader = new CsvRecords(separatorOf(text));
  return [...reader.push(text), ...reader.end()].map((record) => {
    if ('fault' in record) throw new CommandFailed(`${name}, row ${record.row} ${FAULTS[record.fault]}`);
    return { number: record.row, cells: record.cells };
  });
}

const SEPARATORS: readonly Separator[] = [',', ';', '\t', '|'];

/** What stands most often in the first line, outside of quotation marks; a comma where nothing tells. */
function separatorOf(text: string): Separator {
  const [header = ''] = text
    .trimStart()
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]/, 1);
  const counts = SEPARATORS.map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).separator;
}

/** Some exports end every line with separators: nothing is lost with them. @throws CommandFailed when something would be */
function withinHeader(row: Row, columns: number, name: string): Row {
  if (row.cells.length <= columns) return row;
  if (row.cells.slice(columns).some((cell) => cell !== '')) {
    throw new CommandFailed(
      `${name}, row ${row.number}: ${row.cells.length} cells under ${columns} columns. Put cells that hold a separator in quotation marks`,
    );
  }
  return { ...row, cells: row.cells.slice(0, columns) };
}

function textOf(path: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new CommandFailed(`${name} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Older exports are in the encoding of Windows; every byte is a letter there, so a file of another kind shows in its cells.
    if (bytes.includes(0)) throw new CommandFailed(`${name} is not a CSV file: it holds binary data`);
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Place of a column; undefined when there is none. @throws CommandFailed when there are two */
export function findColumn({ name, columns }: Table, column: string): number | undefined {
  const at = columns.indexOf(column.trim());
  if (at < 0) return undefined;
  if (columns.indexOf(column.trim(), at + 1) > at) {
    throw new CommandFailed(`${name} has two columns "${column}": rename one of them, so that it is plain which is meant`);
  }
  return at;
}

/** Place of a column. @throws CommandFailed that lists the columns there are */
export function columnOf(table: Table, column: string): number {
  const at = findColumn(table, column);
  if (at === undefined) throw new CommandFailed(`${table.name} has no column "${column}". It has: ${table.columns.join(', ')}`);
  return at;
}

/** The one of several columns that a table has; two files may call theirs differently. @throws CommandFailed */
export function oneOf(table: Table, columns: readonly string[]): { readonly column: string; readonly at: number } {
  for (const column of columns) {
    const at = findColumn(table, column);
    if (at !== undefined) return { column, at };
  }
  const [first = ''] = columns;
  return { column: first, at: columnOf(table, first) };
}
