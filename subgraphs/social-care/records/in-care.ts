import { GraphQLDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';

/** Codes of the return that mean the child took part without being heard. */
const NOT_HEARD: ReadonlySet<string> = new Set(['PN4', 'PN7']);

@ObjectType({ description: 'A review of a looked-after child, and how the child took part.' })
@Entity('care_review')
export class CareReview extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'reviewed_on' })
  on!: string;

  @Column('text')
  participation!: string;

  @Field(() => CodedValue, { nullable: true, name: 'participation' })
  get participationShown(): CodedValue {
    return coded('lac.review_participation', this.participation);
  }

  @Field(() => Boolean, {
    nullable: true,
    description: 'The child gave their views, in whatever way; empty for a child under four.',
  })
  get childHeard(): boolean | null {
    return this.participation === 'PN0' ? null : !NOT_HEARD.has(this.participation);
  }
}

@ObjectType({ description: 'A time missing from care, or away from a placement without authorisation (whereabouts known).' })
@Entity('missing_from_care')
export class MissingFromCare extends PublishedRow {
  @Column('text')
  type!: 'M' | 'A';

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from' })
  from!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while still missing or away.' })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Field(() => CodedValue, { nullable: true, name: 'type' })
  get typeShown(): CodedValue {
    return coded('lac.missing_type', this.type);
  }
}

@ObjectType({ description: 'A placement for adoption.' })
@Entity('adoption_placement')
export class AdoptionPlacement extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  placedOn!: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  ceasedOn!: string | null;

  @Column('text', { nullable: true })
  ceasedReason!: string | null;

  @Field(() => CodedValue, { nullable: true, name: 'ceasedReason' })
  get ceasedReasonShown(): CodedValue | null {
    return coded('lac.adoption_reversal', this.ceasedReason);
  }
}

@ObjectType({ description: 'An unaccompanied asylum-seeking child.' })
@Entity('unaccompanied')
export class UnaccompaniedStatus extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true, description: 'When the status ends, usually the eighteenth birthday.' })
  @Column('date', { name: 'valid_until', nullable: true })
  until!: string | null;
}

@ObjectType({ description: 'Outcomes of a child looked after for twelve months (SSDA903, OC2).' })
@Entity('care_outcomes')
export class CareOutcomes extends PublishedRow {
  @Field(() => Int, { nullable: true, description: 'Strengths and difficulties, 0 to 40; 17 and over is a cause for concern.' })
  @Column('int', { nullable: true })
  sdqScore!: number | null;

  @Column('text', { nullable: true })
  sdqReason!: string | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  convicted!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Health surveillance or promotion checks were up to date (under five).' })
  @Column('boolean', { nullable: true })
  healthCheck!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Immunisations were up to date.' })
  @Column('boolean', { nullable: true })
  immunisations!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  dentalCheck!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  healthAssessment!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  substanceMisuse!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  interventionReceived!: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @Column('boolean', { nullable: true })
  interventionOffered!: boolean | null;

  @Field(() => CodedValue, { nullable: true, name: 'sdqReason', description: 'Why there is no score.' })
  get sdqReasonShown(): CodedValue | null {
    return coded('lac.sdq_reason', this.sdqReason);
  }
}
