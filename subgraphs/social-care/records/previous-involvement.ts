import { GraphQLDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';

/** The history a front door asks for first. Section 47 enquiries are left out: they have a line of their own. */
@ObjectType({ description: "Earlier involvement of children's social care, counted; worked out from the records held." })
export class PreviousInvolvement {
  @Field(() => Int, { nullable: true })
  contacts!: number;

  @Field(() => Int, { nullable: true, description: 'Contacts of the last twelve months that ended with no further action.' })
  recentContactsWithoutAction!: number;

  @Field(() => Int, { nullable: true })
  referrals!: number;

  @Field(() => GraphQLDate, { nullable: true })
  lastReferredOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'When the latest case was closed; empty while one is open.' })
  lastClosedOn!: string | null;

  @Field(() => Int, { nullable: true })
  childInNeedPlans!: number;

  @Field(() => Int, { nullable: true, description: 'Those held here, and earlier ones that the latest return counts.' })
  protectionPlans!: number;

  @Field(() => Boolean, { nullable: true, description: 'Looked after at some time; short breaks do not count.' })
  everLookedAfter!: boolean;
}
