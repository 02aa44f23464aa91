import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../child/enums';

/** What can be answered to a review. Sealing is asked for by another way, and appears in no answer. */
export const ReviewDecisionEnum = enumOf(['LINK', 'NOT_SAME', 'NEED_MORE'] as const);
export type ReviewDecision = keyof typeof ReviewDecisionEnum;
registerEnumType(ReviewDecisionEnum, {
  name: 'ReviewDecision',
  description: 'NOT_SAME is remembered for ever. NEED_MORE decides nothing and says what is missing.',
});

export const DecisionStateEnum = enumOf(['IN_FORCE', 'NOTED', 'AWAITING_SECOND', 'DECLINED'] as const);
export type DecisionState = keyof typeof DecisionStateEnum;
registerEnumType(DecisionStateEnum, { name: 'LinkDecisionState' });

@ObjectType({ description: 'Somebody who was shown the records of two people as those of one.' })
export class LinkExposure {
  @Field(() => ID)
  member!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => String, { description: 'Registry code of the employer, or MASH.' })
  agency!: string;

  @Field(() => GraphQLDateTime)
  firstAt!: Date;

  @Field(() => GraphQLDateTime)
  lastAt!: Date;

  @Field(() => Int)
  times!: number;

  @Field(() => [String], { description: 'References of the cases through which they were shown.' })
  cases!: readonly string[];

  @Field(() => [String], { description: 'What they were shown, as agency/category.' })
  categories!: readonly string[];
}

@ObjectType({ description: 'What somebody decided about who is one person with whom.' })
export class LinkDecision {
  @Field(() => ID)
  id!: string;

  @Field(() => ReviewDecisionEnum)
  decision!: ReviewDecision;

  @Field(() => DecisionStateEnum)
  state!: DecisionState;

  @Field(() => String)
  reason!: string;

  @Field(() => ID, { description: 'The member who decided.' })
  decidedBy!: string;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => ID, { nullable: true, description: 'Who agreed or declined, where a second person has to.' })
  secondBy!: string | null;
}

@ObjectType({ description: 'What became of the people, and whom it concerns.' })
export class LinkOutcome {
  @Field(() => LinkDecision)
  decision!: LinkDecision;

  @Field(() => [ID], { description: 'The people as they are now.' })
  people!: readonly string[];

  @Field(() => [LinkExposure], {
    description:
      'After taking apart: who was shown the two as one, so that they can be told; `wrongLinkNotices` keeps them. Empty while a second person has to agree.',
  })
  shownTo!: readonly LinkExposure[];

  @Field(() => [String], {
    description:
      'After taking apart: references of open cases about them, of those you may see, whose subject has to be looked at again.',
  })
  casesToCheck!: readonly string[];

  @Field(() => Int, { description: 'Further open cases about them, that you may not see.' })
  otherCasesToCheck!: number;
}
