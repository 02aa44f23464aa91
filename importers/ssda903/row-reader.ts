import type { ImportedRow } from '../../common/publishing/record';
import type { SocialCareRecordInput } from '../records/social-care';
import type { CellReader } from '../text/cells';

/** One row of one module. `children` holds the ids that the header of this publication named; undefined without a header. */
export type CareRowReader = (cells: CellReader, children: Set<string> | undefined) => ImportedRow<SocialCareRecordInput>;
