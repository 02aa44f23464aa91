import schema from '../../docs/formats/education-v1.schema.json';
import { ndjsonImporter } from '../ndjson/importer';
import type { EducationRecordInput } from '../records/education';

/** What the school census does not carry: safeguarding concerns, elective home education, children missing education. */
export const educationV1 = ndjsonImporter<EducationRecordInput>({
  format: 'education-v1',
  title: 'Education safeguarding extract',
  schema,
});
