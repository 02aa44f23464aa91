import { GraphQLDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { HealthCheckData, ImmunisationData } from '../../../importers/records/health';
import { ChildHealthReview, ImmunisationStatus } from '../vocabulary';
import { shown } from './coded';

@ObjectType({ description: 'An immunisation, given or not.' })
@Entity('immunisation')
export class Immunisation extends PublishedRow {
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  system!: string | null;

  @Column('text', { nullable: true })
  display!: string | null;

  @Field(() => ImmunisationStatus, { nullable: true })
  @Column('text')
  status!: ImmunisationData['status'];

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'given_on' })
  on!: string;

  @Field(() => Int, { nullable: true, description: 'Dose of the series, from 1.' })
  @Column('int', { nullable: true })
  dose!: number | null;

  @Field(() => String, { nullable: true, description: 'Why it was not given.' })
  @Column('text', { nullable: true })
  reason!: string | null;

  @Field(() => CodedValue, { nullable: true })
  get vaccine(): CodedValue | null {
    return shown(this);
  }
}

@ObjectType({ description: 'A review of the Healthy Child Programme.' })
@Entity('health_check')
export class HealthCheck extends PublishedRow {
  @Field(() => ChildHealthReview, { nullable: true })
  @Column('text', { name: 'review' })
  check!: HealthCheckData['check'];

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'reviewed_on' })
  on!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  outcome!: string | null;
}
