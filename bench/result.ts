/** One figure of a benchmark. */
export interface Result {
  /** Kebab-case, the same from run to run. */
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** Id of the figure of the same run that this one is held against. */
  readonly against: string | null;
  /** This value divided by the other; null when there is nothing to divide by. */
  readonly ratio: number | null;
}

/** What `--json` prints. */
export interface BenchReport {
  readonly bench: string;
  readonly results: readonly Result[];
}

/** A figure that stands alone. */
export const figure = (id: string, value: number, unit: string): Result => ({
  id,
  value: rounded(value),
  unit,
  against: null,
  ratio: null,
});

/** A figure held against another one of the same run and unit. */
export function comparedTo(other: Result, id: string, value: number): Result {
  const shown = rounded(value);
  return {
    id,
    value: shown,
    unit: other.unit,
    against: other.id,
    ratio: other.value === 0 ? null : rounded(shown / other.value),
  };
}

/** Four significant digits: a benchmark on a shared machine knows no more. */
export const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(4)) : 0);
