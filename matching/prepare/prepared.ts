import type { Person } from '../person';

/** A person taken apart once, so that comparing with many others costs little. */
export interface PreparedPerson {
  readonly person: Person;
  readonly names: readonly PreparedName[];
  readonly birth?: PreparedDate;
  /** Day number of the expected date of birth. */
  readonly expectedDay?: number;
  readonly addresses: readonly PreparedAddress[];
  /** Ten digits; whether the check digit is right stands beside it. */
  readonly nhsNumber?: { readonly digits: string; readonly isValid: boolean };
  readonly upns: readonly string[];
  readonly localIds: readonly string[];
  readonly contacts: readonly string[];
}

export interface PreparedName {
  /** Given names as single words, folded; placeholders such as `baby` are left out. */
  readonly given: readonly string[];
  /** The same without spaces. */
  readonly givenText: string;
  readonly givenSounds: readonly string[];
  /** The family name without spaces, folded. */
  readonly family: string;
  /** Its words, when there are several. */
  readonly familyParts: readonly string[];
  readonly familySounds: readonly string[];
}

export interface PreparedDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** `20190304`. */
  readonly digits: string;
  /** Days since 1970-01-01. */
  readonly number: number;
}

export interface PreparedAddress {
  /** Lines with letters in them, folded, each with its pairs of letters. */
  readonly lines: readonly PreparedLine[];
  /** Letters in all of them. */
  readonly letters: number;
  /** Pairs of letters of all lines, sorted. */
  readonly pairs: Uint32Array;
  /** House and flat numbers, wherever they stand. */
  readonly numbers: readonly string[];
  /** Everything but the postcode, in the order given, without spaces. */
  readonly text: string;
  /** Without space, upper case. */
  readonly postcode?: string;
  /** The outward code, when the postcode has the shape of a British one. */
  readonly outward?: string;
}

export interface PreparedLine {
  readonly text: string;
  /** Pairs of neighbouring letters, sorted, as numbers. */
  readonly pairs: Uint32Array;
}
