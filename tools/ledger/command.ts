import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandFailed } from '../publish/command';
import { dataFolder, privateFolder, repositoryRoot } from '../start/files';
import { exportLedger } from './export-ledger';
import { sourcesOf } from './sources';

const USAGE = `Usage: npm run verify-ledger                        exports the ledger of the hub that runs here, and verifies it
       npm run verify-ledger -- <folder>            verifies an export, without the hub
       npm run verify-ledger -- --export <folder>   exports only

  The verifier is dist/tools/verify-ledger: it imports nothing but Node.js and can be copied. docs/how-to/verify-the-ledger.md`;

/** `npm run verify-ledger`. @returns the exit code: 0 whole, 1 not whole, 2 could not be looked at */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [first, second, ...more] = argv;
  if (more.length > 0 || (first?.startsWith('-') && (first !== '--export' || second === undefined))) {
    throw new CommandFailed(USAGE);
  }
  if (first !== undefined && first !== '--export') {
    if (!existsSync(join(first, 'keys'))) throw new CommandFailed(`${first} is no exported ledger\n\n${USAGE}`);
    return verify(first);
  }
  const folder = second === undefined ? join(privateFolder(dataFolder(env), 'ledger-exports'), stamp()) : resolve(second);
  await exportLedger(sourcesOf(env), folder);
  process.stdout.write(`Exported to ${folder}\n`);
  return first === '--export' ? 0 : verify(folder);
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

main(process.argv.slice(2), process.env).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const { code, name, message } = error as { code?: unknown; name?: unknown; message: string };
    process.stderr.write(`${error instanceof CommandFailed ? message : `Failed: ${String(code ?? name)}`}\n`);
    process.exit(2);
  },
);
