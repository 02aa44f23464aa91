import type { RelationshipType } from '../../../common/person';

/** A relationship as read from the other end: what somebody is to the person looked at. */
export type RelationType = RelationshipType | 'CHILD' | 'STEP_CHILD' | 'CHILD_OF_PARTNER' | 'CARED_FOR' | 'GRANDCHILD';

const INVERSE: Readonly<Record<RelationshipType, RelationType>> = {
  PARENT: 'CHILD',
  STEP_PARENT: 'STEP_CHILD',
  SIBLING: 'SIBLING',
  PARTNER_OF_PARENT: 'CHILD_OF_PARTNER',
  CARER: 'CARED_FOR',
  LIVES_WITH: 'LIVES_WITH',
  GRANDPARENT: 'GRANDCHILD',
  OTHER: 'OTHER',
};

/** If A is `type` of B, then B is `inverse(type)` of A. */
export function inverse(type: RelationshipType): RelationType {
  return INVERSE[type];
}

/** Every relation, the closest first: of several between two people the first is the one to show. */
export const RELATION_TYPES: readonly RelationType[] = [
  'PARENT',
  'CHILD',
  'SIBLING',
  'STEP_PARENT',
  'STEP_CHILD',
  'PARTNER_OF_PARENT',
  'CHILD_OF_PARTNER',
  'CARER',
  'CARED_FOR',
  'GRANDPARENT',
  'GRANDCHILD',
  'LIVES_WITH',
  'OTHER',
];
