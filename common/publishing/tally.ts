import type { ImportedRow, Problem } from './record';

/** What became of one row of the input. */
export type RowOutcome = 'accepted' | 'unchanged' | 'corrected' | 'rejected' | 'retracted' | 'ignored';

/** One row with what became of it and everything that is wrong with it, also what only storing found out. */
export interface RowResult {
  readonly row: ImportedRow;
  readonly outcome: RowOutcome;
  readonly problems: readonly Problem[];
}

/**
 * Counts of a publication, kept as JSON beside its progress and committed with each chunk.
 * `rows.read` is the sum of accepted (something new), corrected (something different), unchanged, rejected, retracted (a record
 * is hidden now) and ignored (nothing in it that this agency keeps); `warned` rows were kept although something was wrong with
 * them.
 */
export interface Counts {
  readonly rows: Readonly<Record<'read' | 'warned' | RowOutcome, number>>;
  /** Records in the rows that were kept, by kind. */
  readonly records: Readonly<Record<string, number>>;
  /** Every problem by code, also those beyond the number that is kept. */
  readonly problems: Readonly<Record<string, { readonly severity: Problem['severity']; readonly count: number }>>;
}

export const NO_COUNTS: Counts = {
  rows: { read: 0, accepted: 0, unchanged: 0, corrected: 0, rejected: 0, retracted: 0, ignored: 0, warned: 0 },
  records: {},
  problems: {},
};

/** Problems listed per publication; beyond these, only counted. */
export const PROBLEMS_KEPT = 10_000;

/** Every problem counted so far. */
export function problemTotal(counts: Counts): number {
  return Object.values(counts.problems).reduce((sum, { count }) => sum + count, 0);
}

/** Counts after these rows; the earlier ones are left as they were, since the chunk may yet roll back. */
export function countRows(counts: Counts, results: readonly RowResult[]): Counts {
  // Counts that were begun before there were retractions lack theirs.
  const after = { rows: { ...NO_COUNTS.rows, ...counts.rows }, records: { ...counts.records }, problems: { ...counts.problems } };
  for (const { row, outcome, problems } of results) {
    after.rows.read += 1;
    after.rows[outcome] += 1;
    for (const { code, severity } of problems) {
      after.problems[code] = { severity, count: (after.problems[code]?.count ?? 0) + 1 };
    }
    if (outcome === 'rejected') continue;
    if (problems.length > 0) after.rows.warned += 1;
    for (const { kind } of row.records) after.records[kind] = (after.records[kind] ?? 0) + 1;
  }
  return after;
}
