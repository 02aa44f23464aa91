import type { SourceFile } from '../../common/publishing/record';
import { normaliseNhsNumber } from '../../common/identifiers';
import { detached } from '../text/detached';
import { type FhirNode, valueAt } from './node';
import { readResources } from './source';

export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** The NHS number that a patient, a related person or a reference carries, as written; its check digit is not looked at. */
export const nhsNumberText = (node: FhirNode): string | undefined =>
  valueAt(
    node.all('identifier').find((identifier) => valueAt(identifier, 'system') === NHS_NUMBER_SYSTEM),
    'value',
  );

/** The id in a reference like `Patient/123`, alone or at the end of an address, with or without a version. */
function patientIdIn(link: string): string | undefined {
  const parts = link.split('/');
  if (parts.at(-2) === '_history') parts.length -= 2;
  const id = parts.at(-2) === 'Patient' ? parts.at(-1) : undefined;
  return id !== undefined && /^[A-Za-z0-9.-]{1,64}$/.test(id) ? id : undefined;
}

/** The NHS number in a reference. A number of another system is not one, even when its check digit happens to be right. */
function referredNhsNumber(reference: FhirNode): string | undefined {
  const systemless = reference.all('identifier').find((identifier) => identifier.all('system').length === 0);
  return normaliseNhsNumber(nhsNumberText(reference) ?? valueAt(systemless, 'value') ?? '');
}

/**
 * The patients of a publication, by every name another resource may use for them. A patient's own key is `Patient.id`; a reference
 * to somebody who is not in the publication keeps the id it names, because that patient may have been published before.
 */
export class Patients {
  private readonly keys = new Map<string, string>();

  static async of(files: readonly SourceFile[]): Promise<Patients> {
    const patients = new Patients();
    for (const file of files) {
      for await (const found of readResources(file)) {
        if (found.kind === 'resource' && found.resource.resourceType === 'Patient') patients.add(found.resource, found.fullUrl);
      }
    }
    return patients;
  }

  /** The key of a patient resource itself. */
  static keyOf(patient: FhirNode): string | undefined {
    const written = nhsNumberText(patient);
    return valueAt(patient, 'id') ?? normaliseNhsNumber(written ?? '') ?? written;
  }

  private add(patient: FhirNode, fullUrl: string | undefined): void {
    const found = Patients.keyOf(patient);
    if (found === undefined) return;
    const key = detached(found);
    this.keys.set(detached(`Patient/${key}`), key);
    if (fullUrl !== undefined) this.keys.set(detached(fullUrl), key);
    const nhsNumber = normaliseNhsNumber(nhsNumberText(patient) ?? '');
    if (nhsNumber !== undefined) this.keys.set(detached(`nhs:${nhsNumber}`), key);
  }

  /** The key of the patient that a `subject` or `patient` element points to; `known` when the publication has them. */
  refer(reference: FhirNode | undefined): { key: string; known: boolean } | undefined {
    if (!reference) return undefined;
    const link = valueAt(reference, 'reference');
    const direct = link === undefined ? undefined : this.keys.get(link);
    if (direct !== undefined) return { key: direct, known: true };
    const nhsNumber = referredNhsNumber(reference);
    if (nhsNumber !== undefined) {
      const key = this.keys.get(`nhs:${nhsNumber}`);
      return { key: key ?? nhsNumber, known: key !== undefined };
    }
    const id = patientIdIn(link ?? '');
    if (id !== undefined) return { key: id, known: this.keys.has(`Patient/${id}`) };
    const uuid = /^urn:uuid:([0-9a-f-]{36})$/i.exec(link ?? '')?.[1];
    return uuid === undefined ? undefined : { key: uuid, known: false };
  }

  /** True when a reference that may be to anybody says that it is to a patient. */
  static isPatient(reference: FhirNode): boolean {
    const byName = valueAt(reference, 'type') === 'Patient' || nhsNumberText(reference) !== undefined;
    return byName || patientIdIn(valueAt(reference, 'reference') ?? '') !== undefined;
  }

  /** The key of the patient who has this NHS number, when the publication has them. */
  byNhsNumber(nhsNumber: string): string | undefined {
    return this.keys.get(`nhs:${nhsNumber}`);
  }
}
