import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';

@ObjectType({ description: "A request for services of a child who was not open to children's social care." })
@Entity('referral')
export class SocialCareReferral extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  referredOn!: string;

  @Column('text', { nullable: true })
  source!: string | null;

  @Column('text', { nullable: true })
  primaryNeed!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Ended with no further action.' })
  @Column('boolean', { nullable: true })
  noFurtherAction!: boolean | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while the case is open.' })
  @Column('date', { nullable: true })
  closedOn!: string | null;

  @Column('text', { nullable: true })
  closureReason!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'The initial child protection conference.' })
  @Column('date', { nullable: true })
  initialConferenceOn!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    name: 'reReferral',
    description: 'Within twelve months of an earlier referral of this person. Worked out from the referrals held.',
  })
  isReReferral?: boolean;

  @Field(() => CodedValue, { nullable: true, name: 'source', description: 'What kind of person or service referred.' })
  get sourceShown(): CodedValue | null {
    return coded('cin.referral_source', this.source);
  }

  @Field(() => CodedValue, { nullable: true, name: 'primaryNeed' })
  get primaryNeedShown(): CodedValue | null {
    return coded('cin.primary_need', this.primaryNeed);
  }

  @Field(() => CodedValue, { nullable: true, name: 'closureReason' })
  get closureReasonShown(): CodedValue | null {
    return coded('cin.closure_reason', this.closureReason);
  }
}
