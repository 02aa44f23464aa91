import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';

/**
 * An SSDA903 episode. Its parts stand in four categories of the agreement: the legal status, the placement, where the placement
 * is, and how the episode ended, because an ending can show that a child was adopted.
 */
@ObjectType({ description: 'An episode of being looked after: one legal status and one placement.' })
@Entity('care_episode')
export class CareEpisode extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  startedOn!: string;

  @Column('text', { nullable: true })
  startReason!: string | null;

  @Column('text')
  legalStatus!: string;

  @Column('text', { nullable: true })
  need!: string | null;

  @Column('text', { nullable: true })
  placementType!: string | null;

  @Column('text', { nullable: true })
  placementProvider!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it lasts.' })
  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Column('text', { nullable: true })
  endReason!: string | null;

  @Column('text', { nullable: true })
  placementChangeReason!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  homePostcode!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  placementPostcode!: string | null;

  @Field(() => String, { nullable: true, description: 'Unique reference number of the provision (Ofsted).' })
  @Column('text', { nullable: true })
  urn!: string | null;

  @Field(() => CodedValue, { nullable: true, name: 'startReason' })
  get startReasonShown(): CodedValue | null {
    return coded('lac.episode_start_reason', this.startReason);
  }

  @Field(() => CodedValue, { nullable: true, name: 'legalStatus' })
  get legalStatusShown(): CodedValue {
    return coded('lac.legal_status', this.legalStatus);
  }

  @Field(() => CodedValue, { nullable: true, name: 'need' })
  get needShown(): CodedValue | null {
    return coded('cin.primary_need', this.need);
  }

  @Field(() => CodedValue, { nullable: true, name: 'placementType' })
  get placementTypeShown(): CodedValue | null {
    return coded('lac.placement_type_2025_26', this.placementType);
  }

  @Field(() => CodedValue, { nullable: true, name: 'placementProvider' })
  get placementProviderShown(): CodedValue | null {
    return coded('lac.placement_provider', this.placementProvider);
  }

  @Field(() => CodedValue, { nullable: true, name: 'placementChangeReason' })
  get placementChangeReasonShown(): CodedValue | null {
    return coded('lac.placement_change_reason', this.placementChangeReason);
  }

  @Field(() => CodedValue, { nullable: true, name: 'endReason' })
  get endReasonShown(): CodedValue | null {
    return coded('lac.episode_end_reason', this.endReason);
  }
}
