import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { openDatabase } from '../../common/database';
import { HUB_MIGRATIONS } from '../../subgraphs/mash/migrations';
import { canEnter, postgresAccount } from '../../tools/local-postgres/account';
import { startCluster } from '../../tools/local-postgres/cluster';
import { ensureDatabase, withAccount, withDatabase } from '../../tools/local-postgres/databases';
import { own } from '../../tools/local-postgres/place';

/** Concurrent writers; the gateway's own connections to the hub are as many. */
export const WRITERS = 16;

/** The same bytes with nothing around them: what a commit of them costs, and no more. */
class BareTable1900000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table bare_entry (id bigint generated always as identity primary key, bytes bytea not null)');
  }

  async down(): Promise<void> {
    throw new Error('It goes with its cluster');
  }
}

/** The hub's database, empty, in a PostgreSQL of its own that waits for the disk at each commit as in production. */
export async function withHubDatabase<T>(use: (database: DataSource) => Promise<T>): Promise<T> {
  const account = postgresAccount();
  const base = [tmpdir(), '/var/tmp', '/tmp'].find((folder) => account === undefined || canEnter(folder, account)) ?? tmpdir();
  const place = own(mkdtempSync(join(base, 'mash-bench-ledger-')), account);
  const secret = (): string => randomBytes(18).toString('base64url');
  const [migratorPassword, appPassword] = [secret(), secret()];
  const cluster = await startCluster({ place, password: secret(), durable: true });
  try {
    await ensureDatabase(cluster.adminUrl, { name: 'mash', migratorPassword, appPassword });
    const at = withDatabase(cluster.adminUrl, 'mash');
    const database = await openDatabase({
      name: 'bench',
      url: withAccount(at, 'mash_app', appPassword),
      migratorUrl: withAccount(at, 'mash_migrator', migratorPassword),
      ...{ entities: [], migrations: [...HUB_MIGRATIONS, BareTable1900000000000], poolSize: WRITERS + 2 },
    });
    try {
      return await use(database);
    } finally {
      await database.destroy();
    }
  } finally {
    await cluster.stop();
    rmSync(place, { recursive: true, force: true });
  }
}
