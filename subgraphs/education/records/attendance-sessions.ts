import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import { groupOf } from '../attendance/codes';
import type { TermName } from '../vocabulary';

/** How often one attendance code was marked in a term. A code can tell of illness, religion, travel or detention. */
@ObjectType({ description: 'Sessions of a term under one attendance code. A session is half a school day.' })
@Entity('attendance_sessions')
export class AttendanceSessions extends PublishedRow {
  /** School year and term they belong to; shown on the term. */
  @Column('text')
  academicYear!: string;

  @Column('text')
  term!: TermName;

  @Column('text')
  code!: string;

  @Field(() => Int, { nullable: true })
  @Column('int')
  sessions!: number;

  @Field(() => CodedValue, {
    nullable: true,
    name: 'code',
    description: 'Code of the School Attendance (Pupil Registration) (England) Regulations 2024.',
  })
  get codeShown(): CodedValue {
    return coded('edu.attendance_2024', this.code);
  }

  @Field(() => String, {
    nullable: true,
    description:
      'How the code counts: present, attending elsewhere, authorised, unauthorised, unable to attend, not counted, administrative.',
  })
  get group(): string | null {
    return groupOf(this.code) ?? null;
  }
}
