import { openLog } from '../common/logger';
import { exitWithParent } from '../common/process';
import { readGatewayConfig } from './config';
import { startGateway } from './gateway';

/** Entry of the gateway's process. */
async function main(): Promise<void> {
  const gateway = await startGateway(await readGatewayConfig(process.env));
  openLog('gateway').info('SERVICE_READY', { service: 'gateway', port: Number(new URL(gateway.url).port) });
  exitWithParent(() => gateway.close());
}

main().catch((error: unknown) => {
  // Whoever starts the process reads this: configuration problems say what to change, and hold no data.
  process.stderr.write(`${error instanceof Error ? error.message : 'The gateway could not start'}\n`);
  openLog('gateway').error('SERVICE_NOT_STARTED', {}, error);
  process.exit(1);
});
