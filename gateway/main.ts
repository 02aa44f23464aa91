import { readGatewayConfig } from './config';
import { startGateway } from './gateway';
import { exitWithParent } from '../common/process';

void (async () => {
  const service = await startGateway(await readGatewayConfig(process.env));
  exitWithParent(() => service.close());
})();
