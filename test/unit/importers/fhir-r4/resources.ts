import type { ImportedRow } from '../../../../common/publishing/record';
import { fhirR4 } from '../../../../importers/fhir-r4';
import type { HealthRecordInput } from '../../../../importers/records/health';
import { readFiles } from '../support';

export const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
export type Resource = { readonly resourceType: string } & Readonly<Record<string, unknown>>;

/** Two NHS numbers of the range that is never issued. */
export const [ADA_NHS, BEN_NHS] = ['9990000018', '9990000026'];

export const ADA: Resource = {
  resourceType: 'Patient',
  id: 'ada',
  identifier: [{ system: NHS, value: ADA_NHS }],
  name: [{ use: 'official', family: 'Okafor', given: ['Ada', 'Ngozi'] }],
  gender: 'female',
  birthDate: '2015-04-25',
};

export const bundle = (...resources: readonly Resource[]): Resource => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

export const concept = (code: string, text?: string, system = 'http://snomed.info/sct'): object => ({
  coding: [{ system, code, display: text }],
});

/** Reads resources as one JSON bundle. */
export const readBundle = (...resources: readonly Resource[]): Promise<ImportedRow<HealthRecordInput>[]> =>
  readFiles(fhirR4, { 'bundle.json': JSON.stringify(bundle(...resources)) });

const escaped = (text: string): string => text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The same resource in FHIR's XML. */
export function toXml(resource: Resource): string {
  return element(resource, ' xmlns="http://hl7.org/fhir"');
}

function element({ resourceType, ...properties }: Resource, attributes = ''): string {
  return `<${resourceType}${attributes}>${inner(properties)}</${resourceType}>`;
}

function inner(properties: Readonly<Record<string, unknown>>): string {
  return Object.entries(properties)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((item: unknown) => [name, item] as const) : [[name, value] as const],
    )
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      if (typeof value !== 'object' || value === null) return `<${name} value="${escaped(String(value))}"/>`;
      if ('resourceType' in value) return `<${name}>${element(value as Resource)}</${name}>`;
      const { url, ...rest } = value as Record<string, unknown>;
      return typeof url === 'string' && name === 'extension'
        ? `<${name} url="${escaped(url)}">${inner(rest)}</${name}>`
        : `<${name}>${inner(value as Record<string, unknown>)}</${name}>`;
    })
    .join('');
}
