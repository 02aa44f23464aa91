import { CustodianTables1795410000000 } from '../ledger/custodian-tables';
import { LedgerSuccession1795436000005 } from '../ledger/succession-table';
import { RetentionTables1795402800000 } from '../retention/retention-tables';
import { NoticeTable1795406500000 } from '../notices/notice-table';
import { SealTable1795406600000 } from '../sealing/seal-table';
import { PublishingTables1761955200000 } from './publishing-tables';
import { RetractionTables1795392000000 } from './retraction-tables';

/** Every migration of publishing, the feed and the disclosure log, for each agency's database. */
export const PUBLISHING_MIGRATIONS: readonly (new () => object)[] = [
  PublishingTables1761955200000,
  RetractionTables1795392000000,
  RetentionTables1795402800000,
  NoticeTable1795406500000,
  SealTable1795406600000,
  CustodianTables1795410000000,
  LedgerSuccession1795436000005,
];
