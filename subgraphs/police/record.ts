import { ObjectType } from 'type-graphql';
import { AgencyRecord } from '../../common/agency/definition';

/** What the police hold about one person: the part of the collated view that the police answer for. */
@ObjectType({ description: 'What the police hold about one person, as far as their sharing agreement lets this viewer see it.' })
export class PoliceRecord extends AgencyRecord {}
