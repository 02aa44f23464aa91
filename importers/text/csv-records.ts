/** Cells of one record, trimmed, or why it cannot be read. */
export type CsvRecord =
  | {
      readonly row: number;
      readonly cells: readonly string[] /** The file ends in it, without a line end. */;
      readonly isUnended?: true;
    }
  | { readonly row: number; readonly fault: CsvFaultKind };
export type CsvFaultKind = 'stray-quote' | 'unclosed-quote' | 'too-long';

export type Separator = ',' | ';' | '\t' | '|';

/** A longer record is a quote that is never closed, or a file without line ends. */
const MAX_RECORD_CHARACTERS = 1_000_000;

/** More text is needed before the record can be told. */
const MORE = Symbol('more');

/**
 * Cuts CSV (RFC 4180, separated by commas unless another separator is given; line ends of any system) into records as text arrives. Rows are numbered as a
 * spreadsheet shows them: blank lines count. A record that cannot be read costs its first line and no more: reading goes on at the
 * next one.
 */
export class CsvRecords {
  /** The last row that was read; 0 before the first. */
  row = 0;
  private text = '';
  private skipping = false;
  private carriageReturns: boolean | undefined;

  constructor(private readonly separator: Separator = ',') {}

  /** The records that this piece of text completes. */
  push(piece: string): CsvRecord[] {
    this.text += this.lineFeeds(piece);
    return this.take(false);
  }

  /** The records that the end of the file completes. */
  end(): CsvRecord[] {
    const isEnded = this.text.trim() === '' || /[\r\n]$/.test(this.text);
    const records = this.take(true);
    const last = records.at(-1);
    return isEnded || !last || 'fault' in last ? records : [...records.slice(0, -1), { ...last, isUnended: true }];
  }

  private take(last: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    const { text } = this;
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      const found = text.indexOf('\n', at);
      if (found < 0 && !last) break;
      const lineEnd = found < 0 ? text.length : found;
      if (this.skipping) {
        this.skipping = false;
        at = lineEnd + 1;
        continue;
      }
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      if (quote < 0 || quote > lineEnd) {
        this.plain(text.slice(at, lineEnd), records);
        at = lineEnd + 1;
        continue;
      }
      const read = quoted(text, at, last, this.separator);
      if (read === MORE && !last && text.length - at <= MAX_RECORD_CHARACTERS) break;
      this.row += 1;
      if (typeof read === 'object' && read.next - at <= MAX_RECORD_CHARACTERS) {
        records.push({ row: this.row, cells: read.cells });
        at = read.next;
      } else {
        records.push({ row: this.row, fault: read === 'stray-quote' ? read : 'unclosed-quote' });
        at = lineEnd + 1;
      }
    }
    this.text = text.slice(at);
    if (!last) this.dropEndlessLine(records);
    return records;
  }

  private plain(line: string, records: CsvRecord[]): void {
    this.row += 1;
    if (line.length > MAX_RECORD_CHARACTERS) {
      records.push({ row: this.row, fault: 'too-long' });
      return;
    }
    if (line.trim() === '') return;
    const cells = line.split(this.separator);
    for (let index = 0; index < cells.length; index += 1) cells[index] = (cells[index] as string).trim();
    records.push({ row: this.row, cells });
  }

  private dropEndlessLine(records: CsvRecord[]): void {
    if (this.text.length <= MAX_RECORD_CHARACTERS || this.text.includes('\n')) return;
    if (!this.skipping) {
      this.row += 1;
      records.push({ row: this.row, fault: 'too-long' });
    }
    this.skipping = true;
    this.text = '';
  }

  /** Old exports end lines with a carriage return alone; the first line end of the file tells. */
  private lineFeeds(piece: string): string {
    if (this.carriageReturns === undefined) {
      const known = this.text + piece;
      const end = /\n|\r(?=([\s\S]))/.exec(known);
      if (end) this.carriageReturns = end[0] === '\r' && end[1] !== '\n';
      if (this.carriageReturns) this.text = this.text.replaceAll('\r', '\n');
    }
    return this.carriageReturns ? piece.replaceAll('\r', '\n') : piece;
  }
}

interface Cells {
  readonly cells: readonly string[];
  /** Where the next record begins. */
  readonly next: number;
}

/** Reads a record in which a quotation mark stands. `last`: no text follows. */
function quoted(text: string, start: number, last: boolean, separator: Separator): Cells | 'stray-quote' | typeof MORE {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const open = afterSpaces(text, at, separator);
    let cell: string;
    if (text[open] === '"') {
      const inner = quotedCell(text, open + 1, last);
      if (inner === MORE) return MORE;
      cell = inner.cell;
      at = afterSpaces(text, inner.next, separator);
    } else {
      const [next, line] = [text.indexOf(separator, at), text.indexOf('\n', at)];
      const end = Math.min(next < 0 ? text.length : next, line < 0 ? text.length : line);
      cell = text.slice(at, end);
      if (cell.includes('"')) return 'stray-quote';
      at = end;
    }
    cells.push(cell.trim());
    if (at >= text.length) return last ? { cells, next: at } : MORE;
    if (text[at] === '\n') return { cells, next: at + 1 };
    if (text[at] !== separator) return 'stray-quote';
    at += 1;
  }
}

/** The inside of a quoted cell; a doubled quotation mark stands for one. */
function quotedCell(text: string, start: number, last: boolean): { cell: string; next: number } | typeof MORE {
  let cell = '';
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || (quote + 1 === text.length && !last)) return MORE;
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { cell, next: quote + 1 };
    cell += '"';
    from = quote + 2;
  }
}

/** The first character from here that is not a space, a carriage return, or a tab that separates nothing. */
function afterSpaces(text: string, from: number, separator: Separator): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\r' || (text[at] === '\t' && separator !== '\t')) at += 1;
  return at;
}
