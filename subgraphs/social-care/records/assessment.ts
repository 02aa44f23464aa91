import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';

/** Children Act 1989 section 17. Its factors also speak of parents and others in the household. */
@ObjectType({ description: 'An assessment of a child in need, and the factors identified at its end.' })
@Entity('assessment')
export class SocialCareAssessment extends PublishedRow {
  /** Key of the referral. */
  @Column('text', { nullable: true })
  referral!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Internal review point.' })
  @Column('date', { nullable: true })
  reviewedOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it is under way.' })
  @Column('date', { nullable: true })
  authorisedOn!: string | null;

  @Column('text', { array: true })
  factors!: string[];

  @Field(() => [CodedValue], {
    nullable: true,
    name: 'factors',
    description: 'Factors identified at the end of the assessment (CIN census).',
  })
  get factorsShown(): CodedValue[] {
    return this.factors.map((factor) => coded('cin.assessment_factors', factor));
  }
}

@ObjectType({
  description: 'An enquiry whether a child is suffering, or likely to suffer, significant harm (Children Act 1989 s47).',
})
@Entity('section_47')
export class Section47Enquiry extends PublishedRow {
  /** Key of the referral. */
  @Column('text', { nullable: true })
  referral!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  startedOn!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Fifteen working days from the strategy discussion that started it.' })
  @Column('date', { nullable: true })
  conferenceTargetOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { nullable: true })
  conferenceOn!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'The enquiry found that no child protection conference was needed.' })
  @Column('boolean', { nullable: true })
  conferenceNotRequired!: boolean | null;
}
