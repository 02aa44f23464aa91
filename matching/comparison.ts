/** What two records have in common, taken apart for people to read. */
export interface Comparison {
  /** That they are the same person, from 0 to 1. */
  readonly probability: number;
  /** Bits (log2 of the Bayes factor), the prior included: the sum of the prior's and every field's weight. */
  readonly weight: number;
  readonly fields: readonly FieldWeight[];
  /** Facts that two records of one person cannot differ in; any of them forbids an automatic link. */
  readonly conflicts: readonly Conflict[];
  /** The pair looks like twins or siblings: never linked automatically. */
  readonly siblings: boolean;
  /** Too few kinds of fact agree for an automatic link, however much each weighs: names without a birth date, a house without a name. */
  readonly thin: boolean;
}

export interface FieldWeight {
  readonly field: ComparedField;
  /** The level of agreement that was found, e.g. `exact`, `jaro-winkler-0.9`, `day-month-swapped`, `missing`. */
  readonly level: string;
  /** Bits for (positive) or against (negative) the same person, any adjustment for how common the value is included. */
  readonly weight: number;
}

export type ComparedField =
  | 'given'
  | 'family'
  | 'birth'
  | 'sex'
  | 'address'
  | 'postcode'
  | 'contact'
  | 'nhsNumber'
  | 'upn'
  | 'localId';

export type Conflict = 'different-nhs-numbers' | 'deceased-before-born' | 'sex-and-birth-differ';
