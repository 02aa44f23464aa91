import { ObjectType } from 'type-graphql';
import { AgencyRecord } from '../../common/agency/definition';

/** What health services hold about one person: the part of the collated view that health answers for. */
@ObjectType({
  description: 'What health services hold about one person, as far as their sharing agreement lets this viewer see it.',
})
export class HealthRecord extends AgencyRecord {}
