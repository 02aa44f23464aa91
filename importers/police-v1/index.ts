import schema from '../../docs/formats/police-v1.schema.json';
import { ndjsonImporter } from '../ndjson/importer';
import type { PoliceRecordInput } from '../records/police';

/** Police records: persons, incidents and who was involved, domestic abuse, missing episodes, custody, markers, intelligence. */
export const policeV1 = ndjsonImporter<PoliceRecordInput>({ format: 'police-v1', title: 'Police safeguarding extract', schema });
