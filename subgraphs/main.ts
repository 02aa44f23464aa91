import 'reflect-metadata';
import { readAgencyConfig } from '../common/agency/config';
import type { AgencyDefinition } from '../common/agency/definition';
import { startAgency } from '../common/agency/service';
import { openLog } from '../common/logger';
import { exitWithParent } from '../common/process';
import { AGENCIES, HUB } from './registry';

/** Entry of every subgraph process: `node dist/subgraphs/main.js <name>`, the name as in the registry. */
async function main(name: string | undefined): Promise<void> {
  if (name === HUB.name) {
    require('./mash/main');
    return;
  }
  const registered = AGENCIES.find((agency) => agency.name === name);
  if (registered === undefined) {
    throw new Error(`Name one of ${[HUB, ...AGENCIES].map((one) => one.name).join(', ')}`);
  }
  const { definition } = require(`./${registered.name}/index`) as { definition: AgencyDefinition };
  const service = await startAgency(definition, readAgencyConfig(process.env));
  exitWithParent(() => service.close());
}

main(process.argv[2]).catch((error: unknown) => {
  // Whoever starts the process reads this: configuration and policy problems say what to change, and hold no data.
  process.stderr.write(`${error instanceof Error ? error.message : 'The service could not start'}\n`);
  openLog(process.argv[2] ?? 'subgraph').error('SERVICE_NOT_STARTED', {}, error);
  process.exit(1);
});
