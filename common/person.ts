/**
 * What an agency can say about who somebody is; identity only, never safeguarding content. Importers produce it, agencies
 * store it and feed it to the hub's identity index.
 */
export interface PersonIdentity {
  /** What the source calls them. UNBORN has an `expectedDate` and no `dateOfBirth`. */
  readonly lifeStage: LifeStage;
  readonly names: readonly PersonName[];
  readonly dateOfBirth?: string;
  readonly expectedDate?: string;
  /** DfE codes from the 2024/25 returns on: M, F, U. */
  readonly sex?: 'M' | 'F' | 'U';
  /** Ten digits with a valid check digit; importers report an invalid one and leave it out. */
  readonly nhsNumber?: string;
  /** Valid UPN; importers report an invalid one and leave it out. */
  readonly upn?: string;
  readonly formerUpns?: readonly string[];
  /** DfE ethnicity code (`dfe.ethnicity`). */
  readonly ethnicity?: string;
  readonly addresses: readonly PersonAddress[];
  readonly protect?: readonly ('LOCATION' | 'IDENTITY')[];
  readonly deceasedOn?: string;
}

export type LifeStage = 'CHILD' | 'ADULT' | 'UNBORN' | 'UNKNOWN';

/** A name as an agency holds it. A masked or a single name is allowed. */
export interface PersonName {
  readonly use: 'USUAL' | 'OFFICIAL' | 'ALIAS' | 'PREVIOUS';
  readonly given: readonly string[];
  readonly family: string;
}

/** An address with the dates it was true. */
export interface PersonAddress {
  readonly lines: readonly string[];
  /** Upper case with one space, e.g. `BB1 7AA`. */
  readonly postcode?: string;
  readonly uprn?: string;
  readonly from?: string;
  readonly to?: string;
  /** True when the source says it must not be disclosed. */
  readonly protected?: boolean;
}

export type RelationshipType =
  | 'PARENT'
  | 'STEP_PARENT'
  | 'SIBLING'
  | 'PARTNER_OF_PARENT'
  | 'CARER'
  | 'LIVES_WITH'
  | 'GRANDPARENT'
  | 'OTHER';

/** One person's relationship to another: a PARENT relationship held by A means A is a parent of `of`. */
export interface PersonRelationship {
  readonly type: RelationshipType;
  /** The same agency's id of the other person. */
  readonly of: string;
  readonly from?: string;
  readonly to?: string;
  /** Whether they hold parental responsibility, when the source says. */
  readonly parentalResponsibility?: boolean;
}
