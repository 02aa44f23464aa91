import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AsKnownOn, readingDay } from '../../common/agency/as-known-on';
import type { AgencyContext } from '../../common/agency/context';
import { ownRecord } from '../../common/agency/own-record';
import { rowsAbout, rowsWhere } from '../../common/agency/rows';
import { domesticAbuseOf, incidentsOf, personsOf, othersIn } from './reading';
import { PoliceRecord } from './record';
import { CustodyEvent } from './records/custody';
import { DomesticAbuseIncident } from './records/domestic-abuse';
import { PoliceIncident } from './records/incident';
import { IntelligenceReport } from './records/intelligence';
import { PoliceInvolvement, PoliceOthersInvolved } from './records/involvement';
import { MissingEpisode } from './records/missing-episode';
import { PolicePerson } from './records/person';
import { WarningMarker } from './records/warning-marker';

@Resolver(() => PoliceRecord)
export class PoliceRecordResolver {
  @Query(() => PoliceRecord, {
    nullable: true,
    description: "The police's own record of one nominal, for police staff; empty when there is none.",
  })
  policeRecord(
    @Arg('personId', () => ID) personId: string,
    @AsKnownOn() asKnownOn: Date | null,
    @Ctx() context: AgencyContext,
  ): Promise<PoliceRecord | null> {
    return ownRecord(PoliceRecord, personId, context, asKnownOn);
  }

  @FieldResolver(() => [PolicePerson], { nullable: true })
  persons(@Root() record: PoliceRecord, @Ctx() context: AgencyContext): Promise<PolicePerson[]> {
    return personsOf(record, context);
  }

  @FieldResolver(() => [PoliceIncident], { nullable: true })
  incidents(@Root() record: PoliceRecord, @Ctx() context: AgencyContext): Promise<PoliceIncident[]> {
    return incidentsOf(record, context);
  }

  @FieldResolver(() => [DomesticAbuseIncident], { nullable: true })
  domesticAbuseIncidents(@Root() record: PoliceRecord, @Ctx() context: AgencyContext): Promise<DomesticAbuseIncident[]> {
    return domesticAbuseOf(record, context);
  }

  @FieldResolver(() => [MissingEpisode], { nullable: true })
  missingEpisodes(@Root() record: PoliceRecord, @Ctx() context: AgencyContext): Promise<MissingEpisode[]> {
    return rowsAbout(record, MissingEpisode, context);
  }

  @FieldResolver(() => [CustodyEvent], { nullable: true })
  custody(@Root() record: PoliceRecord, @Ctx() context: AgencyContext): Promise<CustodyEvent[]> {
    return rowsAbout(record, CustodyEvent, context);
  }

  @FieldResolver(() => [WarningMarker], { nullable: true })
  warningMarkers(@Root() record: PoliceRecord, @Ctx() context: AgencyContext): Promise<WarningMarker[]> {
    return rowsAbout(record, WarningMarker, context);
  }

  @FieldResolver(() => [IntelligenceReport], { nullable: true })
  intelligence(@Root() record: PoliceRecord, @Ctx() context: AgencyContext): Promise<IntelligenceReport[]> {
    return rowsAbout(record, IntelligenceReport, context);
  }
}

@Resolver(() => PoliceIncident)
export class PoliceIncidentResolver {
  @FieldResolver(() => [PoliceInvolvement], { nullable: true, description: "The record's own person only." })
  involvement(@Root() incident: PoliceIncident): readonly PoliceInvolvement[] {
    return incident.ownInvolvement ?? [];
  }

  @FieldResolver(() => [PoliceOthersInvolved], { nullable: true, description: 'Other people, counted by part; never who.' })
  others(@Root() incident: PoliceIncident, @Ctx() context: AgencyContext): Promise<PoliceOthersInvolved[]> {
    return othersIn(incident, context);
  }
}

@Resolver(() => PolicePerson)
export class PolicePersonResolver {
  @FieldResolver(() => Int, { nullable: true, description: 'Warning markers that stand today, or stood on the day asked about.' })
  async standingMarkers(@Root() person: PolicePerson, @Ctx() context: AgencyContext): Promise<number> {
    const today = readingDay(person, context);
    const markers = await rowsWhere(person, WarningMarker, 'personId', [person.nominal], context);
    return markers.filter((marker) => marker.from <= today && (marker.to === null || marker.to >= today)).length;
  }
}
