import { join } from 'node:path';
import { AGENCIES, HUB } from '../../subgraphs/registry';
import { agencyDatabaseUrl } from '../retention/agency-database';
import { dataFolder } from '../start/files';
import { LEDGER } from '../start/services';
import type { ExportSources } from './export-ledger';

/** The databases and public keys of the hub that runs from the data folder. */
export function sourcesOf(env: NodeJS.ProcessEnv): ExportSources {
  const keys = join(dataFolder(env), 'keys');
  const names = AGENCIES.map(({ name }) => name);
  // Another DATABASE_URL would be one service's own, and here there are five.
  const { DATABASE_URL: _, DATABASE_URL_FILE: __, ...here } = env;
  return {
    hub: agencyDatabaseUrl(HUB.name, here),
    custodians: Object.fromEntries(names.map((name) => [name, agencyDatabaseUrl(name, here)])),
    keys: {
      ledger: join(keys, 'hub', `${LEDGER}.jwks.json`),
      ...Object.fromEntries(names.map((name) => [name, join(keys, 'agencies', `${name}.jwks.json`)])),
    },
  };
}
