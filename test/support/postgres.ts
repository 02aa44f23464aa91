import { randomBytes } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import { ensureDatabase, withAccount, withClient, withDatabase } from '../../tools/local-postgres/databases';

/** The superuser's URL of the cluster to test on; set by the global setup, or by hand to test on a server of one's own. */
export const TEST_CLUSTER = 'MASH_TEST_DATABASE_URL';

export interface FreshDatabase {
  readonly name: string;
  /** As the service itself connects: rows only. */
  readonly url: string;
  /** As the migrations connect: owns the database. */
  readonly migratorUrl: string;
  readonly adminUrl: string;
  drop(): Promise<void>;
}

export interface FreshOptions {
  /** Starts the name, for people who look at the server while a test hangs. */
  readonly name?: string;
  /** `name` of a fresh database to copy, with its tables and rows; every connection to it must be closed. */
  readonly template?: string;
}

/** A database of its own for one test file, with the two roles of a service. Drop it in `afterAll`. */
export async function freshDatabase(options: string | FreshOptions = {}): Promise<FreshDatabase> {
  const { name: prefix = 'test', template } = typeof options === 'string' ? { name: options } : options;
  const admin = testCluster();
  const suffix = randomBytes(5).toString('hex');
  const name = `${prefix
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 30)}_${suffix}`;
  // Objects copied from a template belong to the template's roles, so a copy is used through those.
  const role = template ?? name;
  const password = `pw_${role}`;
  await ensureDatabase(admin, { name, role, template, migratorPassword: password, appPassword: password });
  const adminUrl = withDatabase(admin, name);
  return {
    name,
    url: withAccount(adminUrl, `${role}_app`, password),
    migratorUrl: withAccount(adminUrl, `${role}_migrator`, password),
    adminUrl,
    drop: () => drop(admin, name, template === undefined),
  };
}

function testCluster(): string {
  const url = process.env[TEST_CLUSTER];
  if (url === undefined) {
    throw new Error(`No test database: put the test under test/database, test/journeys or test/real, or set ${TEST_CLUSTER}`);
  }
  return url;
}

async function drop(admin: string, name: string, withRoles: boolean): Promise<void> {
  await withClient(admin, async (client) => {
    await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    if (withRoles) {
      const roles = ['migrator', 'app'].map((role) => escapeIdentifier(`${name}_${role}`)).join(', ');
      await client.query(`drop role if exists ${roles}`);
    }
  });
}
