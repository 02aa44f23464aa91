import { type CsvError, type Info, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import type { ImportedRow, SourceFile } from '../../common/publishing/record';
import { decodeText, UnreadableText } from './decode';
import { fileFault } from './problems';

/** One data row of a CSV table. `row` counts from 1 with the header as row 1. Cells are trimmed; column names lower case. */
export interface CsvRow {
  readonly kind: 'row';
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A row that could not be read as CSV, or the end of what could be read of the file. */
export interface CsvFault {
  readonly kind: 'fault';
  readonly fault: ImportedRow;
}

/** Longest row taken: a quote that is never closed would otherwise swallow the rest of a file into memory. */
const MAX_ROW_CHARACTERS = 1_000_000;

/**
 * Reads a CSV table as a stream. A row that is not CSV, or has another number of cells than the header, is a fault of its own and
 * reading goes on; a file that is not text, or breaks off inside a quote, ends with a fault. Never throws for what is in the bytes.
 */
export async function* readCsv(file: SourceFile): AsyncGenerator<CsvRow | CsvFault> {
  const skipped: ImportedRow[] = [];
  let row = 1;
  let header: string[] | undefined;
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    max_record_size: MAX_ROW_CHARACTERS,
    on_skip: (error: CsvError | undefined) => {
      skipped.push(malformed(file.name, row + 1 + skipped.length, error?.code));
      return undefined;
    },
  });
  const text = Readable.from(decodeText(file));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const { record } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      while (skipped.length > 0) {
        row += 1;
        yield { kind: 'fault', fault: skipped.shift() as ImportedRow };
      }
      if (!header) {
        header = record.map((name) => name.toLowerCase());
        continue;
      }
      row += 1;
      if (record.length === header.length) yield { kind: 'row', row, cells: cellsOf(header, record) };
      else yield { kind: 'fault', fault: wrongCells(file.name, row, record.length, header.length) };
    }
    while (skipped.length > 0) yield { kind: 'fault', fault: skipped.shift() as ImportedRow };
  } catch (error) {
    while (skipped.length > 0) {
      row += 1;
      yield { kind: 'fault', fault: skipped.shift() as ImportedRow };
    }
    yield { kind: 'fault', fault: endFault(file.name, row, error) };
  }
}

/** The column names of a table, lower case, or undefined when the file has no readable header. */
export async function readHeader(file: SourceFile): Promise<string[] | undefined> {
  let first = '';
  try {
    for await (const text of decodeText(file)) {
      first += text;
      const end = first.search(/\r|\n/);
      if (end >= 0 || first.length > 100_000) {
        first = end >= 0 ? first.slice(0, end) : first;
        break;
      }
    }
  } catch (error) {
    if (error instanceof UnreadableText) return undefined;
    throw error;
  }
  const names = first.replace(/^\ufeff/, '').split(',').map((name) => name.trim().replace(/^"|"$/g, '').toLowerCase());
  return names.length > 1 || names[0] !== '' ? names : undefined;
}

/** A table without a prototype: a column may be called anything, `__proto__` included. */
function cellsOf(header: readonly string[], record: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = Object.create(null);
  for (const [index, name] of header.entries()) cells[name] = record[index] ?? '';
  return cells;
}

const malformed = (file: string, row: number, code: string | undefined): ImportedRow =>
  fileFault(
    file,
    row,
    'malformed-row',
    code === 'CSV_QUOTE_NOT_CLOSED' ? 'The file ends inside a quoted cell' : 'The row is not well-formed CSV',
    'Check the quotation marks in this row, or export the file again in full',
  );

const wrongCells = (file: string, row: number, found: number, expected: number): ImportedRow =>
  fileFault(
    file,
    row,
    'wrong-number-of-cells',
    `The row has ${found} cells where the header has ${expected}`,
    'Export the row again; a comma inside a value needs quotation marks around it',
  );

function endFault(file: string, row: number, error: unknown): ImportedRow {
  if (error instanceof UnreadableText) return fileFault(file, row, error.code, error.message, error.remedy);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('CSV_')) return malformed(file, row + 1, code);
  throw error;
}
