import { ObjectType } from 'type-graphql';
import { AgencyRecord } from '../../common/agency/definition';

/** What schools and the local authority's education service hold about one pupil. */
@ObjectType({ description: 'What education holds about one pupil, as far as its sharing agreement lets this viewer see it.' })
export class EducationRecord extends AgencyRecord {}
