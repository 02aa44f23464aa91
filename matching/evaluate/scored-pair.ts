/** Two records by their place in the space, `left < right`, and the bits for their being one person, the prior included. */
export interface ScoredPair {
  readonly left: number;
  readonly right: number;
  readonly weight: number;
}
