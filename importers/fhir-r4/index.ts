import type { ImportContext, ImportedRow, Importer, SourceFile } from '../../common/publishing/record';
import type { HealthRecordInput } from '../records/health';
import { appointmentRow, encounterRow, episodeRow } from './care';
import { conditionRow, immunisationRow, observationRow } from './clinical';
import { carePlanRow, flagRow } from './flags';
import { Patients } from './patients';
import { patientRow, relatedPersonRow } from './people';
import { ResourceReader } from './reader';
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

function readResource(reader: ResourceReader): Row {
  const read = READERS.get(reader.resource.resourceType ?? '');
  if (read) return read(reader);
  reader.warn(
    'resource-set-aside',
    'resourceType',
    'Resources of this type carry nothing that is shared here',
    'Nothing to mend; it is set aside',
  );
  return reader.result([]);
}
