import type { PersonIdentity, PersonRelationship } from '../../common/person';
import type { PublishedRecord } from '../../common/publishing/record';

/** A person's own key is the agency's id of that person; `person` on the record repeats it. */
export type PersonRecord = PublishedRecord<'person', PersonIdentity>;
export type RelationshipRecord = PublishedRecord<'relationship', PersonRelationship>;
