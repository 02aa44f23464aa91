import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../child/enums';
import { ThresholdChange } from '../threshold/kept/history.types';
import { OUTCOMES, type Outcome, SECOND_REASONS, type SecondReason } from './second-person';

const OutcomeEnum = enumOf(OUTCOMES);
const SecondReasonEnum = enumOf(SECOND_REASONS);
export const DECISION_STATES = ['RECORDED', 'AWAITING_SECOND', 'RETURNED'] as const;
const DecisionStateEnum = enumOf(DECISION_STATES);
registerEnumType(OutcomeEnum, { name: 'DecisionOutcome' });
registerEnumType(SecondReasonEnum, {
  name: 'SecondPersonReason',
  description: 'Why a second person signs (policy/advice.yaml, from the Risk Analysis Model, rules 5, 6 and 8).',
});
registerEnumType(DecisionStateEnum, {
  name: 'DecisionState',
  description: 'RETURNED: the second person did not agree. It stands as it was written; another decision follows it.',
});

@ObjectType({ description: 'What the second person said.' })
export class SecondSignature {
  @Field(() => ID)
  signedBy!: string;

  @Field(() => GraphQLDateTime)
  signedAt!: Date;

  @Field(() => Boolean)
  agrees!: boolean;

  @Field(() => String)
  reason!: string;
}

@ObjectType({ description: 'An assessment worked out again.' })
export class ReplayedAdvice {
  @Field(() => Int)
  level!: number;

  @Field(() => Int)
  couldReach!: number;

  @Field(() => String)
  modelVersion!: string;

  @Field(() => String)
  digest!: string;

  @Field(() => [String], { description: 'Ids of the rules that are met.' })
  met!: string[];
}

@ObjectType({ description: 'One reason why today differs from the day of the decision.' })
export class ReplayChange extends ThresholdChange {}

@ObjectType({ description: 'A decision looked at again: what it saw, and what we would say now.' })
export class DecisionReplay {
  @Field(() => ReplayedAdvice, { description: 'Under the model and the knowledge of its day.' })
  asDecided!: ReplayedAdvice;

  @Field(() => Boolean, { description: 'The same digest as the assessment that the decision saw.' })
  isSame!: boolean;

  @Field(() => ReplayedAdvice, { description: "The knowledge of its day under today's model." })
  underTodaysModel!: ReplayedAdvice;

  @Field(() => Int, {
    nullable: true,
    description: 'The level that stands today for the same viewpoint; null when the case is followed no more.',
  })
  levelToday!: number | null;

  @Field(() => [ReplayChange], { description: 'Why today differs from then, as far as it is known.' })
  changes!: ReplayChange[];
}

@ObjectType({ description: 'What a person decided on a child of a case, beside what the advice was.' })
export class Decision {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'The child.' })
  child!: string;

  @Field(() => Int)
  level!: number;

  @Field(() => OutcomeEnum)
  outcome!: Outcome;

  @Field(() => String)
  rationale!: string;

  @Field(() => Boolean, { description: 'The level is the one advised.' })
  agrees!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it departs from the advice.' })
  departureReason!: string | null;

  @Field(() => Int)
  adviceLevel!: number;

  @Field(() => Int)
  adviceCouldReach!: number;

  @Field(() => Boolean)
  adviceComplete!: boolean;

  @Field(() => String, { description: 'Digest of the assessment that it saw.' })
  digest!: string;

  @Field(() => ID)
  decidedBy!: string;

  @Field(() => GraphQLDateTime)
  decidedAt!: Date;

  @Field(() => [SecondReasonEnum])
  needsSecond!: SecondReason[];

  @Field(() => SecondSignature, { nullable: true })
  second!: SecondSignature | null;

  @Field(() => DecisionStateEnum)
  state!: (typeof DECISION_STATES)[number];

  /** The case it belongs to, for its replay. */
  caseId!: string;
}

@ObjectType({ description: 'What this hub asks of a decision (policy/advice.yaml).' })
export class DecisionRules {
  @Field(() => Boolean, { description: 'Two people sign what is below the advice.' })
  belowAdvice!: boolean;

  @Field(() => Boolean, { description: 'Two people sign no further action on an incomplete assessment.' })
  noActionWhileIncomplete!: boolean;

  @Field(() => Int, { description: 'Two people sign the so-manieth decision of no further action on a child.' })
  repeatedNoActionAtLeast!: number;

  @Field(() => Int, { description: 'Within so many days.' })
  repeatedNoActionWithin!: number;
}

@InputType()
export class DecisionInput {
  @Field(() => ID)
  caseId!: string;

  @Field(() => ID, { description: 'The child, a subject of the case.' })
  child!: string;

  @Field(() => Int, { description: 'The level decided, on the scale of the model that advised.' })
  level!: number;

  @Field(() => OutcomeEnum)
  outcome!: Outcome;

  @Field(() => String)
  rationale!: string;

  @Field(() => String, { description: 'Digest of the assessment you read: `threshold { digest }`.' })
  digest!: string;

  @Field(() => String, { nullable: true, description: 'Needed when the level is not the one advised.' })
  departureReason?: string | null;
}
