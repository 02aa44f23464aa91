import { type Log, openLog } from '../common/logger';
import { exitWithParent } from '../common/process';
import { readGatewayConfig } from './config';
import { type RunningGateway, startGateway } from './gateway';

/** Entry of the gateway's process. */
async function main(): Promise<void> {
  const gateway = await startGateway(await readGatewayConfig(process.env));
  const log = openLog('gateway');
  log.info('SERVICE_READY', { service: 'gateway', port: Number(new URL(gateway.url).port) });
  process.on('SIGHUP', () => void takeSupergraph(gateway, log));
  exitWithParent(() => gateway.close());
}

/** Reads the supergraph's file again. One that is refused changes nothing: requests go on over the one before. */
async function takeSupergraph(gateway: RunningGateway, log: Log): Promise<void> {
  try {
    await gateway.reload((await readGatewayConfig(process.env)).supergraphSdl);
    log.info('SUPERGRAPH_TAKEN', {});
  } catch (error) {
    // Problems of a schema name types and subgraphs, and hold no data.
    process.stderr.write(`${error instanceof Error ? error.message : 'The supergraph could not be read'}\n`);
    log.error('SUPERGRAPH_REFUSED', {}, error);
  }
}

main().catch((error: unknown) => {
  // Whoever starts the process reads this: configuration problems say what to change, and hold no data.
  process.stderr.write(`${error instanceof Error ? error.message : 'The gateway could not start'}\n`);
  openLog('gateway').error('SERVICE_NOT_STARTED', {}, error);
  process.exit(1);
});
