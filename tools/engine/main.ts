import { readFileSync } from 'node:fs';
import { exitWithParent } from '../../common/process';
import { readEngineCommand } from './command';
import { serveEngine } from './serve';

/** `npm run engine`: the engine over a supergraph of whoever runs it. */
async function main(): Promise<void> {
  const command = readEngineCommand(process.argv.slice(2));
  const served = await serveEngine(readFileSync(command.supergraph, 'utf8'), command);
  process.stdout.write(`POST ${served.url}/graphql\n`);
  exitWithParent(() => served.close());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
