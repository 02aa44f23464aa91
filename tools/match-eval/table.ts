import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvRecords, type CsvFaultKind } from '../../importers/text/csv-records';
import { MatchEvalFailed } from './failed';

/** A CSV file with a header, whole in memory. */
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
  'stray-quote': 'has a quotation mark in the middle of a cell',
  'unclosed-quote': 'has a quotation mark that is never closed',
  'too-long': 'is too long to be a record',
};

/** @throws MatchEvalFailed when there is no such file, or it is not a table in CSV */
export function readTable(path: string): Table {
  const name = basename(path);
  const records = recordsOf(path, name);
  const [header, ...rows] = records;
  if (header === undefined || header.cells.length < 2) {
    throw new MatchEvalFailed(`${name} is not a CSV file with a header: separate at least two columns by commas`);
  }
  if (rows.length === 0) throw new MatchEvalFailed(`${name} has a header and no rows`);
  const uneven = rows.find(({ cells }) => cells.length > header.cells.length);
  if (uneven) throw new MatchEvalFailed(`${name}, row ${uneven.number}: more cells than the header has columns`);
  return { name, columns: header.cells, rows };
}

function recordsOf(path: string, name: string): Row[] {
  const reader = new CsvRecords();
  return [...reader.push(textOf(path, name)), ...reader.end()].map((record) => {
    if ('fault' in record) throw new MatchEvalFailed(`${name} is not CSV: row ${record.row} ${FAULTS[record.fault]}`);
    return { number: record.row, cells: record.cells };
  });
}

function textOf(path: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new MatchEvalFailed(`${name} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Older exports are in the encoding of Windows; every byte is a letter there, so a file of another kind shows in its cells.
    if (bytes.includes(0)) throw new MatchEvalFailed(`${name} is not a CSV file: it holds binary data`);
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Place of a column. @throws MatchEvalFailed that lists the columns there are */
export function columnOf({ name, columns }: Table, column: string): number {
  const at = columns.indexOf(column.trim());
  if (at < 0) throw new MatchEvalFailed(`${name} has no column "${column}". It has: ${columns.join(', ')}`);
  return at;
}
