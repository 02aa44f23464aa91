import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../../common/database';
import { createSigningKey, type SigningKey } from '../../../../common/tokens/keys';
import type { LoggedDisclosure } from '../../../../subgraphs/mash/ledger/access-log-entry';
import type { LedgerEntry } from '../../../../subgraphs/mash/ledger/ledger-entry';
import { HUB_MIGRATIONS } from '../../../../subgraphs/mash/migrations';
import { type FreshDatabase, freshDatabase } from '../../../support/postgres';

/** The hub's database with nothing in it, opened as the hub's own account. */
export interface LedgerUnderTest {
  readonly fresh: FreshDatabase;
  readonly database: DataSource;
  readonly key: SigningKey;
  close(): Promise<void>;
}

export async function openLedger(): Promise<LedgerUnderTest> {
  const [fresh, key] = await Promise.all([freshDatabase('ledger'), createSigningKey()]);
  const { url, migratorUrl } = fresh;
  const database = await openDatabase({ name: 'ledger', url, migratorUrl, entities: [], migrations: HUB_MIGRATIONS });
  return { fresh, database, key, close: () => database.destroy().then(() => fresh.drop()) };
}

export const policeDisclosure = (person: string): LoggedDisclosure => ({
  custodian: 'police',
  entry: {
    ...{ person, purpose: 'SECTION_47', agreement: '2026-11-01' },
    released: [{ category: 'incidents', rule: 'police/incidents/content/s47', fields: ['PoliceRecord.incidents'] }],
    withheld: [],
  },
});

/** A look by an analyst at nobody in particular, with whatever is given put in its place. */
export const look = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ kind: 'RESPONSE', at: new Date(), persons: ['0f0e7c1e-5a7e-4c55-9d0a-2f7b8f5f0002'] },
  by: { sub: 'https://sign-in.test|mash-analyst', agency: 'MASH', roles: ['mash_analyst'], rid: randomUUID() },
  operation: { name: 'Look', hash: 'a'.repeat(64) },
  ...change,
});
