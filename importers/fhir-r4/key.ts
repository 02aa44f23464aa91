import { createHash } from 'node:crypto';
import type { FhirNode } from './node';

/** What tells a resource without an id from others about the same patient: what it is, when it was, what was found. */
const TELLING = [
  'identifier.value',
  'status',
  'period.start',
  'effectiveDateTime',
  'effectiveInstant',
  'effectivePeriod.start',
  'issued',
  'occurrenceDateTime',
  'onsetDateTime',
  'recordedDate',
  'start',
  'birthDate',
  'name.family',
  'name.given',
  'valueQuantity.value',
  'valueString',
  'valueDateTime',
  'component.valueQuantity.value',
  ...['code', 'category', 'type', 'serviceType', 'vaccineCode', 'relationship', 'component.code', 'valueCodeableConcept'].flatMap(
    (concept) => [`${concept}.coding.code`, `${concept}.text`],
  ),
].map((path) => path.split('.'));

/**
 * A key for a resource that has no id of its own: a digest of what it says, so that the same resource has the same key wherever it
 * stands, and no other resource takes its place.
 */
export function digestKey(resource: FhirNode, person: string | undefined): string {
  const said = TELLING.map((path) =>
    path.reduce<FhirNode[]>((nodes, name) => nodes.flatMap((node) => node.all(name)), [resource]).map(({ value }) => value),
  );
  return createHash('sha256')
    .update(JSON.stringify([resource.resourceType, person, said]))
    .digest('hex')
    .slice(0, 32);
}
