import type { ImportContext, ImportedRow, Importer, RowReference, SourceFile } from '../../common/publishing/record';
import type { HealthRecordInput } from '../records/health';
import { rejection } from '../text/problems';
import { appointmentRow, encounterRow, episodeRow } from './care';
import { conditionRow, immunisationRow, observationRow } from './clinical';
import { carePlanRow, flagRow } from './flags';
import { valueAt } from './node';
import { Patients } from './patients';
import { patientRow, relatedPersonRow } from './people';
import { ResourceReader } from './reader';
import { RESOURCE_TYPES } from './resource-types';
import { readResources } from './source';

type Row = ImportedRow<HealthRecordInput>;

const READERS: ReadonlyMap<string, (reader: ResourceReader) => Row> = new Map([
  ['Patient', patientRow],
  ['RelatedPerson', relatedPersonRow],
  ['Encounter', encounterRow],
  ['Appointment', appointmentRow],
  ['EpisodeOfCare', episodeRow],
  ['Condition', conditionRow],
  ['Observation', observationRow],
  ['Immunization', immunisationRow],
  ['Flag', flagRow],
  ['CarePlan', carePlanRow],
]);

/**
 * FHIR R4 as England uses it (UK Core, PDS, CP-IS, FGM information sharing): a Bundle or a resource, JSON or XML, or bulk data with one
 * resource on each line. A row is one resource. Resources of types that carry nothing for safeguarding are set aside by name.
 */
export const fhirR4: Importer<HealthRecordInput> = {
  format: 'fhir-r4',
  title: 'FHIR R4 (UK Core)',
  accepts: 'JSON, XML or NDJSON: Bundle or single resources',
  async *read(files: readonly SourceFile[], context: ImportContext): AsyncIterable<Row> {
    const patients = await Patients.of(files);
    for (const file of files) {
      for await (const found of readResources(file)) {
        if (found.kind === 'fault') yield found.fault as Row;
        else yield readResource(new ResourceReader(found.resource, { file: file.name, row: found.row }, patients, context.today));
      }
    }
  },
};

/** Longer ids are none; FHIR's own limit is 64 characters. */
const MAX_ID_CHARACTERS = 200;

function readResource(reader: ResourceReader): Row {
  const { resource } = reader;
  const type = resource.resourceType ?? '';
  if (!RESOURCE_TYPES.has(type)) return unknownType(reader.at);
  if ((valueAt(resource, 'id')?.length ?? 0) > MAX_ID_CHARACTERS) {
    reader.reject('value-too-long', 'id', 'The id is too long', 'Give an id of at most 64 characters');
    return reader.result([]);
  }
  const read = READERS.get(type);
  if (read) return read(reader);
  if (type === 'Bundle') {
    reader.reject('nested-bundle', 'resourceType', 'A bundle stands inside a bundle', 'Publish it as a file of its own');
  } else {
    reader.warn(
      'resource-set-aside',
      'resourceType',
      'Resources of this type carry nothing that is shared here',
      'Nothing to mend; it is set aside',
    );
  }
  return reader.result([]);
}

/** Its type is not repeated: whatever stands there may be anything. */
const unknownType = (at: RowReference): Row => ({
  ...at,
  records: [],
  problems: [
    rejection(at, {
      code: 'unknown-resource-type',
      field: 'resourceType',
      problem: 'This is not a resource type of FHIR R4',
      remedy: 'Give the name of the type as the standard spells it',
    }),
  ],
});
