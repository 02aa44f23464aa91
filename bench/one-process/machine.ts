import { readAgencyConfig } from '../../common/agency/config';
import { startAgency } from '../../common/agency/service';
import type { RunningService } from '../../common/graphql/serve';
import { exitWithParent } from '../../common/process';
import { readGatewayConfig } from '../../gateway/config';
import { startGateway } from '../../gateway/gateway';
import { loadDefinition } from '../../subgraphs/load-definition';
import { startHub } from '../../subgraphs/mash';
import { readHubConfig } from '../../subgraphs/mash/access/config';
import { AGENCIES, HUB } from '../../subgraphs/registry';

/** What the process is told in `MACHINE`, as JSON. */
export interface Machine {
  /** Settings of each subgraph, as its own process would have them. */
  readonly subgraphs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Port of a second gateway, which reaches the same subgraphs over HTTP. */
  readonly overHttpPort: number;
}

/** All subgraphs and two gateways in one process: one asks the subgraphs directly, the other over HTTP. */
async function main(): Promise<void> {
  const { subgraphs, overHttpPort } = JSON.parse(process.env.MACHINE ?? '{}') as Machine;
  const services: Record<string, RunningService> = {};
  for (const { name } of AGENCIES)
    services[name] = await startAgency(loadDefinition(name), readAgencyConfig({ ...subgraphs[name] }));
  services[HUB.name] = await startHub(readHubConfig({ ...subgraphs[HUB.name] }));
  const config = await readGatewayConfig(process.env);
  const gateways = [await startGateway({ ...config, port: overHttpPort }), await startGateway(config, services)];
  exitWithParent(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await Promise.all(Object.values(services).map((service) => service.close()));
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
