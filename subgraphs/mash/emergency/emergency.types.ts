import { GraphQLDateTime } from 'graphql-scalars';
import type { Tie } from '../access/own-ties';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export const OutcomeEnum = { JUSTIFIED: 'JUSTIFIED', NOT_JUSTIFIED: 'NOT_JUSTIFIED' } as const;
export type Outcome = keyof typeof OutcomeEnum;
registerEnumType(OutcomeEnum, { name: 'EmergencyOutcome', description: 'What a reviewer made of a use of emergency access.' });

export const TieEnum = { SELF: 'SELF', FAMILY: 'FAMILY', OTHER: 'OTHER' } as const;
registerEnumType(TieEnum, { name: 'OwnTie', description: 'How somebody is bound to a person whom they must not look up.' });

@ObjectType({ description: 'One use of emergency access. Whose record it was stands in the access log.' })
export class BreakGlassUse {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Reference of the case of one hour that it opened.' })
  case!: string;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => GraphQLDateTime)
  endsAt!: Date;

  @Field(() => String)
  member!: string;

  @Field(() => String, { description: 'Who employs them.' })
  agency!: string;

  @Field(() => [String])
  roles!: string[];

  @Field(() => String)
  reason!: string;

  @Field(() => Int, { description: 'By the same member in the 28 days before.' })
  earlierUses!: number;

  @Field(() => Boolean, { description: 'Not the first within 28 days.' })
  flagged!: boolean;

  @Field(() => [String], { description: 'Custodians that have taken the notice, by name.' })
  told!: string[];

  @Field(() => [String], { description: 'Custodians that have not; the hub keeps trying.' })
  notYetTold!: string[];

  @Field(() => OutcomeEnum, { nullable: true, description: 'Null until somebody reviewed it.' })
  outcome!: Outcome | null;

  @Field(() => String, { nullable: true })
  outcomeNote!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  reviewedAt!: Date | null;

  @Field(() => String, { nullable: true })
  reviewedBy!: string | null;
}

@ObjectType({ description: 'A member of staff asked for somebody of their own; it read as absent.' })
export class OwnTieAttempt {
  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => String)
  member!: string;

  @Field(() => String)
  agency!: string;

  @Field(() => String, { description: 'CHILD, CASE, CONTACT or EMERGENCY.' })
  what!: string;
}

@ObjectType({ description: 'A member of staff declared somebody whom they must not look up.' })
export class StandingTie {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  member!: string;

  @Field(() => TieEnum)
  tie!: Tie;

  @Field(() => GraphQLDateTime)
  declaredAt!: Date;
}
