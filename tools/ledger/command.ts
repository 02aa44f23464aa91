import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../common/config';
import { type Command, CommandFailed, readTyped, runCommand, TEXT } from '../command-line';
import { dataFolder, privateFolder, repositoryRoot } from '../start/files';
import { exportLedger } from './export-ledger';
import { sourcesOf } from './sources';

const USAGE = `Usage: npm run verify-ledger                        exports the ledger of the hub that runs here, and verifies it
       npm run verify-ledger -- <folder>            verifies an export, without the hub
       npm run verify-ledger -- --export <folder>   exports only

  The verifier is dist/tools/verify-ledger: it imports nothing but Node.js and can be copied. docs/how-to/verify-the-ledger.md`;

/** `npm run verify-ledger`. @returns the exit code: 0 whole, 1 not whole, 2 could not be looked at */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readTyped({ argv, options: { export: TEXT }, usage: USAGE, atMost: 1 });
  const [given] = positionals;
  if (given !== undefined) {
    if (values.export !== undefined) throw new CommandFailed(USAGE);
    if (!existsSync(join(given, 'keys'))) throw new CommandFailed(`${given} is no exported ledger\n\n${USAGE}`);
    return verify(given);
  }
  const folder =
    values.export === undefined ? join(privateFolder(dataFolder(env), 'ledger-exports'), stamp()) : resolve(values.export);
  await exportLedger(sourcesOf(env), folder);
  process.stdout.write(`Exported to ${folder}\n`);
  return values.export === undefined ? verify(folder) : 0;
}

/** In a process of its own: it is independent of us, and shall stay so. */
function verify(folder: string): Promise<number> {
  const verifier = join(repositoryRoot(), 'dist', 'tools', 'verify-ledger', 'main.js');
  return new Promise((done, failed) => {
    spawn(process.execPath, [verifier, folder], { stdio: 'inherit' })
      .once('error', failed)
      .once('exit', (code) => done(code ?? 2));
  });
}

const stamp = (): string => new Date().toISOString().replaceAll(/[:.]/g, '-');

// 1 says that the ledger is not whole.
export const command: Command = { usage: USAGE, run: main, known: [ConfigError], failed: 2 };
runCommand(module, command);
