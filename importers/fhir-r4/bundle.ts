import type { SourceFile } from '../../common/publishing/record';
import { type FhirNode, first } from './node';
import { faultOf, type FoundResource } from './found';

/** The resource in an entry of a bundle; `row` is the entry's place. */
export function entryResource(entry: FhirNode, row: number, file: SourceFile): FoundResource {
  const resource = first(entry, 'resource');
  if (resource?.resourceType === undefined) {
    return faultOf(
      file,
      row,
      'entry-without-resource',
      'The bundle entry has no resource',
      'Put a resource into the entry, or leave it out',
    );
  }
  return { kind: 'resource', row, resource, fullUrl: first(entry, 'fullUrl')?.value };
}
