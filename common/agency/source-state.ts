/** What a custodian says about its own answer (design D4). `UNAVAILABLE` and `NOT_ASKED` are the hub's to say. */
export type CustodianState = 'RECORDS_FOUND' | 'NO_RECORD_FOUND' | 'NOTHING_SHAREABLE' | 'NOT_LINKED' | 'WITHHELD';

export interface StateFacts {
  /** Categories that this agency's records belong to. */
  readonly categories: readonly string[];
  /** Those of them whose existence this viewer may know. Says nothing about any person's data. */
  readonly knowable: ReadonlySet<string>;
  /** Those in which this person has records. */
  readonly held: ReadonlySet<string>;
  /** A link between this person and the agency's records exists but is in doubt. */
  readonly doubtful: boolean;
}

/**
 * Only `NO_RECORD_FOUND` may be read as "nothing known", so it is said only to those who may know of every category. Everyone
 * else gets `NOTHING_SHAREABLE` with data or without: what they may not know of changes nothing.
 */
export function sourceState({ categories, knowable, held, doubtful }: StateFacts): CustodianState {
  const known = categories.filter((category) => knowable.has(category));
  if (known.length === 0) return 'WITHHELD';
  const knowsAll = known.length === categories.length;
  if (doubtful) return knowsAll ? 'NOT_LINKED' : 'NOTHING_SHAREABLE';
  if (known.some((category) => held.has(category))) return 'RECORDS_FOUND';
  return knowsAll ? 'NO_RECORD_FOUND' : 'NOTHING_SHAREABLE';
}
