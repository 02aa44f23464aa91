import type { PersonIdentity, PersonRelationship } from '../../common/person';
import type { PublishedRecord } from '../../common/publishing/record';

/** Who somebody is; made by `personRecord`, `person` is the agency's own id of them. */
export type PersonRecord = PublishedRecord<'person', PersonIdentity>;
export type RelationshipRecord = PublishedRecord<'relationship', PersonRelationship>;
