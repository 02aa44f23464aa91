import { GraphQLDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';

@ObjectType({ description: 'A child in need plan (Children Act 1989 s17).' })
@Entity('child_in_need_plan')
export class ChildInNeedPlan extends PublishedRow {
  /** Key of the referral. */
  @Column('text', { nullable: true })
  referral!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it stands.' })
  @Column('date', { nullable: true })
  endedOn!: string | null;
}

@ObjectType({ description: 'A review conference of a child protection plan.' })
@Entity('protection_plan_review')
export class ProtectionPlanReview extends PublishedRow {
  /** Key of the plan. */
  @Column('text')
  plan!: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'reviewed_on' })
  on!: string;
}

@ObjectType({ description: 'A child protection plan. Initial and latest category are both kept.' })
@Entity('protection_plan')
export class ProtectionPlan extends PublishedRow {
  /** Key of the referral. */
  @Column('text', { nullable: true })
  referral!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it stands.' })
  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Column('text', { nullable: true })
  initialCategory!: string | null;

  @Column('text', { nullable: true })
  latestCategory!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Earlier plans of this child, with any authority, as the return counts them.',
  })
  @Column('int', { nullable: true })
  previousPlans!: number | null;

  @Field(() => [ProtectionPlanReview], {
    nullable: true,
    description: 'Newest first. Due three months in, then every six at least.',
  })
  reviews?: ProtectionPlanReview[];

  @Field(() => CodedValue, { nullable: true, name: 'initialCategory' })
  get initialCategoryShown(): CodedValue | null {
    return coded('cin.abuse_category', this.initialCategory);
  }

  @Field(() => CodedValue, { nullable: true, name: 'latestCategory' })
  get latestCategoryShown(): CodedValue | null {
    return coded('cin.abuse_category', this.latestCategory);
  }
}

/** The court's public law outline, before proceedings. */
@ObjectType({ description: 'Pre-proceedings: the family is told what must change before the authority goes to court.' })
@Entity('pre_proceedings')
export class PreProceedings extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  startedOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  letterSentOn!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'A family group decision-making meeting was offered.' })
  @Column('boolean', { nullable: true })
  groupMeetingOffered!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  groupMeetingHeld!: boolean | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  firstMeetingOn!: string | null;

  @Field(() => Int, { nullable: true })
  @Column('int', { nullable: true })
  reviewMeetings!: number | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  decisionOn!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  outcome!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  courtApplicationOn!: string | null;
}
