import 'reflect-metadata';
import { readAgencyConfig } from '../common/agency/config';
import { startAgency } from '../common/agency/service';
import { ConfigError } from '../common/config';
import { openLog } from '../common/logger';
import { exitWithParent } from '../common/process';
import { loadDefinition } from './load-definition';
import { AGENCIES, HUB } from './registry';

/** Entry of every subgraph process: `node dist/subgraphs/main.js <name>`, the name as in the registry. */
async function main(name: string | undefined): Promise<void> {
  if (name === HUB.name) {
    require('./mash/main');
    return;
  }
  const registered = AGENCIES.find((agency) => agency.name === name);
  if (registered === undefined) {
    throw new ConfigError([`The first argument must be one of ${[HUB, ...AGENCIES].map((one) => one.name).join(', ')}`]);
  }
  const service = await startAgency(loadDefinition(registered.name), readAgencyConfig(process.env));
  exitWithParent(() => service.close());
}

main(process.argv[2]).catch((error: unknown) => {
  // Problems with configuration and policy say what to change and hold no data; other messages may quote anything.
  const { problems } = error as { problems?: readonly string[] };
  if (problems !== undefined) process.stderr.write(`${(error as Error).message}\n`);
  openLog(process.argv[2] ?? 'subgraph').error('SERVICE_NOT_STARTED', {}, error);
  process.exit(1);
});
