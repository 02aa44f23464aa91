import type { PreparedPerson } from '../prepare/prepared';

/** The records among which pairs are looked for: one file with itself, or one file with another. */
export interface PairSpace {
  readonly people: readonly PreparedPerson[];
  /** Where the second file begins in `people`; undefined when one file is searched for duplicates. */
  readonly boundary?: number;
}

/** How many pairs there are at all. */
export function countPairs({ people, boundary }: PairSpace): number {
  const { length } = people;
  return boundary === undefined ? (length * (length - 1)) / 2 : boundary * (length - boundary);
}

/** True when the two are a pair of this space; `left < right`. */
export const isPair = ({ boundary }: PairSpace, left: number, right: number): boolean =>
  left < right && (boundary === undefined || (left < boundary && right >= boundary));
