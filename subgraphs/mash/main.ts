import 'reflect-metadata';
import { openLog } from '../../common/logger';
import { exitWithParent } from '../../common/process';
import { startHub } from '.';
import { readHubConfig } from './access/config';

/** Entry of the hub's own subgraph; `subgraphs/main.ts` loads it by name. */
async function main(): Promise<void> {
  const service = await startHub(readHubConfig(process.env));
  exitWithParent(() => service.close());
}

main().catch((error: unknown) => {
  // Whoever starts the process reads this: configuration and policy problems say what to change, and hold no data.
  process.stderr.write(`${error instanceof Error ? error.message : 'The service could not start'}\n`);
  openLog('mash').error('SERVICE_NOT_STARTED', {}, error);
  process.exit(1);
});
