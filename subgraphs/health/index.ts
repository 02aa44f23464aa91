import type { AgencyDefinition, RecordKind, SignalDerivation } from '../../common/agency/definition';
import { peopleKinds } from '../../common/publishing/people';
import { deriveSignals, categoriesOf, indicatorsOf } from '../../common/signal-rules';
import { fhirR4 } from '../../importers/fhir-r4';
import { retractionsV1 } from '../../importers/retractions-v1';
import { AGENCIES } from '../registry';
import { chronology } from './chronology';
import { HealthRecordResolver } from './health.resolver';
import { HealthTables1795305600000 } from './migrations/2026-11-22-tables';
import { CATEGORY_OF_TOPIC, isFgm } from './reading';
import { HealthRecord } from './record';
import { HealthAttendance } from './records/attendance';
import { HealthCheck, Immunisation } from './records/child-health';
import { HealthCondition } from './records/condition';
import { HealthFlag } from './records/flag';
import { MentalHealthContact } from './records/mental-health-contact';
import { HealthObservation } from './records/observation';
import { Pregnancy } from './records/pregnancy';
import { HealthRegistration } from './records/registration';
import { WasNotBroughtAppointment } from './records/was-not-brought';
import type { HealthFacts } from './signals/facts';
import { loadFacts } from './signals/load';
import { HEALTH_RULES } from './signals/rules';
import { topicOf } from './snomed';

export const kinds: readonly RecordKind[] = [
  ...peopleKinds('registration'),
  { kind: 'registration', entity: HealthRegistration, category: 'registration', endedOn: 'to' },
  { kind: 'attendance', entity: HealthAttendance, category: 'attendances', occurredOn: 'at' },
  { kind: 'was-not-brought', entity: WasNotBroughtAppointment, category: 'was_not_brought', occurredOn: 'at' },
  {
    ...{ kind: 'condition', entity: HealthCondition, category: 'conditions', occurredOn: 'recordedOn' },
    divided: { into: Object.values(CATEGORY_OF_TOPIC), by: (row) => CATEGORY_OF_TOPIC[topicOf(row as HealthCondition)] },
  },
  { kind: 'mental-health-contact', entity: MentalHealthContact, category: 'mental_health', occurredOn: 'at' },
  { kind: 'immunisation', entity: Immunisation, category: 'child_health_programme', occurredOn: 'on' },
  { kind: 'health-check', entity: HealthCheck, category: 'child_health_programme', occurredOn: 'on' },
  { kind: 'observation', entity: HealthObservation, category: 'observations', occurredOn: 'on' },
  { kind: 'pregnancy', entity: Pregnancy, category: 'pregnancy', occurredOn: 'bookedOn' },
  {
    ...{ kind: 'health-flag', entity: HealthFlag, category: 'flags', endedOn: 'to' },
    divided: { into: ['flags', 'fgm'], by: (row) => (isFgm(row as HealthFlag) ? 'fgm' : 'flags') },
  },
];

export const signals: SignalDerivation<HealthFacts> = {
  load: loadFacts,
  derive: (facts, today) => deriveSignals(HEALTH_RULES, facts, today),
  indicators: indicatorsOf(HEALTH_RULES),
  categories: categoriesOf(HEALTH_RULES),
};

export const definition: AgencyDefinition = {
  registered: AGENCIES[1],
  record: HealthRecord,
  resolvers: [HealthRecordResolver],
  kinds,
  migrations: [HealthTables1795305600000],
  importers: [fhirR4, retractionsV1(kinds)],
  records: fhirR4,
  chronology,
  // The kit hands back to `derive` what `load` gave it, without knowing what it is.
  signals: signals as SignalDerivation<never>,
};
