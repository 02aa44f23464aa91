import type { ImportedRow } from '../../common/publishing/record';
import type { AttendanceData, HealthCheckData, HealthRecordInput, RegistrationData } from '../records/health';
import { first, type FhirNode, valueAt } from './node';
import { Patients } from './patients';
import { codedOf, codesOf, type ResourceReader, wordsOf } from './reader';

type Row = ImportedRow<HealthRecordInput>;

const MENTAL_HEALTH = /mental health|camhs|psychiatr|psychological/;
const CRISIS = /crisis|liaison|emergency/;
const HEALTH_REVIEW = /well child|health review|health visit|new birth|developmental review|6.?(to|-).?8 week/;
const URGENT = /urgent|walk.?in|minor injur|out of hours|111/;

/** SNOMED CT: a routine child health review as Synthea codes it. */
const WELL_CHILD_VISIT = '410620009';

/** An Encounter: an attendance, a mental health contact, or a review of the Healthy Child Programme. */
export function encounterRow(reader: ResourceReader): Row {
  const { resource } = reader;
  const status = valueAt(resource, 'status');
  if (status === 'entered-in-error' || status === 'cancelled') {
    reader.warn('not-a-contact', 'status', 'The encounter did not take place', 'Nothing to mend; it is left out');
    return reader.result([]);
  }
  const person = reader.person('subject');
  const at = reader.dateTime(first(resource, 'period', 'start'), 'period.start', { required: true });
  if (person === undefined || at === undefined) return reader.result([]);
  const kinds = [...resource.all('type'), ...resource.all('serviceType')];
  const words = wordsOf(kinds);
  const reason = codedOf(resource.all('reasonCode')[0]);
  const provider = valueAt(first(resource, 'serviceProvider'), 'display');
  if (MENTAL_HEALTH.test(words)) {
    const team = codedOf(first(resource, 'serviceType') ?? resource.all('type')[0])?.display;
    return reader.result([
      {
        kind: 'mental-health-contact',
        key: reader.key,
        person,
        data: { at, team, provider, reason, crisis: CRISIS.test(words) },
      },
    ]);
  }
  if (HEALTH_REVIEW.test(words) || codesOf(kinds).includes(WELL_CHILD_VISIT)) {
    return reader.result([
      {
        kind: 'health-check',
        key: reader.key,
        person,
        data: { check: reviewOf(words), on: at.slice(0, 10), outcome: reason?.display },
      },
    ]);
  }
  const setting = settingOf(valueAt(first(resource, 'class'), 'code') ?? '', words);
  const data: AttendanceData = {
    setting,
    unscheduled: setting === 'EMERGENCY_DEPARTMENT' || setting === 'URGENT_CARE',
    at,
    endedAt: reader.dateTime(first(resource, 'period', 'end'), 'period.end'),
    reason,
    provider,
    outcome: codedOf(first(resource, 'hospitalization', 'dischargeDisposition'))?.display,
  };
  return reader.result([{ kind: 'attendance', key: reader.key, person, data }]);
}

/** HL7 v3 ActEncounterCode, refined by what the encounter is called. */
function settingOf(classCode: string, words: string): AttendanceData['setting'] {
  if (classCode === 'EMER') return 'EMERGENCY_DEPARTMENT';
  if (URGENT.test(words)) return 'URGENT_CARE';
  if (['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'SS'].includes(classCode)) return 'INPATIENT';
  if (['HH', 'FLD', 'VR'].includes(classCode)) return 'COMMUNITY';
  if (/general practi|gp |primary care|symptom/.test(words)) return 'PRIMARY_CARE';
  return classCode === 'AMB' ? 'OUTPATIENT' : 'OTHER';
}

function reviewOf(words: string): HealthCheckData['check'] {
  if (words.includes('new birth')) return 'NEW_BIRTH';
  if (/6.?(to|-).?8 week/.test(words)) return 'SIX_TO_EIGHT_WEEKS';
  if (/(^|\D)(1|one).?year/.test(words)) return 'ONE_YEAR';
  if (/(^|\D)(2|two)/.test(words)) return 'TWO_YEAR';
  return words.includes('school entry') ? 'SCHOOL_ENTRY' : 'OTHER';
}

/** An Appointment that a child was not brought to. Others are no safeguarding record and are set aside. */
export function appointmentRow(reader: ResourceReader): Row {
  const { resource } = reader;
  if (valueAt(resource, 'status') !== 'noshow') {
    reader.warn(
      'not-a-missed-appointment',
      'status',
      'Only appointments that were missed (noshow) are kept',
      'Nothing to mend; it is left out',
    );
    return reader.result([]);
  }
  const actors = resource.all('participant').flatMap((participant) => participant.all('actor'));
  const patient =
    actors.find((actor) => reader.patients.refer(actor)?.known) ?? actors.find((actor) => Patients.isPatient(actor));
  const person = reader.refer(patient, 'participant.actor');
  const at = reader.dateTime(first(resource, 'start'), 'start', { required: true, future: true });
  if (person === undefined || at === undefined) return reader.result([]);
  const service = codedOf(resource.all('serviceType')[0])?.display ?? codedOf(resource.all('specialty')[0])?.display;
  const provider = actors
    .map((actor) => (actor === patient ? undefined : valueAt(actor, 'display')))
    .find((name) => name !== undefined);
  const reason = codedOf(resource.all('reasonCode')[0])?.display ?? codedOf(first(resource, 'cancelationReason'))?.display;
  return reader.result([{ kind: 'was-not-brought', key: reader.key, person, data: { at, service, provider, reason } }]);
}

/** An EpisodeOfCare: being registered with, or open to, a service. */
export function episodeRow(reader: ResourceReader): Row {
  const { resource } = reader;
  const person = reader.person('patient');
  if (person === undefined) return reader.result([]);
  const organisation = first(resource, 'managingOrganization');
  const data: RegistrationData = {
    service: serviceOf(wordsOf(resource.all('type'))),
    organisation: valueAt(organisation, 'display') ?? codedOf(resource.all('type')[0])?.display,
    odsCode: valueAt(first(organisation, 'identifier'), 'value'),
    from: reader.date(first(resource, 'period', 'start'), 'period.start'),
    to: reader.date(first(resource, 'period', 'end'), 'period.end', { future: true }),
  };
  return reader.result([{ kind: 'registration', key: reader.key, person, data }]);
}

function serviceOf(words: string): RegistrationData['service'] {
  if (MENTAL_HEALTH.test(words)) return 'MENTAL_HEALTH';
  if (words.includes('health visit')) return 'HEALTH_VISITING';
  if (words.includes('school nurs')) return 'SCHOOL_NURSING';
  if (/matern|midwif|antenatal/.test(words)) return 'MATERNITY';
  return /general practi|gp\b/.test(words) ? 'GP' : 'OTHER';
}

export type { FhirNode };
