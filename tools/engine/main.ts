import { readFileSync } from 'node:fs';
import { exitWithParent } from '../../common/process';
import { type Command, runCommand } from '../command-line';
import { readEngineCommand, USAGE } from './command';
import { serveEngine } from './serve';

/** `npm run engine`: the engine over a supergraph of whoever runs it. */
async function main(argv: readonly string[]): Promise<void> {
  const wanted = readEngineCommand(argv);
  const served = await serveEngine(readFileSync(wanted.supergraph, 'utf8'), wanted);
  process.stdout.write(`POST ${served.url}/graphql\n`);
  exitWithParent(() => served.close());
}

export const command: Command = { usage: USAGE, run: main, known: [Error] };
runCommand(module, command);
