import { events, rowsOf } from '../../common/agency/chronology';
import type { ChronologyEntry, ChronologySource } from '../../common/agency/definition';
import { domesticAbuseOf, incidentsOf } from './reading';
import { CustodyEvent } from './records/custody';
import type { DomesticAbuseIncident } from './records/domestic-abuse';
import type { PoliceIncident } from './records/incident';
import { IntelligenceReport } from './records/intelligence';
import { MissingEpisode } from './records/missing-episode';
import { WarningMarker } from './records/warning-marker';
import { INCIDENT_WORDS, MARKER_WORDS, ROLE_WORDS } from './vocabulary';

const GRAVE_TYPES: ReadonlySet<string> = new Set([
  'CRUELTY',
  'SEXUAL_OFFENCE',
  'CHILD_SEXUAL_EXPLOITATION',
  'CHILD_CRIMINAL_EXPLOITATION',
  'MODERN_SLAVERY',
  'HONOUR_BASED_ABUSE',
  'FORCED_MARRIAGE',
  'POLICE_PROTECTION',
  'WEAPON',
]);
const ROUTINE_TYPES: ReadonlySet<string> = new Set(['THEFT', 'ANTISOCIAL_BEHAVIOUR', 'OTHER']);

/** Free text (narrative, offence, outcome, location) stays out of headlines: it may name a place or somebody else. */
export function incidentEntry(incident: PoliceIncident): ChronologyEntry {
  const roles = [...new Set((incident.ownInvolvement ?? []).map((involvement) => ROLE_WORDS[involvement.role]))];
  return {
    id: incident.id,
    date: incident.occurredAt.toISOString(),
    kind: 'incident',
    category: 'incidents',
    headline: roles.length === 0 ? INCIDENT_WORDS[incident.type] : `${INCIDENT_WORDS[incident.type]}: ${roles.join(' and ')}`,
    significance: GRAVE_TYPES.has(incident.type) ? 'SIGNIFICANT' : ROUTINE_TYPES.has(incident.type) ? 'ROUTINE' : 'NOTABLE',
  };
}

export function domesticAbuseEntry(assessment: DomesticAbuseIncident): ChronologyEntry | undefined {
  if (assessment.assessed === undefined) return undefined;
  const marac = assessment.maracReferral === true ? ', referred to MARAC' : '';
  return {
    id: assessment.id,
    date: assessment.assessed.occurredAt.toISOString(),
    kind: 'domestic-abuse',
    category: 'domestic_abuse',
    headline: `Domestic abuse assessed: DASH ${assessment.dashGrade.toLowerCase()}${marac}`,
    significance: assessment.dashGrade === 'HIGH' || marac !== '' ? 'SIGNIFICANT' : 'NOTABLE',
  };
}

export function missingEntry(episode: MissingEpisode): ChronologyEntry {
  const grade = episode.riskGrade.toLowerCase().replaceAll('_', ' ');
  return {
    id: episode.id,
    date: episode.reportedAt.toISOString(),
    kind: 'missing-episode',
    category: 'missing_episodes',
    headline: `Reported missing: ${grade === 'no apparent risk' ? grade : `${grade} risk`}${episode.returnedAt === null ? ', not yet returned' : ''}`,
    significance: episode.riskGrade === 'HIGH' || episode.returnedAt === null ? 'SIGNIFICANT' : 'NOTABLE',
  };
}

export function custodyEntry(event: CustodyEvent): ChronologyEntry {
  return {
    id: event.id,
    date: event.arrestedAt.toISOString(),
    kind: 'custody',
    category: 'custody',
    headline: event.appropriateAdult === false ? 'Arrested, without an appropriate adult' : 'Arrested',
    significance: 'NOTABLE',
  };
}

export function markerEntry(marker: WarningMarker): ChronologyEntry {
  return {
    id: marker.id,
    date: marker.from,
    kind: 'warning-marker',
    category: 'warning_markers',
    headline: `Warning marker: ${MARKER_WORDS[marker.marker]}`,
    significance: marker.marker === 'REGISTERED_SEX_OFFENDER' ? 'SIGNIFICANT' : 'NOTABLE',
  };
}

export function intelligenceEntry(report: IntelligenceReport): ChronologyEntry {
  return {
    id: report.id,
    date: report.reportedOn,
    kind: 'intelligence',
    category: 'intelligence',
    headline: `Intelligence about ${INCIDENT_WORDS[report.topic].toLowerCase()}, graded ${report.sourceGrade}${report.informationGrade}${report.handling}`,
    significance: 'NOTABLE',
  };
}

/** Everything the police would put in a chronology. */
export const chronology: readonly ChronologySource[] = [
  events(['incidents'], incidentsOf, incidentEntry),
  events(['domestic_abuse'], domesticAbuseOf, domesticAbuseEntry),
  events(['missing_episodes'], rowsOf(MissingEpisode), missingEntry),
  events(['custody'], rowsOf(CustodyEvent), custodyEntry),
  events(['warning_markers'], rowsOf(WarningMarker), markerEntry),
  events(['intelligence'], rowsOf(IntelligenceReport), intelligenceEntry),
];
