import type { PublishedRecord } from '../../common/publishing/record';

/** A name as an agency holds it. `given` keeps the order; a masked or single name is allowed. */
export interface PersonName {
  readonly use: 'USUAL' | 'OFFICIAL' | 'ALIAS' | 'PREVIOUS';
  readonly given: readonly string[];
  readonly family: string;
}

/** An address with the dates it was true. `protected` hides it from everyone who has not been told otherwise. */
export interface PersonAddress {
  readonly lines: readonly string[];
  /** Upper case with one space, e.g. `BB1 7AA`. */
  readonly postcode?: string;
  readonly uprn?: string;
  readonly from?: string;
  readonly to?: string;
  readonly protected?: boolean;
}

/** What every agency can say about a person; identity only, never safeguarding content. */
export interface PersonData {
  /** What the source calls them. UNBORN has an `expectedDate` and no `dateOfBirth`. */
  readonly lifeStage: 'CHILD' | 'ADULT' | 'UNBORN' | 'UNKNOWN';
  readonly names: readonly PersonName[];
  readonly dateOfBirth?: string;
  readonly expectedDate?: string;
  /** DfE 2024/25 codes: M, F, U. */
  readonly sex?: 'M' | 'F' | 'U';
  /** Ten digits with a valid check digit; an invalid one is reported and left out. */
  readonly nhsNumber?: string;
  /** Valid UPN; an invalid one is reported and left out. */
  readonly upn?: string;
  readonly formerUpns?: readonly string[];
  /** DfE ethnicity code. */
  readonly ethnicity?: string;
  readonly addresses: readonly PersonAddress[];
  readonly protect?: readonly ('LOCATION' | 'IDENTITY')[];
  readonly deceasedOn?: string;
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

/** `person` (the record's) is `type` of `of`: a PARENT record about person A says A is a parent of `of`. */
export interface RelationshipData {
  readonly type: RelationshipType;
  /** The same agency's id of the other person. */
  readonly of: string;
  readonly from?: string;
  readonly to?: string;
  /** Whether they hold parental responsibility, when the source says. */
  readonly parentalResponsibility?: boolean;
}

export type PersonRecord = PublishedRecord<'person', PersonData>;
export type RelationshipRecord = PublishedRecord<'relationship', RelationshipData>;
