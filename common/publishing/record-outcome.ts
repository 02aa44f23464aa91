import type { Problem, RowReference } from './record';

/** What became of one record, beside what its row says. */
export interface RecordOutcome {
  readonly outcome: 'accepted' | 'unchanged' | 'corrected' | 'retracted';
  readonly repeated: boolean;
  /** What only storing found out; an error rejects the row. */
  readonly problem?: Omit<Problem, keyof RowReference>;
}
