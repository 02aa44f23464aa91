import type { RelationshipType } from '../../common/person';

/** Somebody of the borough as they truly are. What an agency holds about them may be less, or wrong. */
export interface TruePerson {
  /** Names the person in the truth file; no agency ever sees it. */
  readonly id: string;
  readonly stage: 'CHILD' | 'ADULT' | 'UNBORN';
  readonly given: string;
  readonly family: string;
  readonly formerFamily?: string;
  readonly sex: 'M' | 'F';
  readonly dateOfBirth?: string;
  readonly expectedDate?: string;
  readonly nhsNumber?: string;
  readonly upn?: string;
  readonly ethnicity: string;
  readonly addresses: readonly TrueAddress[];
  /** Fled from somebody: where they live must not be learned. */
  readonly hidden: boolean;
}

export interface TrueAddress {
  readonly line: string;
  readonly town: string;
  readonly postcode: string;
  readonly from: string;
  readonly to?: string;
}

/** `person` is `type` of `of`, as in every agency's records. */
export interface TrueRelationship {
  readonly person: string;
  readonly type: RelationshipType;
  readonly of: string;
}

/** A family over however many addresses it has. */
export interface Family {
  readonly id: string;
  readonly story: string;
  readonly people: readonly TruePerson[];
  readonly relationships: readonly TrueRelationship[];
}

export const childrenOf = (family: Family): TruePerson[] => family.people.filter(({ stage }) => stage !== 'ADULT');
export const adultsOf = (family: Family): TruePerson[] => family.people.filter(({ stage }) => stage === 'ADULT');
