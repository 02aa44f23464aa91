import { MatchEvalFailed } from './failed';
import { columnOf, type Table } from './table';

/** Where a record says who it truly is: a column, or a part of it. */
export interface TruthSource {
  readonly column: string;
  readonly part?: RegExp;
}

/** Reads `<column>` or `<column>:/<regex with one group>/`. @throws MatchEvalFailed */
export function readTruthSource(given: string): TruthSource {
  const [, column, pattern] = /^(.+?):\/(.*)\/$/s.exec(given) ?? [];
  if (column === undefined || pattern === undefined) return { column: given };
  let part: RegExp;
  try {
    part = new RegExp(pattern);
  } catch {
    throw new MatchEvalFailed('--truth: what stands between the slashes is not a regular expression');
  }
  const groups = (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1;
  if (groups !== 1) throw new MatchEvalFailed(`--truth: the regular expression needs one group in brackets, and has ${groups}`);
  return { column, part };
}

/** Who each record truly is. @throws MatchEvalFailed when the column is missing, or a row does not say */
export function readTruth(table: Table, { column, part }: TruthSource): string[] {
  const at = columnOf(table, column);
  return table.rows.map(({ number, cells }) => {
    const cell = cells[at] ?? '';
    const truth = part === undefined ? cell : part.exec(cell)?.[1];
    if (truth === undefined || truth === '') {
      throw new MatchEvalFailed(`${table.name}, row ${number}: "${column}" does not say who this is`);
    }
    return truth;
  });
}
