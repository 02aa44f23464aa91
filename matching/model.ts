import type { ComparedField } from './comparison';

/** Chances of one level of agreement: among records of the same person, and among records of two different ones. */
export interface Chances {
  readonly m: number;
  readonly u: number;
}

/** How common the values of a field are. */
export interface Frequencies {
  /** Share of the records, by value as it is compared. */
  readonly values: Readonly<Record<string, number>>;
  /** Share that is taken for a value that is not listed. */
  readonly unlisted: number;
}

/** A trained model as it stands in its file. A file that was adopted never changes: a new one gets the next number. */
export interface ModelFile {
  /** `england-1`. */
  readonly name: string;
  /** What it was estimated from, in words. */
  readonly trainedOn: string;
  /** Share of all pairs of records that are of one person. */
  readonly prior: number;
  /** Share of all pairs of records that are of two people of one household. */
  readonly household: number;
  readonly fields: Readonly<Record<ComparedField, Readonly<Record<string, Chances>>>>;
  readonly frequencies: Readonly<Partial<Record<ComparedField, Frequencies>>>;
}

/** A model ready to compare with. */
export interface MatchingModel {
  readonly name: string;
  readonly file: ModelFile;
  /** Bits of the prior. */
  readonly priorWeight: number;
  /** Most that family name, address, postcode and contact may add up to together: the people of one household share all of them. */
  readonly householdLimit: number;
  /** Bits of a level, before any adjustment. A level without an entry says nothing. */
  readonly weights: Readonly<Record<ComparedField, ReadonlyMap<string, number>>>;
  readonly frequencies: Readonly<Partial<Record<ComparedField, FrequencyTable>>>;
}

export interface FrequencyTable {
  readonly values: ReadonlyMap<string, number>;
  readonly unlisted: number;
}
