import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RELATIONS } from '../../../common/access/vocabulary';
import type { Signal } from '../../../common/signal';
import type { AgencyCode } from '../../registry';
import { AgencyEnum, enumOf } from '../child/enums';
import { SILENCE_REASONS } from './facts';
import { GAP_KINDS, type Gap } from './would-change';
import { MISSING_FACTS, RULE_STATES, type RuleState } from './three-valued';

const CONFIDENCES: readonly Signal['confidence'][] = ['CONFIRMED', 'CREDIBLE', 'UNCONFIRMED'];
const RuleStateEnum = enumOf(RULE_STATES);
const ConfidenceEnum = enumOf(CONFIDENCES);
const RelationEnum = enumOf(RELATIONS);
const GapKindEnum = enumOf(GAP_KINDS);
const MissingReasonEnum = enumOf([...SILENCE_REASONS, ...MISSING_FACTS]);

registerEnumType(RuleStateEnum, {
  name: 'RuleState',
  description: 'CANNOT_TELL: somebody who could tell does not answer, or nobody has judged.',
});
registerEnumType(ConfidenceEnum, { name: 'Confidence', description: 'How sure the agency is.' });
registerEnumType(RelationEnum, {
  name: 'EvidenceRelation',
  description: 'Whom it is about: the child assessed, or somebody they live with.',
});
registerEnumType(GapKindEnum, {
  name: 'RuleGapKind',
  description:
    'What a rule lacks: evidence, more events, other dimensions or agencies, a judgement, an age, a plan, a household member.',
});
registerEnumType(MissingReasonEnum, { name: 'MissingReason' });

@ObjectType({ description: "A coded fact from an agency's records, as the agency told it. Never its text." })
export class Evidence {
  @Field(() => String, { description: 'Code of the indicator catalogue.' })
  indicator!: string;

  @Field(() => String)
  label!: string;

  @Field(() => AgencyEnum)
  agency!: AgencyCode;

  @Field(() => GraphQLDate)
  observedOn!: string;

  @Field(() => GraphQLDate)
  recordedOn!: string;

  @Field(() => ConfidenceEnum)
  confidence!: Signal['confidence'];

  @Field(() => Boolean, { description: 'Somebody concerned says that it is not so. It counts, and is marked.' })
  disputed!: boolean;

  @Field(() => RelationEnum)
  relation!: string;

  @Field(() => ID, { description: "The custodian's public id of the record." })
  source!: string;

  @Field(() => Int, { nullable: true, description: 'Seconds since the agency was last heard: how old this may be.' })
  dataAge!: number | null;
}

@ObjectType({ description: 'One rule of the model, as far as what you may see decides it.' })
export class RuleOutcome {
  @Field(() => String)
  id!: string;

  @Field(() => RuleStateEnum)
  state!: RuleState;

  @Field(() => Int)
  level!: number;

  @Field(() => String, { description: "The partnership's words." })
  wording!: string;

  @Field(() => [Evidence])
  evidence!: Evidence[];

  @Field(() => [AgencyEnum], { description: 'Of a rule that cannot be told: who could tell, and does not answer.' })
  couldTell!: AgencyCode[];
}

@ObjectType({ description: 'What a rule lacks, so many of a kind.' })
export class RuleGap {
  @Field(() => GapKindEnum)
  kind!: Gap['kind'];

  @Field(() => Int)
  count!: number;

  @Field(() => [AgencyEnum], { description: 'Agencies whose records could show it.' })
  couldTell!: AgencyCode[];
}

@ObjectType({ description: 'A rule above the level, and what would meet it.' })
export class WouldRaise {
  @Field(() => String, { description: 'Id of the rule.' })
  rule!: string;

  @Field(() => Int)
  level!: number;

  @Field(() => [RuleGap])
  gaps!: RuleGap[];
}

@ObjectType({ description: 'When the level falls by itself, unless something new is told.' })
export class WouldFall {
  @Field(() => GraphQLDate)
  on!: string;

  @Field(() => Int)
  to!: number;
}

@ObjectType({ description: 'How old what the hub holds of an agency may be.' })
export class DataAge {
  @Field(() => AgencyEnum)
  agency!: AgencyCode;

  @Field(() => Int, { nullable: true, description: 'Seconds since it was last heard; null when it never was.' })
  seconds!: number | null;
}

@ObjectType({ description: 'What was not to be had, and what it could have shown.' })
export class MissingAnswer {
  @Field(() => AgencyEnum, { nullable: true, description: 'Null: a judgement or a fact that no agency in particular owes.' })
  agency!: AgencyCode | null;

  @Field(() => MissingReasonEnum)
  reason!: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Since when nothing newer is known; null when it never was.' })
  since!: Date | null;

  @Field(() => [String], { description: 'Codes of indicators that it could show and that a rule which cannot be told asks for.' })
  indicators!: string[];
}

@ObjectType({ description: 'What the model can and cannot know, whoever the child is.' })
export class ModelCoverage {
  @Field(() => Int, { description: 'Indicators in the catalogue.' })
  indicators!: number;

  @Field(() => Int, { description: 'Of them, those that a connected agency derives from its records.' })
  derived!: number;

  @Field(() => [String], { description: 'Codes of those that none does: no outcome here says anything of them.' })
  notDerived!: string[];
}

@ObjectType({ description: 'Advice on the level of need, with its reasons. A person decides.' })
export class ThresholdAssessment {
  @Field(() => Int, { description: 'The highest level whose rule is met.' })
  level!: number;

  @Field(() => Int, { description: 'The highest level that is met or cannot be told: what is unknown could bring it here.' })
  couldReach!: number;

  @Field(() => String, { description: "The partnership's name of the level; models differ in how many there are." })
  levelName!: string;

  @Field(() => String, { description: "The partnership's response at this level." })
  response!: string;

  @Field(() => Boolean, { description: 'Everybody answered, and nothing that is unknown could raise the level.' })
  complete!: boolean;

  @Field(() => String)
  modelVersion!: string;

  @Field(() => String, { description: 'SHA-256 of the model, the evidence that you may know of, and the result.' })
  digest!: string;

  @Field(() => GraphQLDateTime)
  asAt!: Date;

  @Field(() => [RuleOutcome])
  rules!: RuleOutcome[];

  @Field(() => [MissingAnswer])
  missing!: MissingAnswer[];

  @Field(() => [Evidence], { description: 'Protective factors. They stand beside the level and never lower it.' })
  strengths!: Evidence[];

  @Field(() => [WouldRaise], { description: 'Rules above the level that could still be met, and what each lacks.' })
  wouldRaise!: WouldRaise[];

  @Field(() => WouldFall, { nullable: true, description: 'Null: not by itself, or not known.' })
  wouldFall!: WouldFall | null;

  @Field(() => [DataAge], { description: 'Every connected agency.' })
  dataAges!: DataAge[];

  @Field(() => ModelCoverage)
  coverage!: ModelCoverage;

  @Field(() => String, { description: 'To be read with every assessment.' })
  notice!: string;
}
