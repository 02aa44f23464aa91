import type { HealthRecordInput } from '../../importers/records/health';
import type { Borough } from '../borough';
import type { Held, HeldPerson } from '../held';
import { type DemoFile, json, own } from './file';

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const NAME_USE = { OFFICIAL: 'official', USUAL: 'usual', PREVIOUS: 'old', ALIAS: 'nickname' } as const;

/** RoleCode of the related person's side: A is the PARENT of the patient. */
const ROLE: Readonly<Record<string, string>> = {
  PARENT: 'PRN',
  STEP_PARENT: 'STPPRN',
  SIBLING: 'SIB',
  LIVES_WITH: 'ROOM',
  CARER: 'GUARD',
  GRANDPARENT: 'GRPRN',
  PARTNER_OF_PARENT: 'PRNPARTNER',
};

/** Health's export as FHIR R4 bulk data: one resource on each line. */
export function healthFiles(borough: Borough, held: Held): DemoFile[] {
  const practices = new Map<string, { organisation?: string; odsCode?: string }>();
  for (const { facts } of borough.families) {
    for (const fact of facts.health) if (fact.kind === 'registration' && fact.person) practices.set(fact.person, fact.data);
  }
  const lines = [...held.values()].map((person) => json(patient(person, practices.get(person.truth.id))));
  for (const { family, facts } of borough.families) {
    for (const { person, type, of } of family.relationships) {
      const [holder, other] = [held.get(person), held.get(of)];
      if (holder && other) lines.push(json(relatedPerson(holder, other, type)));
    }
    for (const fact of facts.health) {
      if (fact.kind !== 'registration') lines.push(json(resource(fact, `Patient/${own(held, fact.person ?? '')}`)));
    }
  }
  return [{ agency: 'health', format: 'fhir-r4', name: 'health-export.ndjson', text: `${lines.join('\n')}\n` }];
}

function patient({ id, identity }: HeldPerson, practice: { organisation?: string; odsCode?: string } | undefined): object {
  return {
    resourceType: 'Patient',
    id,
    ...(identity.protect
      ? { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } }
      : {}),
    ...(identity.nhsNumber ? { identifier: [{ system: NHS_NUMBER, value: identity.nhsNumber }] } : {}),
    name: identity.names.map(({ use, given, family }) => ({ use: NAME_USE[use], given, family })),
    gender: identity.sex === 'F' ? 'female' : identity.sex === 'M' ? 'male' : 'unknown',
    birthDate: identity.dateOfBirth,
    // The address of a restricted record is not sent (Personal Demographics Service).
    ...(identity.protect
      ? {}
      : {
          address: identity.addresses.map(({ lines, postcode, from, to }) => ({
            line: lines.slice(0, 1),
            city: lines[1],
            postalCode: postcode,
            period: { start: from, end: to },
          })),
        }),
    ...(practice
      ? {
          generalPractitioner: [
            {
              identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: practice.odsCode },
              display: practice.organisation,
            },
          ],
        }
      : {}),
  };
}

function relatedPerson(holder: HeldPerson, other: HeldPerson, type: string): object {
  return {
    resourceType: 'RelatedPerson',
    id: `${holder.id.slice(0, 18)}-${other.id.slice(0, 13)}`,
    ...(holder.identity.nhsNumber ? { identifier: [{ system: NHS_NUMBER, value: holder.identity.nhsNumber }] } : {}),
    patient: { reference: `Patient/${other.id}` },
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: ROLE[type] ?? 'O' }] }],
    name: holder.identity.names.map(({ use, given, family }) => ({ use: NAME_USE[use], given, family })),
    birthDate: holder.identity.dateOfBirth,
  };
}

const CLASS: Readonly<Record<string, string>> = {
  EMERGENCY_DEPARTMENT: 'EMER',
  URGENT_CARE: 'AMB',
  INPATIENT: 'IMP',
  OUTPATIENT: 'AMB',
  PRIMARY_CARE: 'AMB',
  COMMUNITY: 'HH',
  OTHER: 'AMB',
};
const REVIEW: Readonly<Record<string, string>> = {
  NEW_BIRTH: 'New birth visit',
  SIX_TO_EIGHT_WEEKS: '6 to 8 week health review',
  ONE_YEAR: 'One year health review',
  TWO_YEAR: 'Two year health review',
  SCHOOL_ENTRY: 'School entry health review',
  OTHER: 'Health review',
};

const concept = (text: string | undefined, code?: string, system?: string): object => ({
  ...(code ? { coding: [{ system, code, display: text }] } : {}),
  text,
});

function resource(
  fact: Exclude<HealthRecordInput, { kind: 'person' | 'relationship' | 'registration' }>,
  subject: string,
): object {
  const reference = { reference: subject };
  const base = { id: fact.key };
  switch (fact.kind) {
    case 'attendance':
      return {
        resourceType: 'Encounter',
        ...base,
        status: 'finished',
        class: { code: CLASS[fact.data.setting] },
        subject: reference,
        period: { start: fact.data.at },
        ...(fact.data.reason ? { reasonCode: [concept(fact.data.reason.display)] } : {}),
        ...(fact.data.outcome ? { hospitalization: { dischargeDisposition: concept(fact.data.outcome) } } : {}),
      };
    case 'mental-health-contact':
      return {
        resourceType: 'Encounter',
        ...base,
        status: 'finished',
        class: { code: 'AMB' },
        type: [concept('Mental health contact')],
        serviceType: concept(`${fact.data.team} (mental health)`),
        subject: reference,
        period: { start: fact.data.at },
        ...(fact.data.reason ? { reasonCode: [concept(fact.data.reason.display)] } : {}),
      };
    case 'health-check':
      return {
        resourceType: 'Encounter',
        ...base,
        status: 'finished',
        class: { code: 'HH' },
        type: [concept(REVIEW[fact.data.check])],
        subject: reference,
        period: { start: `${fact.data.on}T10:00:00Z` },
        ...(fact.data.outcome ? { reasonCode: [concept(fact.data.outcome)] } : {}),
      };
    case 'was-not-brought':
      return {
        resourceType: 'Appointment',
        ...base,
        status: 'noshow',
        start: fact.data.at,
        serviceType: [concept(fact.data.service)],
        participant: [{ actor: reference, status: 'accepted' }],
      };
    case 'condition':
      return {
        resourceType: 'Condition',
        ...base,
        clinicalStatus: { coding: [{ code: fact.data.status ?? 'active' }] },
        code: concept(fact.data.display, fact.data.code, fact.data.system),
        subject: reference,
        recordedDate: fact.data.recordedOn,
      };
    case 'immunisation':
      return {
        resourceType: 'Immunization',
        ...base,
        status: 'completed',
        vaccineCode: concept(fact.data.display),
        patient: reference,
        occurrenceDateTime: fact.data.on,
      };
    case 'pregnancy':
      return {
        resourceType: 'Observation',
        ...base,
        status: 'final',
        code: concept('Estimated date of delivery', '11778-8', 'http://loinc.org'),
        subject: reference,
        effectiveDateTime: fact.data.bookedOn,
        valueDateTime: fact.data.expectedDate,
      };
    case 'observation':
      return {
        resourceType: 'Observation',
        ...base,
        status: 'final',
        code: concept(fact.data.display, fact.data.code, fact.data.system),
        subject: reference,
        effectiveDateTime: fact.data.on,
        valueString: fact.data.value,
      };
    case 'health-flag':
      return {
        resourceType: 'Flag',
        ...base,
        status: fact.data.active ? 'active' : 'inactive',
        code: concept(fact.data.display, fact.data.code, fact.data.system),
        subject: reference,
        period: { start: fact.data.from, end: fact.data.to },
      };
  }
}
