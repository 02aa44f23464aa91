import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, text } from '../../common/config';
import { withAccount, withDatabase } from '../local-postgres/databases';
import { CommandFailed } from '../command-line';
import { dataFolder, findJson } from '../start/files';
import type { Secrets } from '../start/secrets';
import { databaseName } from '../start/services';

/**
 * The agency's own database, as the role that reads and writes rows: what `DATABASE_URL` (or `DATABASE_URL_FILE`) says, as in that
 * agency's process; else that of the hub which runs from the data folder.
 *
 * @throws CommandFailed when there is neither.
 */
export function agencyDatabaseUrl(agency: string, env: NodeJS.ProcessEnv): string {
  const sentence = 'As the process of the agency has it.';
  const { DATABASE_URL: given } = readConfig(
    { DATABASE_URL: { sentence, read: text, development: '', production: 'required' } },
    env,
  );
  if (given !== '') return given;
  const data = dataFolder(env);
  const secrets = findJson<Secrets>(join(data, 'secrets.json'));
  const port = portOf(data);
  const database = databaseName(agency);
  const password = secrets?.roles[`${database}_app`];
  if (port === undefined || password === undefined) {
    throw new CommandFailed(`No hub runs from ${data}: start it with npm start, or set DATABASE_URL to the agency's database`);
  }
  return withDatabase(withAccount(`postgres://127.0.0.1:${port}`, `${database}_app`, password), database);
}

/** PostgreSQL writes its port into the fourth line of `postmaster.pid`, which is there while it runs. */
function portOf(data: string): string | undefined {
  const pointer = join(data, 'postgres-is-at');
  const beside = join(data, 'postgres');
  const place = existsSync(beside) || !existsSync(pointer) ? beside : readFileSync(pointer, 'utf8').trim();
  const file = join(place, 'data', 'postmaster.pid');
  const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[3]?.trim() : undefined;
  return port !== undefined && /^\d+$/.test(port) ? port : undefined;
}
