/** Two records by their place in the space, `left < right`, and the bits for their being one person, the prior included. */
export interface ScoredPair {
  readonly left: number;
  readonly right: number;
  readonly weight: number;
}

/** More records than any file that is matched whole, and few enough for the keys of pairs to be exact numbers. */
const MOST_RECORDS = 2 ** 26;

/** A pair as one number: millions of them are kept, and texts would take many times the room. */
export const keyOf = (left: number, right: number): number => left * MOST_RECORDS + right;
