import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../../common/agency/context';
import { ownRecord } from '../../common/agency/own-record';
import { rowsAbout } from '../../common/agency/rows';
import { attendanceOf } from './reading';
import { EducationRecord } from './record';
import { AttendanceSessions } from './records/attendance-sessions';
import { SchoolEnrolment } from './records/enrolment';
import { Exclusion } from './records/exclusion';
import { HomeEducation, MissingEducation } from './records/out-of-school';
import { SafeguardingConcern } from './records/safeguarding-concern';
import { SenNeed, SenProvision } from './records/sen';
import { SchoolTerm } from './records/term';

@Resolver(() => EducationRecord)
export class EducationRecordResolver {
  @Query(() => EducationRecord, {
    nullable: true,
    description: "Education's own record of one pupil, for the education lead; empty when there is none.",
  })
  educationRecord(@Arg('personId', () => ID) personId: string, @Ctx() context: AgencyContext): Promise<EducationRecord | null> {
    return ownRecord(EducationRecord, personId, context);
  }

  @FieldResolver(() => [SchoolEnrolment], { nullable: true })
  enrolments(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SchoolEnrolment[]> {
    return rowsAbout(record, SchoolEnrolment, context);
  }

  @FieldResolver(() => [SchoolTerm], { nullable: true, description: 'Term by term, newest first.' })
  attendance(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SchoolTerm[]> {
    return attendanceOf(record, context);
  }

  @FieldResolver(() => [Exclusion], { nullable: true })
  exclusions(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<Exclusion[]> {
    return rowsAbout(record, Exclusion, context);
  }

  @FieldResolver(() => [SenProvision], { nullable: true })
  senProvisions(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SenProvision[]> {
    return rowsAbout(record, SenProvision, context);
  }

  @FieldResolver(() => [SenNeed], { nullable: true })
  senNeeds(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SenNeed[]> {
    return rowsAbout(record, SenNeed, context);
  }

  @FieldResolver(() => [SafeguardingConcern], { nullable: true })
  safeguardingConcerns(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SafeguardingConcern[]> {
    return rowsAbout(record, SafeguardingConcern, context);
  }

  @FieldResolver(() => [HomeEducation], { nullable: true })
  homeEducation(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<HomeEducation[]> {
    return rowsAbout(record, HomeEducation, context);
  }

  @FieldResolver(() => [MissingEducation], { nullable: true })
  missingEducation(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<MissingEducation[]> {
    return rowsAbout(record, MissingEducation, context);
  }
}

@Resolver(() => SchoolTerm)
export class SchoolTermResolver {
  @FieldResolver(() => [AttendanceSessions], { nullable: true, description: 'The sessions of the term by attendance code.' })
  sessions(@Root() term: SchoolTerm): readonly AttendanceSessions[] {
    return term.codes;
  }
}
