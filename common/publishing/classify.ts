import { randomUUID } from 'node:crypto';
import type { CurrentVersion, Incoming, Write } from './kind-table';
import type { ImportedRow, Problem, RowReference } from './record';
import type { RecordOutcome } from './record-outcome';
import { OVERTAKEN } from './overtaken';
import type { RowOutcome, RowResult } from './tally';

/** What a kind's records in a chunk come to: what became of each, in order, and what must be written. */
export interface Classified {
  readonly outcomes: readonly RecordOutcome[];
  readonly writes: readonly Write[];
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Compares records with the current versions, each with what stood before it: a later record of the same key in the chunk is
 * compared with the earlier one, and the last one is written. A record of a retracted key opens it again.
 *
 * @param overtaken keys of which a publication that was received later has spoken already: what that one says stands
 */
export function classify(
  incoming: readonly Incoming[],
  current: ReadonlyMap<string, CurrentVersion>,
  publication: string,
  overtaken: ReadonlySet<string> = NOTHING,
): Classified {
  const outcomes: RecordOutcome[] = [];
  const last = new Map<string, Incoming>();
  for (const next of incoming) {
    const { key } = next.record;
    if (overtaken.has(key)) {
      outcomes.push(OVERTAKEN);
      continue;
    }
    const held = current.get(key);
    const earlier = last.get(key);
    const digest = earlier?.digest ?? (held?.retracted ? undefined : held?.digest);
    if (held === undefined && earlier === undefined) outcomes.push({ outcome: 'accepted', repeated: false });
    else if (digest === next.digest) outcomes.push({ outcome: 'unchanged', repeated: false });
    else outcomes.push({ outcome: 'corrected', repeated: earlier !== undefined || held?.publication === publication });
    last.set(key, next);
  }
  const writes = [...last].flatMap(([key, next]): Write[] => {
    const held = current.get(key);
    if (held !== undefined && !held.retracted && held.digest === next.digest) return [];
    return [{ incoming: next, id: held?.id ?? randomUUID(), closes: held }];
  });
  return { outcomes, writes };
}

const RANK: Record<RowOutcome, number> = { ignored: 0, unchanged: 1, accepted: 2, corrected: 3, retracted: 4, rejected: 5 };

/** A row comes to the most that any of its records comes to. */
export function resultOf(row: ImportedRow, records: readonly RecordOutcome[]): RowResult {
  if (isRejected(row)) return { row, outcome: 'rejected', problems: row.problems };
  const found = records.flatMap(({ problem }) => (problem === undefined ? [] : [{ ...problem, file: row.file, row: row.row }]));
  if (found.length > 0) return resultOf({ ...row, problems: [...row.problems, ...found] }, records.map(withoutProblem));
  const outcome = records.reduce<RowOutcome>((most, { outcome: one }) => (RANK[one] > RANK[most] ? one : most), 'ignored');
  return {
    row,
    outcome,
    problems: records.some(({ repeated }) => repeated) ? [...row.problems, repeatedRecord(row)] : row.problems,
  };
}

const withoutProblem = ({ outcome, repeated }: RecordOutcome): RecordOutcome => ({ outcome, repeated });

export function isRejected(row: ImportedRow): boolean {
  return row.problems.some(({ severity }) => severity === 'error');
}

const repeatedRecord = ({ file, row }: RowReference): Problem => ({
  file,
  row,
  severity: 'warning',
  code: 'repeated-record',
  field: 'key',
  problem: 'An earlier row of this publication says something else of the same record; this one was kept',
  remedy: 'Send each record once, as it now stands',
});

/** The row in place of one that the database would not take. */
export function refusedByDatabase({ file, row }: RowReference): ImportedRow {
  return {
    file,
    row,
    records: [],
    problems: [
      {
        file,
        row,
        severity: 'error',
        code: 'cannot-store',
        field: 'row',
        problem:
          'A value in this row cannot be stored: a date or number out of range, a missing value, or a character that is not text',
        remedy: 'Compare the row with the format, correct it and publish again',
      },
    ],
  };
}
