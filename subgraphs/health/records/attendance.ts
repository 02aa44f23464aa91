import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { AttendanceData, Coded } from '../../../importers/records/health';
import { AttendanceSetting } from '../vocabulary';
import { shownReason } from './coded';

@ObjectType({ description: 'One time care was given.' })
@Entity('attendance')
export class HealthAttendance extends PublishedRow {
  @Field(() => AttendanceSetting, { nullable: true })
  @Column('text')
  setting!: AttendanceData['setting'];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Care nobody booked: emergency department, urgent care, unplanned admission.',
  })
  @Column('boolean')
  unscheduled!: boolean;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Column('timestamptz', { name: 'attended_at' })
  at!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('jsonb', { nullable: true })
  reason!: Coded | null;

  @Field(() => String, { nullable: true, description: 'Where; it can tell where the person lives.' })
  @Column('text', { nullable: true })
  provider!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  outcome!: string | null;

  @Field(() => CodedValue, { nullable: true, name: 'reason', description: 'FGM and pregnancy stand in fields of their own.' })
  get reasonShown(): CodedValue | null {
    return shownReason(this.reason);
  }
}
