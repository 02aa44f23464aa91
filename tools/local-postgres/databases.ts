import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** One service's database and the passwords of its two roles. */
export interface DatabaseSpec {
  /** Database name; the roles are `<role>_migrator` and `<role>_app`. */
  readonly name: string;
  /** Defaults to `name`. */
  readonly role?: string;
  readonly migratorPassword: string;
  readonly appPassword: string;
  /** A database to copy instead of starting empty; nobody may be connected to it. */
  readonly template?: string;
}

/**
 * Creates a database where it is missing, with its two roles: the migrator owns everything, the app may read and write rows
 * and nothing else. Passwords are set anew each time, so that they are always those of the caller.
 */
export async function ensureDatabase(adminUrl: string, spec: DatabaseSpec): Promise<void> {
  const name = escapeIdentifier(spec.name);
  const migrator = escapeIdentifier(`${spec.role ?? spec.name}_migrator`);
  const app = escapeIdentifier(`${spec.role ?? spec.name}_app`);
  await withClient(adminUrl, async (client) => {
    await ensureRole(client, `${spec.role ?? spec.name}_migrator`, spec.migratorPassword);
    await ensureRole(client, `${spec.role ?? spec.name}_app`, spec.appPassword);
    const exists = await client.query('select 1 from pg_database where datname = $1', [spec.name]);
    if (exists.rowCount === 0) {
      // The copy by file is several times faster than the one through the log for the small databases of tests.
      const source = spec.template === undefined ? 'template0' : escapeIdentifier(spec.template);
      await client.query(`create database ${name} owner ${migrator} template ${source} strategy file_copy`);
    }
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${app}, ${migrator}`);
  });
  await withClient(withDatabase(adminUrl, spec.name), (client) => client.query(rightsInside(spec)));
}

/** Statements, for a superuser inside the new database, that make the migrator own it and let the app use its rows. */
export function rightsInside(spec: Pick<DatabaseSpec, 'name' | 'role'>): string {
  const migrator = escapeIdentifier(`${spec.role ?? spec.name}_migrator`);
  const app = escapeIdentifier(`${spec.role ?? spec.name}_app`);
  const always = `alter default privileges for role ${migrator} in schema public`;
  return [
    `alter schema public owner to ${migrator};`,
    'revoke create on schema public from public;',
    `grant usage on schema public to ${app};`,
    `${always} grant select, insert, update, delete on tables to ${app};`,
    `${always} grant usage, select on sequences to ${app};`,
  ].join('\n');
}

/** The same server and account, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

/** The same server and database, another account. */
export function withAccount(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(user);
  changed.password = encodeURIComponent(password);
  return changed.href;
}

export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: Client, role: string, password: string): Promise<void> {
  const exists = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = exists.rowCount === 0 ? 'create' : 'alter';
  await client.query(
    `${verb} role ${escapeIdentifier(role)} login nosuperuser nocreatedb nocreaterole noinherit password ${escapeLiteral(password)}`,
  );
}
