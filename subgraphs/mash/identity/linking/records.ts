import type { Placed } from '../hub-ids';

/** Which record of which agency; agencies' names hold no slash. */
export type RecordKey = string;

export const recordKey = ({ agency, person }: { readonly agency: string; readonly person: string }): RecordKey =>
  `${agency}/${person}`;

/** One agency's record of a person, as far as linking looks at it. */
export interface LinkRecord {
  readonly agency: string;
  readonly person: string;
  readonly birth: string | null;
  readonly nhsNumber: string | null;
  readonly upns: readonly string[];
  readonly given: readonly string[];
}

export interface PlacedRecord extends LinkRecord, Placed {
  readonly ref: number;
}

/** What comparing two records said. */
export interface MatchEdge {
  readonly left: RecordKey;
  readonly right: RecordKey;
  /** Of the two alone: whether somebody else fits as well is asked here. */
  readonly verdict: 'AUTO' | 'REVIEW' | 'DIFFERENT';
  readonly weight: number;
  /** They look like siblings, or differ in what one person cannot differ in. */
  readonly apart: boolean;
}

/** What a person decided about two records; the last decision in force about a pair. */
export interface PairDecision {
  readonly left: RecordKey;
  readonly right: RecordKey;
  readonly kind: 'LINK' | 'NOT_SAME' | 'SEALED';
}

export interface Evidence {
  readonly edges: readonly MatchEdge[];
  readonly decisions: readonly PairDecision[];
}

/** Two records that a person has to look at. */
export interface Review {
  readonly left: RecordKey;
  readonly right: RecordKey;
}

/** One name for a pair, whichever way round it is given. No text that PostgreSQL keeps holds the character between them. */
export const pairKey = (left: RecordKey, right: RecordKey): string => (left < right ? `${left}\0${right}` : `${right}\0${left}`);
