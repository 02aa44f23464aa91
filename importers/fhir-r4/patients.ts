import type { SourceFile } from '../../common/publishing/record';
import { normaliseNhsNumber } from '../../common/identifiers';
import { detached } from '../text/detached';
import { first, type FhirNode, valueAt } from './node';
import { readResources } from './source';

export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** The NHS number that a patient, a related person or a reference carries, as written; its check digit is not looked at. */
export const nhsNumberText = (node: FhirNode): string | undefined =>
  valueAt(
    node.all('identifier').find((identifier) => valueAt(identifier, 'system') === NHS_NUMBER_SYSTEM),
    'value',
  );

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
    const nhsNumber = normaliseNhsNumber(nhsNumberText(reference) ?? valueAt(first(reference, 'identifier'), 'value') ?? '');
    if (nhsNumber !== undefined) {
      const key = this.keys.get(`nhs:${nhsNumber}`);
      return { key: key ?? nhsNumber, known: key !== undefined };
    }
    const id =
      /(?:^|\/)Patient\/([A-Za-z0-9.-]{1,64})$/.exec(link ?? '')?.[1] ?? /^urn:uuid:([0-9a-f-]{36})$/i.exec(link ?? '')?.[1];
    return id === undefined ? undefined : { key: id, known: false };
  }

  /** The key of the patient who has this NHS number, when the publication has them. */
  byNhsNumber(nhsNumber: string): string | undefined {
    return this.keys.get(`nhs:${nhsNumber}`);
  }
}
