import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { AgencyEnum, enumOf } from '../child/enums';

export const RIGHTS_KINDS = ['RECTIFICATION', 'OBJECTION'] as const;
export type RightsKind = (typeof RIGHTS_KINDS)[number];
export const RightsKindEnum = enumOf(RIGHTS_KINDS);

export const RIGHTS_OUTCOMES = ['UPHELD', 'PARTLY_UPHELD', 'REFUSED', 'WITHDRAWN'] as const;
export type RightsOutcome = (typeof RIGHTS_OUTCOMES)[number];
export const RightsOutcomeEnum = enumOf(RIGHTS_OUTCOMES);

registerEnumType(RightsKindEnum, {
  name: 'RightsKind',
  description: 'What somebody asks about what is held of them.',
  valuesConfig: {
    RECTIFICATION: { description: 'That it is put right (UK GDPR Article 16).' },
    OBJECTION: { description: 'That it is no longer used (UK GDPR Article 21).' },
  },
});
registerEnumType(RightsOutcomeEnum, { name: 'RightsOutcome', description: 'How the request was answered.' });

@ObjectType({ description: 'A request of a person, or of whoever acts for them, and how it was answered.' })
export class RightsRequest {
  @Field(() => ID)
  id!: string;

  @Field(() => RightsKindEnum)
  kind!: RightsKind;

  @Field(() => ID, { description: 'The person it is about, by the hub’s id.' })
  person!: string;

  @Field(() => AgencyEnum, { nullable: true, description: 'Whose records it is about; null means the hub’s own.' })
  custodian!: string | null;

  @Field(() => GraphQLDate)
  receivedOn!: string;

  @Field(() => GraphQLDate, { description: 'One month after it was received: the last day to answer.' })
  dueOn!: string;

  @Field(() => Boolean, { description: 'Not answered, and the last day is past.' })
  overdue!: boolean;

  @Field(() => String, { description: 'What was asked, as it was put.' })
  asked!: string;

  @Field(() => RightsOutcomeEnum, { nullable: true, description: 'Null until it is answered.' })
  outcome!: RightsOutcome | null;

  @Field(() => GraphQLDate, { nullable: true })
  answeredOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was answered so, as told to whoever asked.' })
  reason!: string | null;
}

@InputType({ description: 'A request as it came in.' })
export class RightsRequestInput {
  @Field(() => RightsKindEnum)
  kind!: RightsKind;

  @Field(() => ID, { description: 'The person it is about, by the hub’s id.' })
  person!: string;

  @Field(() => AgencyEnum, { nullable: true, description: 'Whose records it is about; left out for the hub’s own.' })
  custodian?: string | null;

  @Field(() => GraphQLDate, { description: 'When it reached anybody of the partnership.' })
  receivedOn!: string | Date;

  @Field(() => String)
  asked!: string;
}
