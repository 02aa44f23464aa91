import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { AsKnownOn } from '../../common/agency/as-known-on';
import type { AgencyContext } from '../../common/agency/context';
import { ownRecord } from '../../common/agency/own-record';
import { rowsAbout } from '../../common/agency/rows';
import { attendanceOf, newestFirst } from './reading';
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
  educationRecord(
    @Arg('personId', () => ID) personId: string,
    @AsKnownOn() asKnownOn: Date | null,
    @Ctx() context: AgencyContext,
  ): Promise<EducationRecord | null> {
    return ownRecord(EducationRecord, personId, context, asKnownOn);
  }

  @FieldResolver(() => [SchoolEnrolment], { nullable: true })
  async enrolments(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SchoolEnrolment[]> {
    return newestFirst(await rowsAbout(record, SchoolEnrolment, context), ({ from }) => from);
  }

  @FieldResolver(() => [SchoolTerm], { nullable: true, description: 'Term by term, newest first.' })
  attendance(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SchoolTerm[]> {
    return attendanceOf(record, context);
  }

  @FieldResolver(() => [Exclusion], { nullable: true })
  async exclusions(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<Exclusion[]> {
    return newestFirst(await rowsAbout(record, Exclusion, context), ({ startedOn }) => startedOn);
  }

  @FieldResolver(() => [SenProvision], { nullable: true })
  async senProvisions(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SenProvision[]> {
    return newestFirst(await rowsAbout(record, SenProvision, context), ({ from }) => from);
  }

  @FieldResolver(() => [SenNeed], { nullable: true })
  senNeeds(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SenNeed[]> {
    return rowsAbout(record, SenNeed, context);
  }

  @FieldResolver(() => [SafeguardingConcern], { nullable: true })
  async safeguardingConcerns(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<SafeguardingConcern[]> {
    return newestFirst(await rowsAbout(record, SafeguardingConcern, context), ({ raisedOn }) => raisedOn);
  }

  @FieldResolver(() => [HomeEducation], { nullable: true })
  async homeEducation(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<HomeEducation[]> {
    return newestFirst(await rowsAbout(record, HomeEducation, context), ({ from }) => from);
  }

  @FieldResolver(() => [MissingEducation], { nullable: true })
  async missingEducation(@Root() record: EducationRecord, @Ctx() context: AgencyContext): Promise<MissingEducation[]> {
    return newestFirst(await rowsAbout(record, MissingEducation, context), ({ from }) => from);
  }
}

@Resolver(() => SchoolTerm)
export class SchoolTermResolver {
  @FieldResolver(() => [AttendanceSessions], { nullable: true, description: 'The sessions of the term by attendance code.' })
  sessions(@Root() term: SchoolTerm): readonly AttendanceSessions[] {
    return term.codes;
  }
}
