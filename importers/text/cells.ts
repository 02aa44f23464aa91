import { normalisePostcode, normaliseUpn } from '../../common/identifiers';
import type { ImportContext, ImportedRow, Problem, PublishedRecord, RowReference } from '../../common/publishing/record';
import { type CodeSet, isKnownCode } from './code-sets';
import { rejection, warning } from './problems';

/** How a format writes its dates, for the remedy: `31/03/2024`. */
export interface DateStyle {
  readonly read: (text: string) => string | undefined;
  readonly example: string;
}

/** The cells of a row by the name of their column or element. */
export interface Cells {
  get(name: string): string | undefined;
}

/** An id longer than this is none. */
const MAX_ID_CHARACTERS = 200;
/** Longer text in a table or a return is a fault of the export; narrative comes in formats of its own. */
const MAX_TEXT_CHARACTERS = 4_000;

/**
 * Reads the cells of one row and keeps what is wrong with them. A `required` cell that is missing or wrong rejects the row; any
 * other wrong cell is reported and left out. Problems never carry the cell's text: it may be personal data.
 */
export class CellReader implements RowReference {
  readonly problems: Problem[] = [];

  constructor(
    readonly file: string,
    readonly row: number,
    private readonly cells: Cells,
    private readonly context: ImportContext,
    private readonly dates: DateStyle,
  ) {}

  text(column: string): string | undefined {
    const text = this.cell(column);
    if (text === undefined || text.length <= MAX_TEXT_CHARACTERS) return text;
    this.warn('value-too-long', column, 'The text is too long for this place', `Give at most ${MAX_TEXT_CHARACTERS} characters`);
    return undefined;
  }

  /** An id or a name without which the row says nothing. */
  requiredText(column: string, meaning: string): string | undefined {
    const text = this.cell(column);
    if (text === undefined)
      this.reject('missing-value', column, `${meaning} is missing`, `Give ${meaning.toLowerCase()} in this column`);
    if (text === undefined || text.length <= MAX_ID_CHARACTERS) return text;
    this.reject('value-too-long', column, `${meaning} is too long`, `Give at most ${MAX_ID_CHARACTERS} characters`);
    return undefined;
  }

  /** A date that may not lie in the future unless `future` says that it may. */
  date(column: string, options: { required?: boolean; future?: boolean } = {}): string | undefined {
    const text = this.cell(column);
    if (text === undefined) {
      if (options.required) this.reject('missing-value', column, 'The date is missing', `Give a date like ${this.dates.example}`);
      return undefined;
    }
    const date = this.dates.read(text);
    const report = options.required ? this.reject : this.warn;
    if (date === undefined) {
      report.call(this, 'invalid-date', column, 'This is not a date in the calendar', `Give a date like ${this.dates.example}`);
      return undefined;
    }
    if (!options.future && date > this.context.today) {
      report.call(this, 'date-in-future', column, 'The date is in the future', 'Give the date on which it happened');
      return undefined;
    }
    return date;
  }

  code(column: string, set: CodeSet, options: { required?: boolean; upperCase?: boolean } = {}): string | undefined {
    const text = this.cell(column);
    if (text === undefined) {
      if (options.required) this.reject('missing-value', column, 'The code is missing', `Give a code of the list "${set}"`);
      return undefined;
    }
    const code = options.upperCase === false ? text : text.toUpperCase();
    if (isKnownCode(set, code)) return code;
    const report = options.required ? this.reject : this.warn;
    report.call(
      this,
      'unknown-code',
      column,
      `This is not a code of the list "${set}"`,
      'Map the local code to the national one and publish again',
    );
    return undefined;
  }

  /** One value of a list of codes; an unknown one is reported and left out. */
  codeOf(text: string, field: string, set: CodeSet): string | undefined {
    const code = text.toUpperCase();
    if (isKnownCode(set, code)) return code;
    this.warn(
      'unknown-code',
      field,
      `This is not a code of the list "${set}"`,
      'Map the local code to the national one and publish again',
    );
    return undefined;
  }

  /** One of a few words of the format, mapped to ours. */
  choice<T extends string>(
    column: string,
    choices: Readonly<Record<string, T>>,
    options: { required?: boolean } = {},
  ): T | undefined {
    const text = this.cell(column);
    if (text === undefined) {
      if (options.required)
        this.reject('missing-value', column, 'The value is missing', `Give one of ${Object.keys(choices).join(', ')}`);
      return undefined;
    }
    const chosen = Object.hasOwn(choices, text.toUpperCase()) ? choices[text.toUpperCase()] : undefined;
    if (chosen === undefined) {
      const report = options.required ? this.reject : this.warn;
      report.call(
        this,
        'unknown-code',
        column,
        'This is not a value the format allows here',
        `Give one of ${Object.keys(choices).join(', ')}`,
      );
    }
    return chosen;
  }

  flag(column: string): boolean | undefined {
    const said = this.choice(column, FLAGS);
    return said === undefined ? undefined : said === 'yes';
  }

  /** A whole number of at least 0; `133.0` is 133. */
  count(column: string, options: { required?: boolean; max?: number } = {}): number | undefined {
    const text = this.cell(column);
    if (text === undefined) {
      if (options.required) this.reject('missing-value', column, 'The number is missing', 'Give a whole number');
      return undefined;
    }
    const value = /^\d{1,9}(\.0+)?$/.test(text) ? Number(text) : undefined;
    if (value !== undefined && value <= (options.max ?? Number.MAX_SAFE_INTEGER)) return value;
    const report = options.required ? this.reject : this.warn;
    const remedy = options.max === undefined ? 'Give a whole number' : `Give a whole number of at most ${options.max}`;
    report.call(this, 'invalid-number', column, 'This is not a number that can stand here', remedy);
    return undefined;
  }

  /** A UPN whose check letter is right. A wrong one is reported and left out, never the reason to lose a row. */
  upn(column: string): string | undefined {
    const text = this.cell(column);
    if (text === undefined) return undefined;
    const upn = normaliseUpn(text);
    if (upn === undefined)
      this.warn('invalid-upn', column, 'The UPN fails its check letter', 'Check it against the school register');
    return upn;
  }

  postcode(column: string): string | undefined {
    const text = this.cell(column);
    if (text === undefined) return undefined;
    const postcode = normalisePostcode(text);
    if (postcode === undefined) this.warn('invalid-postcode', column, 'This is not a postcode', 'Give it as in BB1 7AA');
    return postcode;
  }

  get rejected(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }

  /** The row as imported: no records when anything rejected it. */
  result<R extends PublishedRecord>(records: readonly R[]): ImportedRow<R> {
    return { file: this.file, row: this.row, records: this.rejected ? [] : records, problems: this.problems };
  }

  private cell(column: string): string | undefined {
    const text = this.cells.get(column);
    return text === '' ? undefined : text;
  }

  reject(code: string, field: string, problem: string, remedy: string): void {
    this.problems.push(rejection(this, { code, field, problem, remedy }));
  }

  warn(code: string, field: string, problem: string, remedy: string): void {
    this.problems.push(warning(this, { code, field, problem, remedy }));
  }
}

const FLAGS = { TRUE: 'yes', FALSE: 'no', '1': 'yes', '0': 'no', Y: 'yes', N: 'no', YES: 'yes', NO: 'no' } as const;
