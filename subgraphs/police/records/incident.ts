import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { IncidentData } from '../../../importers/records/police';
import { PoliceIncidentType } from '../vocabulary';
import type { PoliceInvolvement } from './involvement';

/** An incident. It belongs to nobody in particular: people are tied to it by their involvement. */
@ObjectType({ description: 'An incident the police recorded, as it concerns the person whose record this is.' })
@Entity('incident')
export class PoliceIncident extends PublishedRow {
  @Field(() => String, { nullable: true, description: 'The police reference.' })
  @Column('text')
  reference!: string;

  @Field(() => PoliceIncidentType, { nullable: true })
  @Column('text')
  type!: IncidentData['type'];

  @Field(() => GraphQLDateTime, { nullable: true })
  @Column('timestamptz')
  occurredAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  recordedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Narrative: may name places and other people.' })
  @Column('text', { nullable: true })
  summary!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it happened; often a home.' })
  @Column('text', { nullable: true })
  location!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  outcome!: string | null;

  /** The part the record's own person took; set when an incident is reached through a person, never stored here. */
  ownInvolvement?: readonly PoliceInvolvement[];
}
