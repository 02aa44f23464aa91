import { CommandFailed } from '../command-line';
import { oneOf, type Table } from './table';

/** Where a record says who it truly is: a column, or a part of it. */
export interface TruthSource {
  readonly column: string;
  /** What the second file calls it, when it is another name. */
  readonly second?: string;
  readonly part?: RegExp;
}

/** Reads `--truth`, given once, or once for each of two files that call it differently: then a part is cut out of both alike. */
export function readTruthSources([first = '', other]: readonly string[]): TruthSource {
  const source = readTruthSource(first);
  return other === undefined ? source : { ...source, second: readTruthSource(other).column };
}

/** Reads `<column>` or `<column>:/<regex with one group>/`. @throws CommandFailed */
export function readTruthSource(given: string): TruthSource {
  const [, column, pattern] = /^(.+?):\/(.*)\/$/s.exec(given) ?? [];
  if (column === undefined || pattern === undefined) return { column: given };
  let part: RegExp;
  try {
    part = new RegExp(pattern);
  } catch {
    throw new CommandFailed('--truth: what stands between the slashes is not a regular expression');
  }
  const groups = (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1;
  if (groups !== 1) throw new CommandFailed(`--truth: the regular expression needs one group in brackets, and has ${groups}`);
  return { column, part };
}

/** Who each record truly is. @throws CommandFailed when the column is missing, or a row does not say */
export function readTruth(table: Table, { column: first, second, part }: TruthSource): string[] {
  const { column, at } = oneOf(table, second === undefined ? [first] : [first, second]);
  return table.rows.map(({ number, cells }) => {
    const cell = cells[at] ?? '';
    const truth = part === undefined ? cell : part.exec(cell)?.[1];
    if (truth === undefined || truth === '') {
      throw new CommandFailed(
        `${table.name}, row ${number}: "${column}" does not say who this is. Fill the cell, or leave the row out`,
      );
    }
    return truth;
  });
}
