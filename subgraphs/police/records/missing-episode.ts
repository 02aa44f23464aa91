import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { MissingEpisodeData } from '../../../importers/records/police';
import { MissingRiskGrade } from '../vocabulary';

/** Statutory guidance on children who run away or go missing from home or care: interviewed within 72 hours of returning. */
const INTERVIEW_DUE_HOURS = 72;

@ObjectType({ description: 'One time the person was reported missing.' })
@Entity('missing_episode')
export class MissingEpisode extends PublishedRow {
  @Field(() => GraphQLDateTime, { nullable: true })
  @Column('timestamptz')
  reportedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Empty while still missing.' })
  @Column('timestamptz', { nullable: true })
  returnedAt!: Date | null;

  @Field(() => MissingRiskGrade, { nullable: true })
  @Column('text')
  riskGrade!: MissingEpisodeData['riskGrade'];

  @Field(() => String, { nullable: true, description: 'Narrative: may name places and other people.' })
  @Column('text', { nullable: true })
  circumstances!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  foundLocation!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'When the return home interview took place.' })
  @Column('date', { nullable: true })
  returnInterviewOn!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'The return home interview is due 72 hours after the return.' })
  get returnInterviewDueAt(): Date | null {
    return this.returnedAt && new Date(this.returnedAt.getTime() + INTERVIEW_DUE_HOURS * 3_600_000);
  }
}
