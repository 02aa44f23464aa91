import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';
import { type AttendanceRates, attendanceRates } from '../attendance/rates';
import { SchoolTermName, type TermName } from '../vocabulary';
import type { AttendanceSessions } from './attendance-sessions';

@ObjectType({ description: "A pupil's attendance in one term, with the absence rates of the DfE's definitions." })
@Entity('school_term')
export class SchoolTerm extends PublishedRow {
  @Field(() => String, { nullable: true, description: 'The school year, e.g. 2024/25.' })
  @Column('text')
  academicYear!: string;

  @Field(() => SchoolTermName, { nullable: true })
  @Column('text')
  term!: TermName;

  /** What the school returned; what is shown is `possible`, which falls back on the codes. */
  @Column('int', { nullable: true })
  sessionsPossible!: number | null;

  @Column('int', { nullable: true })
  authorised!: number | null;

  @Column('int', { nullable: true })
  unauthorised!: number | null;

  /** The term's sessions by code; joined when the term is read, never stored here. */
  codes: readonly AttendanceSessions[] = [];

  @Field(() => Int, { nullable: true, name: 'sessionsPossible', description: 'Sessions the pupil was expected at.' })
  get possible(): number | null {
    return this.rates.possible;
  }

  @Field(() => Int, { nullable: true, description: 'Authorised and unauthorised absence together.' })
  get sessionsAbsent(): number | null {
    return this.rates.absent;
  }

  @Field(() => Float, { nullable: true, description: 'Per cent of possible sessions.' })
  get overallAbsenceRate(): number | null {
    return this.rates.overallAbsence;
  }

  @Field(() => Float, { nullable: true, description: 'Per cent of possible sessions.' })
  get authorisedAbsenceRate(): number | null {
    return this.rates.authorisedAbsence;
  }

  @Field(() => Float, { nullable: true, description: 'Per cent of possible sessions.' })
  get unauthorisedAbsenceRate(): number | null {
    return this.rates.unauthorisedAbsence;
  }

  @Field(() => Boolean, { nullable: true, description: 'Missed ten per cent of possible sessions or more.' })
  get persistentlyAbsent(): boolean | null {
    return this.rates.persistent;
  }

  @Field(() => Boolean, { nullable: true, description: 'Missed half of the possible sessions or more.' })
  get severelyAbsent(): boolean | null {
    return this.rates.severe;
  }

  get rates(): AttendanceRates {
    return attendanceRates(this);
  }
}
