import type { ImportedRow, SourceFile } from '../../common/publishing/record';
import type { Cells } from './cells';
import { type CsvFaultKind, type CsvRecord, CsvRecords } from './csv-records';
import { decodeText, UnreadableText } from './decode';
import { fileFault } from './problems';

/** One data row of a CSV table. `row` counts from 1 with the header as row 1. Cells are trimmed; column names lower case. */
export interface CsvRow {
  readonly kind: 'row';
  readonly row: number;
  readonly cells: Cells;
  /** The file ends in this row without a line end, as it does when it was cut short. */
  readonly isUnended: boolean;
}

/** A row that could not be read as CSV, or the end of what could be read of the file. */
export interface CsvFault {
  readonly kind: 'fault';
  readonly fault: ImportedRow;
}

/**
 * Reads a CSV table as a stream, some rows at a time. A row that is not CSV, or has another number of cells than the header, is a
 * fault of its own and reading goes on; a file that is not text ends with a fault. Never throws for what is in the bytes.
 */
export async function* readCsv(file: SourceFile): AsyncGenerator<(CsvRow | CsvFault)[]> {
  const records = new CsvRecords();
  const table = new Table(file.name);
  try {
    for await (const text of decodeText(file)) {
      yield table.read(records.push(text));
      if (table.headless) return;
    }
    yield table.read(records.end());
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    yield [{ kind: 'fault', fault: fileFault(file.name, records.row + 1, error.code, error.message, error.remedy) }];
  }
}

/** The column names of a table, lower case, or undefined when the file has no readable header. */
export async function readHeader(file: SourceFile): Promise<string[] | undefined> {
  const records = new CsvRecords();
  let first: CsvRecord | undefined;
  try {
    for await (const text of decodeText(file)) {
      first = records.push(text)[0];
      if (first) break;
    }
    first ??= records.end()[0];
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
  }
  return first && 'cells' in first ? lowerCase(first.cells) : undefined;
}

/** What is wrong with the header row itself, when something is: the file may not even be text. */
export async function firstFault(file: SourceFile): Promise<ImportedRow | undefined> {
  for await (const [first] of readCsv(file)) {
    if (first) return first.kind === 'fault' && first.fault.row === 1 ? first.fault : undefined;
  }
  return undefined;
}

const lowerCase = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());

/** Rows under a header. */
class Table {
  /** True when the first row cannot be a header, so that no other can be read. */
  headless = false;
  private columns: ReadonlyMap<string, number> | undefined;
  private width = 0;

  constructor(private readonly file: string) {}

  read(records: readonly CsvRecord[]): (CsvRow | CsvFault)[] {
    const rows: (CsvRow | CsvFault)[] = [];
    for (const record of records) {
      if (this.headless) break;
      if ('fault' in record) {
        rows.push({ kind: 'fault', fault: malformed(this.file, record.row, record.fault) });
        this.headless = this.columns === undefined;
      } else if (this.columns === undefined) {
        rows.push(...this.header(record.row, lowerCase(record.cells)));
      } else if (record.cells.length !== this.width) {
        rows.push({ kind: 'fault', fault: wrongCells(this.file, record.row, record.cells.length, this.width) });
      } else {
        rows.push({
          kind: 'row',
          row: record.row,
          cells: new RowCells(this.columns, record.cells),
          isUnended: record.isUnended ?? false,
        });
      }
    }
    return rows;
  }

  private header(row: number, names: readonly string[]): CsvFault[] {
    const named = names.filter((name) => name !== '');
    this.columns = new Map(names.map((name, index) => [name, index]));
    this.width = names.length;
    if (new Set(named).size === named.length) return [];
    // Which of two columns is meant cannot be told, and the wrong one may be somebody else's number.
    this.headless = true;
    return [
      {
        kind: 'fault',
        fault: fileFault(
          this.file,
          row,
          'repeated-column',
          'Two columns have the same name',
          'Keep one of them and publish the file again',
        ),
      },
    ];
  }
}

class RowCells implements Cells {
  constructor(
    private readonly columns: ReadonlyMap<string, number>,
    private readonly values: readonly string[],
  ) {}

  get(column: string): string | undefined {
    const index = this.columns.get(column);
    return index === undefined ? undefined : this.values[index];
  }
}

const WHAT: Readonly<Record<CsvFaultKind, string>> = {
  'stray-quote': 'A quotation mark stands where none can',
  'unclosed-quote': 'A quoted cell begins in this row and does not end',
  'too-long': 'The row is too long to be a row of a table',
};

const malformed = (file: string, row: number, fault: CsvFaultKind): ImportedRow =>
  fileFault(file, row, 'malformed-row', WHAT[fault], 'Check the quotation marks in this row, or export the file again in full');

const wrongCells = (file: string, row: number, found: number, expected: number): ImportedRow =>
  fileFault(
    file,
    row,
    'wrong-number-of-cells',
    `The row has ${found} cells where the header has ${expected}`,
    'Export the row again; a comma inside a value needs quotation marks around it',
  );
