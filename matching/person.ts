/** What matching looks at: who somebody is, as one source says it. Every field may be missing, and says nothing then. */
export interface Person {
  /** The name in use first; previous names and aliases after it. */
  readonly names: readonly Name[];
  /** ISO date. */
  readonly dateOfBirth?: string;
  /** ISO date; of a child who is not born yet. */
  readonly expectedDate?: string;
  readonly sex?: 'M' | 'F';
  /** The current address first. */
  readonly addresses: readonly Address[];
  readonly nhsNumber?: string;
  /** The current one and former ones: each was issued to this child. */
  readonly upns?: readonly string[];
  /** Identifiers of the source's own world (a case number, a social security number), comparable between these sources only. */
  readonly localIds?: readonly string[];
  /** Telephone numbers and e-mail addresses. Families share them. */
  readonly contacts?: readonly string[];
  /** ISO date. */
  readonly deceasedOn?: string;
}

export interface Name {
  readonly given: readonly string[];
  readonly family: string;
}

export interface Address {
  /** House, street, town, as written. */
  readonly lines: readonly string[];
  readonly postcode?: string;
}
