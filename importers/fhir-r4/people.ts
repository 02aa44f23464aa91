import type { RelationshipType } from '../../common/person';
import type { ImportedRow } from '../../common/publishing/record';
import type { HealthRecordInput } from '../records/health';
import { personRecord } from '../records/person-record';
import { identityOf } from './identity';
import { first, valueAt } from './node';
import { Patients } from './patients';
import { codesOf, type ResourceReader } from './reader';

type Row = ImportedRow<HealthRecordInput>;

/** A Patient: who they are, and the practice they are registered with. */
export function patientRow(reader: ResourceReader): Row {
  const key = Patients.keyOf(reader.resource);
  if (key === undefined) {
    reader.reject('missing-value', 'id', 'The patient has neither an id nor an NHS number', 'Give Patient.id or an NHS number');
    return reader.result([]);
  }
  const records: HealthRecordInput[] = [personRecord('fhir-r4', key, identityOf(reader))];
  for (const practice of reader.resource.all('generalPractitioner')) {
    const odsCode = valueAt(first(practice, 'identifier'), 'value');
    const organisation = valueAt(practice, 'display');
    if (odsCode === undefined && organisation === undefined) continue;
    const from = reader.date(first(practice, 'identifier', 'period', 'start'), 'generalPractitioner.identifier.period.start');
    records.push({
      kind: 'registration',
      key: `${key}|GP|${odsCode ?? organisation}`,
      person: key,
      data: { service: 'GP', organisation, odsCode, from },
    });
  }
  return reader.result(records);
}

/** HL7 v3 RoleCode and UK Core roles, as the relationship of the related person to the patient. */
const RELATIONSHIP: Readonly<Record<string, RelationshipType>> = {
  MTH: 'PARENT',
  FTH: 'PARENT',
  PRN: 'PARENT',
  NMTH: 'PARENT',
  NFTH: 'PARENT',
  GESTM: 'PARENT',
  ADOPTP: 'PARENT',
  ADOPTM: 'PARENT',
  ADOPTF: 'PARENT',
  STPMTH: 'STEP_PARENT',
  STPFTH: 'STEP_PARENT',
  STPPRN: 'STEP_PARENT',
  PRNPARTNER: 'PARTNER_OF_PARENT',
  SIB: 'SIBLING',
  BRO: 'SIBLING',
  SIS: 'SIBLING',
  HSIB: 'SIBLING',
  HBRO: 'SIBLING',
  HSIS: 'SIBLING',
  STPSIB: 'SIBLING',
  TWIN: 'SIBLING',
  GRPRN: 'GRANDPARENT',
  GRMTH: 'GRANDPARENT',
  GRFTH: 'GRANDPARENT',
  PRNFOST: 'CARER',
  MTHFOST: 'CARER',
  FTHFOST: 'CARER',
  GUARD: 'CARER',
  Guardian: 'CARER',
  RESPRSN: 'CARER',
  ROOM: 'LIVES_WITH',
};

/** Types that only an adult has to a child. */
const ADULT: ReadonlySet<RelationshipType> = new Set(['PARENT', 'STEP_PARENT', 'PARTNER_OF_PARENT', 'GRANDPARENT', 'CARER']);

/** A RelatedPerson: somebody of their own, and how they are related to the patient. A patient known by the same NHS number is that person. */
export function relatedPersonRow(reader: ResourceReader): Row {
  const patient = reader.person('patient');
  const codes = codesOf(reader.resource.all('relationship'));
  const type =
    codes
      .map((code) => (Object.hasOwn(RELATIONSHIP, code) ? RELATIONSHIP[code] : undefined))
      .find((known) => known !== undefined) ?? 'OTHER';
  const identity = identityOf(reader, ADULT.has(type) ? 'ADULT' : undefined);
  const asPatient = identity.nhsNumber === undefined ? undefined : reader.patients.byNhsNumber(identity.nhsNumber);
  const person = asPatient ?? reader.keyWithType;
  if (patient === undefined) return reader.result([]);
  const data = {
    type,
    of: patient,
    from: reader.date(first(reader.resource, 'period', 'start'), 'period.start'),
    to: reader.date(first(reader.resource, 'period', 'end'), 'period.end', { future: true }),
  };
  const relationship: HealthRecordInput = { kind: 'relationship', key: reader.key, person, data };
  return reader.result(asPatient === undefined ? [personRecord('fhir-r4', person, identity), relationship] : [relationship]);
}
