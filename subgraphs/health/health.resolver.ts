import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { bind } from '../../common/access/bound';
import { AsKnownOn } from '../../common/agency/as-known-on';
import type { AgencyContext } from '../../common/agency/context';
import { ownRecord } from '../../common/agency/own-record';
import { rowsAbout } from '../../common/agency/rows';
import { conditionsOn, fgmOf, flagsOf } from './reading';
import { HealthRecord } from './record';
import { HealthAttendance } from './records/attendance';
import { HealthCheck, Immunisation } from './records/child-health';
import { HealthCondition, HealthSafeguardingCode } from './records/condition';
import { FgmRecord, HealthFlag } from './records/flag';
import { MentalHealthContact } from './records/mental-health-contact';
import { HealthObservation } from './records/observation';
import { Pregnancy } from './records/pregnancy';
import { HealthRegistration } from './records/registration';
import { WasNotBroughtAppointment } from './records/was-not-brought';

@Resolver(() => HealthRecord)
export class HealthRecordResolver {
  @Query(() => HealthRecord, {
    nullable: true,
    description: "Health's own record of one patient, for health staff; empty when there is none.",
  })
  healthRecord(
    @Arg('personId', () => ID) personId: string,
    @AsKnownOn() asKnownOn: Date | null,
    @Ctx() context: AgencyContext,
  ): Promise<HealthRecord | null> {
    return ownRecord(HealthRecord, personId, context, asKnownOn);
  }

  @FieldResolver(() => [HealthRegistration], { nullable: true })
  registrations(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<HealthRegistration[]> {
    return rowsAbout(record, HealthRegistration, context);
  }

  @FieldResolver(() => [HealthAttendance], { nullable: true })
  async attendances(
    @Root() record: HealthRecord,
    @Arg('unscheduled', () => Boolean, { nullable: true, description: 'Only care nobody booked, or only booked care.' })
    unscheduled: boolean | null,
    @Ctx() context: AgencyContext,
  ): Promise<HealthAttendance[]> {
    const attendances = await rowsAbout(record, HealthAttendance, context);
    return attendances.filter((attendance) => unscheduled == null || attendance.unscheduled === unscheduled);
  }

  @FieldResolver(() => [WasNotBroughtAppointment], { nullable: true })
  wasNotBrought(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<WasNotBroughtAppointment[]> {
    return rowsAbout(record, WasNotBroughtAppointment, context);
  }

  @FieldResolver(() => [HealthCondition], {
    nullable: true,
    description: 'Without safeguarding codes and FGM, which have fields of their own.',
  })
  conditions(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<HealthCondition[]> {
    return conditionsOn('clinical', record, context);
  }

  @FieldResolver(() => [HealthSafeguardingCode], { nullable: true })
  async safeguardingCodes(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<HealthSafeguardingCode[]> {
    const conditions = await conditionsOn('safeguarding', record, context);
    return conditions.map((condition) => bind(HealthSafeguardingCode.of(condition), record.subject));
  }

  @FieldResolver(() => [FgmRecord], { nullable: true })
  femaleGenitalMutilation(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<FgmRecord[]> {
    return fgmOf(record, context);
  }

  @FieldResolver(() => [MentalHealthContact], { nullable: true })
  mentalHealthContacts(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<MentalHealthContact[]> {
    return rowsAbout(record, MentalHealthContact, context);
  }

  @FieldResolver(() => [Immunisation], { nullable: true })
  immunisations(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<Immunisation[]> {
    return rowsAbout(record, Immunisation, context);
  }

  @FieldResolver(() => [HealthCheck], { nullable: true })
  healthChecks(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<HealthCheck[]> {
    return rowsAbout(record, HealthCheck, context);
  }

  @FieldResolver(() => [HealthObservation], { nullable: true })
  observations(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<HealthObservation[]> {
    return rowsAbout(record, HealthObservation, context);
  }

  @FieldResolver(() => [Pregnancy], { nullable: true })
  pregnancies(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<Pregnancy[]> {
    return rowsAbout(record, Pregnancy, context);
  }

  @FieldResolver(() => [HealthFlag], { nullable: true, description: 'Without FGM, which has a field of its own.' })
  flags(@Root() record: HealthRecord, @Ctx() context: AgencyContext): Promise<HealthFlag[]> {
    return flagsOf(record, context);
  }
}
