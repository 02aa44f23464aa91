import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AgencyCode } from '../../../registry';
import { AgencyEnum, enumOf } from '../../child/enums';
import { PageInfo } from '../../child/page-info';
import { LifeStageEnum, NameUseEnum, SexEnum } from '../identity.types';
import { LinkDecision } from './decision.types';

export const REVIEW_STATES = ['OPEN', 'NEED_MORE', 'AWAITING_SECOND'] as const;
export type LinkReviewState = (typeof REVIEW_STATES)[number];
export const LinkReviewStateEnum = enumOf(REVIEW_STATES);
registerEnumType(LinkReviewStateEnum, {
  name: 'LinkReviewState',
  description: 'NEED_MORE: somebody asked for more before deciding. AWAITING_SECOND: decided once, a second person has to agree.',
});

@ObjectType({ description: 'A name as the agencies that you may know of give it.' })
export class LinkName {
  @Field(() => [String])
  given!: readonly string[];

  @Field(() => String)
  family!: string;

  @Field(() => NameUseEnum)
  use!: keyof typeof NameUseEnum;
}

@ObjectType()
export class LinkAddress {
  @Field(() => [String])
  lines!: readonly string[];

  @Field(() => String, { nullable: true })
  postcode!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  from!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  to!: string | null;
}

@ObjectType({ description: 'One of two people who may be one, from what you may know of them.' })
export class LinkParty {
  @Field(() => ID, { description: "The hub's own id." })
  person!: string;

  @Field(() => Boolean, { description: 'True when who they are is protected: then nothing about either of the two is shown.' })
  restricted!: boolean;

  @Field(() => [LinkName])
  names!: readonly LinkName[];

  @Field(() => LifeStageEnum, { nullable: true })
  lifeStage!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  dateOfBirth!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  expectedDate!: string | null;

  @Field(() => SexEnum, { nullable: true })
  sex!: string | null;

  @Field(() => [LinkAddress], { nullable: true, description: 'Null when where one of the two is must not be learned.' })
  addresses!: readonly LinkAddress[] | null;

  @Field(() => [AgencyEnum], { description: 'Who knows them, of the agencies that you may know to.' })
  agencies!: readonly AgencyCode[];
}

@ObjectType({ description: 'How one field of the two records agrees or differs, and what that weighs.' })
export class LinkField {
  @Field(() => String)
  field!: string;

  @Field(() => String, { description: 'The level of agreement found, e.g. exact, missing, day-month-swapped.' })
  level!: string;

  @Field(() => Float, { description: 'Bits for (positive) or against (negative) the same person.' })
  weight!: number;
}

@ObjectType({ description: 'What would follow if they were linked.' })
export class LinkConsequences {
  @Field(() => ID, { description: 'The id that both would go by; the other leads there.' })
  keptId!: string;

  @Field(() => [AgencyEnum], {
    description: 'Agencies that would answer about either through a case about only one of them now.',
  })
  agencies!: readonly AgencyCode[];

  @Field(() => [String], { description: 'References of the open cases about either, of those that you may see.' })
  cases!: readonly string[];

  @Field(() => Int, { description: 'Open cases about either that you may not see.' })
  otherCases!: number;
}

@ObjectType({ description: 'Two people who may be one: for somebody to decide.' })
export class LinkReview {
  @Field(() => ID)
  id!: string;

  @Field(() => LinkReviewStateEnum)
  state!: LinkReviewState;

  @Field(() => GraphQLDateTime)
  openedAt!: Date;

  @Field(() => LinkParty)
  left!: LinkParty;

  @Field(() => LinkParty)
  right!: LinkParty;

  @Field(() => Float, { nullable: true, description: 'That they are one person, 0 to 1, by the fields listed.' })
  probability!: number | null;

  @Field(() => Float, { nullable: true, description: 'In bits, how rare such people are included.' })
  weight!: number | null;

  @Field(() => [LinkField], {
    nullable: true,
    description:
      'Of their most alike records. Null when nothing may be shown; without addresses when one of the two must not be found.',
  })
  fields!: readonly LinkField[] | null;

  @Field(() => [String], { description: 'Why no link was made by itself: siblings, conflicts, too little in common.' })
  cautions!: readonly string[];

  @Field(() => LinkConsequences)
  consequences!: LinkConsequences;

  @Field(() => [LinkDecision], { description: 'What people said of this pair before.' })
  history!: readonly LinkDecision[];
}

@ObjectType()
export class LinkReviewEdge {
  @Field(() => LinkReview)
  node!: LinkReview;

  @Field(() => String)
  cursor!: string;
}

@ObjectType()
export class LinkReviewConnection {
  @Field(() => [LinkReviewEdge])
  edges!: LinkReviewEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Reviews of the filter that you may see.' })
  totalCount!: number;
}

@InputType({ description: 'Every condition given must hold.' })
export class LinkReviewFilter {
  @Field(() => LinkReviewStateEnum, { nullable: true })
  state?: LinkReviewState | null;

  @Field(() => ID, { nullable: true, description: 'Of the two one is this person.' })
  person?: string | null;
}

@ObjectType({ description: 'One agency record of a person, for taking apart what was put together wrongly.' })
export class LinkedRecord {
  @Field(() => ID, { description: "The hub's own number of the record; no agency's." })
  id!: string;

  @Field(() => AgencyEnum)
  agency!: AgencyCode;

  @Field(() => [LinkName])
  names!: readonly LinkName[];

  @Field(() => GraphQLDate, { nullable: true })
  dateOfBirth!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Since when it counts as this person; null: from its beginning.' })
  since!: Date | null;
}
