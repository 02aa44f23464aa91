import schema from '../../docs/formats/social-care-v1.schema.json';
import { ndjsonImporter } from '../ndjson/importer';
import type { SocialCareRecordInput } from '../records/social-care';

/** What the statutory returns do not carry: names and addresses, contacts before referral, allocated workers. */
export const socialCareV1 = ndjsonImporter<SocialCareRecordInput>({
  format: 'social-care-v1',
  title: "Children's social care extract",
  schema,
});
