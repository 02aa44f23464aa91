import { ObjectType } from 'type-graphql';
import { AgencyRecord } from '../../common/agency/definition';

/** What children's social care holds about one person. */
@ObjectType({
  description: "What children's social care holds about one person, as far as its sharing agreement lets this viewer see it.",
})
export class SocialCareRecord extends AgencyRecord {}
