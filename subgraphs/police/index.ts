import type { AgencyDefinition, RecordKind, SignalDerivation } from '../../common/agency/definition';
import { peopleKinds } from '../../common/publishing/people';
import { deriveSignals, categoriesOf, indicatorsOf } from '../../common/signal-rules';
import { policeV1 } from '../../importers/police-v1';
import { retractionsV1 } from '../../importers/retractions-v1';
import { AGENCIES } from '../registry';
import { chronology } from './chronology';
import { PoliceHistory1795399200000 } from './migrations/2026-11-23-history';
import { PoliceTables1795305600000 } from './migrations/2026-11-22-tables';
import { PoliceIncidentResolver, PolicePersonResolver, PoliceRecordResolver } from './police.resolver';
import { PoliceRecord } from './record';
import { CustodyEvent } from './records/custody';
import { DomesticAbuseIncident } from './records/domestic-abuse';
import { PoliceIncident } from './records/incident';
import { IntelligenceReport } from './records/intelligence';
import { PoliceInvolvement } from './records/involvement';
import { MissingEpisode } from './records/missing-episode';
import { WarningMarker } from './records/warning-marker';
import type { PoliceFacts } from './signals/facts';
import { loadFacts } from './signals/load';
import { POLICE_RULES } from './signals/rules';

export const kinds: readonly RecordKind[] = [
  ...peopleKinds('identity'),
  { kind: 'incident', entity: PoliceIncident, category: 'incidents', occurredOn: 'occurredAt' },
  { kind: 'involvement', entity: PoliceInvolvement, category: 'incidents', partOf: { kind: 'incident', by: 'incident' } },
  {
    kind: 'domestic-abuse',
    entity: DomesticAbuseIncident,
    category: 'domestic_abuse',
    partOf: { kind: 'incident', by: 'incident' },
  },
  {
    kind: 'missing-episode',
    entity: MissingEpisode,
    category: 'missing_episodes',
    occurredOn: 'reportedAt',
    endedOn: 'returnedAt',
  },
  { kind: 'custody', entity: CustodyEvent, category: 'custody', occurredOn: 'arrestedAt' },
  { kind: 'warning-marker', entity: WarningMarker, category: 'warning_markers', occurredOn: 'from', endedOn: 'to' },
  { kind: 'intelligence', entity: IntelligenceReport, category: 'intelligence', occurredOn: 'reportedOn' },
];

export const signals: SignalDerivation<PoliceFacts> = {
  load: loadFacts,
  derive: (facts, today) => deriveSignals(POLICE_RULES, facts, today),
  indicators: indicatorsOf(POLICE_RULES),
  categories: categoriesOf(POLICE_RULES),
};

export const definition: AgencyDefinition = {
  registered: AGENCIES[0],
  record: PoliceRecord,
  resolvers: [PoliceRecordResolver, PoliceIncidentResolver, PolicePersonResolver],
  kinds,
  migrations: [PoliceTables1795305600000, PoliceHistory1795399200000],
  importers: [policeV1, retractionsV1(kinds)],
  records: policeV1,
  chronology,
  // The kit hands back to `derive` what `load` gave it, without knowing what it is.
  signals: signals as SignalDerivation<never>,
};
