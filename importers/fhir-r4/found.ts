import type { ImportedRow, SourceFile } from '../../common/publishing/record';
import { fileFault } from '../text/problems';
import type { FhirNode } from './node';

/** A resource of a file: the nth entry of a bundle, the nth line of bulk data, or the file's only resource. */
export type FoundResource =
  | { readonly kind: 'resource'; readonly row: number; readonly resource: FhirNode; readonly fullUrl: string | undefined }
  | { readonly kind: 'fault'; readonly fault: ImportedRow };

export const faultOf = (file: SourceFile, row: number, code: string, problem: string, remedy: string): FoundResource => ({
  kind: 'fault',
  fault: fileFault(file.name, row, code, problem, remedy),
});

export const notFhir = (file: SourceFile, row = 1): FoundResource =>
  faultOf(file, row, 'wrong-format', 'This is not a FHIR resource', 'Publish a FHIR R4 Bundle or resource, as JSON or XML');

export const emptyBundle = (file: SourceFile): FoundResource =>
  faultOf(
    file,
    1,
    'no-records',
    'The bundle has no entries',
    'Nothing to publish; a search that found nothing needs no publication',
  );
