import type { DataSource, EntityManager } from 'typeorm';
import { entryText, type LedgerEntry } from './ledger-entry';

const INSERT = 'insert into ledger (at, kind, rid, member, persons, bytes) values ($1, $2, $3, $4, $5, $6)';

/**
 * Writes one entry. When the transaction commits, what the entry speaks of may leave or has happened; not before (design D8).
 * A plain insert: the tree is made of it afterwards, by the sealer.
 *
 * @param tx the transaction of what the entry speaks of; a database when it speaks of a release, which has none of its own.
 * @throws NotLedgerWords when the entry holds anything but ids and codes.
 */
export async function record(tx: Pick<DataSource | EntityManager, 'query'>, entry: LedgerEntry): Promise<void> {
  const bytes = Buffer.from(entryText(entry), 'utf8');
  await tx.query(INSERT, [entry.at, entry.kind, entry.by.rid, entry.by.sub, [...entry.persons], bytes]);
}
