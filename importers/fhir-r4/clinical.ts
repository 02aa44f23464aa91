import { isCode } from '../../common/codes';
import type { ImportedRow } from '../../common/publishing/record';
import type { HealthRecordInput, ImmunisationData } from '../records/health';
import { first, type FhirNode, valueAt } from './node';
import { codedOf, codesOf, type ResourceReader } from './reader';

type Row = ImportedRow<HealthRecordInput>;

/** SNOMED CT codes by which a pregnancy is recorded as a condition. */
const PREGNANCY = new Set(['77386006', '72892002', '289908002']);
/** LOINC and SNOMED CT codes of an estimated date of delivery. */
const DELIVERY_DATE = new Set(['11778-8', '161714006', '57063005']);

/** Statuses under which a resource says that it is not so. */
const WITHDRAWN = new Set(['entered-in-error', 'refuted', 'cancelled']);

/** A Condition; a pregnancy is recorded as one and becomes a pregnancy too. */
export function conditionRow(reader: ResourceReader): Row {
  const { resource } = reader;
  if (codesOf(resource.all('verificationStatus')).some((code) => WITHDRAWN.has(code)))
    return reader.withdrawn('verificationStatus');
  const person = reader.person('subject');
  const code = first(resource, 'code');
  const coded = codedOf(code);
  if (coded === undefined) reader.reject('missing-value', 'code', 'The condition has no code and no text', 'Give Condition.code');
  if (person === undefined || !code || !coded) return reader.result([]);
  const codes = codesOf([code]);
  const onsetOn = reader.date(first(resource, 'onsetDateTime') ?? first(resource, 'onsetPeriod', 'start'), 'onsetDateTime');
  const abatedOn = reader.date(
    first(resource, 'abatementDateTime') ?? first(resource, 'abatementPeriod', 'end'),
    'abatementDateTime',
  );
  const data = {
    ...coded,
    status: codesOf(resource.all('clinicalStatus'))[0],
    onsetOn,
    abatedOn,
    recordedOn: reader.date(first(resource, 'recordedDate'), 'recordedDate'),
    safeguarding: codes.some((each) => isCode('snomed.safeguarding', each)),
  };
  const records: HealthRecordInput[] = [{ kind: 'condition', key: reader.key, person, data }];
  if (codes.some((each) => PREGNANCY.has(each))) {
    records.push({ kind: 'pregnancy', key: reader.key, person, data: { bookedOn: onsetOn, endedOn: abatedOn } });
  }
  return reader.result(records);
}

/** An Observation; an estimated date of delivery becomes a pregnancy. */
export function observationRow(reader: ResourceReader): Row {
  const { resource } = reader;
  if (WITHDRAWN.has(valueAt(resource, 'status') ?? '')) return reader.withdrawn('status');
  const person = reader.person('subject');
  const code = first(resource, 'code');
  const on = reader.date(
    first(resource, 'effectiveDateTime') ??
      first(resource, 'effectiveInstant') ??
      first(resource, 'effectivePeriod', 'start') ??
      first(resource, 'issued'),
    'effectiveDateTime',
    { required: true },
  );
  if (person === undefined || on === undefined) return reader.result([]);
  if (code && codesOf([code]).some((each) => DELIVERY_DATE.has(each))) {
    const expectedDate = reader.date(first(resource, 'valueDateTime'), 'valueDateTime', { required: true, future: true });
    return reader.result([{ kind: 'pregnancy', key: reader.keyWithType, person, data: { expectedDate, bookedOn: on } }]);
  }
  const data = { ...codedOf(code), on, ...measured(resource) };
  return reader.result([{ kind: 'observation', key: reader.key, person, data }]);
}

/** What was measured, as the source shows it; the parts of a panel are joined. */
function measured(resource: FhirNode): { value?: string; unit?: string } {
  const parts = resource.all('component');
  if (parts.length === 0 || first(resource, 'valueQuantity')) return quantityOf(resource);
  const shown = parts.map((part) => {
    const { value, unit } = quantityOf(part);
    return [codedOf(first(part, 'code'))?.display, value, unit].filter(Boolean).join(' ');
  });
  return { value: shown.join('; ') };
}

function quantityOf(node: FhirNode): { value?: string; unit?: string } {
  const quantity = first(node, 'valueQuantity');
  if (quantity) return { value: valueAt(quantity, 'value'), unit: valueAt(quantity, 'unit') ?? valueAt(quantity, 'code') };
  const value =
    valueAt(node, 'valueString') ??
    codedOf(first(node, 'valueCodeableConcept'))?.display ??
    valueAt(node, 'valueBoolean') ??
    valueAt(node, 'valueInteger') ??
    valueAt(node, 'valueDateTime');
  return value === undefined ? {} : { value };
}

const IMMUNISATION_STATUS: ReadonlyMap<string, ImmunisationData['status']> = new Map([
  ['completed', 'COMPLETED'],
  ['not-done', 'NOT_DONE'],
  ['entered-in-error', 'ENTERED_IN_ERROR'],
]);

export function immunisationRow(reader: ResourceReader): Row {
  const { resource } = reader;
  const person = reader.person('patient');
  const on = reader.date(first(resource, 'occurrenceDateTime'), 'occurrenceDateTime', { required: true });
  const status = IMMUNISATION_STATUS.get(valueAt(resource, 'status') ?? '');
  if (status === undefined)
    reader.reject('unknown-code', 'status', 'The status is not one FHIR allows', 'Give completed, not-done or entered-in-error');
  if (person === undefined || on === undefined || status === undefined) return reader.result([]);
  const dose = valueAt(first(resource, 'protocolApplied'), 'doseNumberPositiveInt');
  const data: ImmunisationData = {
    ...codedOf(first(resource, 'vaccineCode')),
    status,
    on,
    dose: dose !== undefined && /^\d{1,2}$/.test(dose) ? Number(dose) : undefined,
    reason: codedOf(first(resource, 'statusReason') ?? resource.all('reasonCode')[0])?.display,
  };
  return reader.result([{ kind: 'immunisation', key: reader.key, person, data }]);
}
