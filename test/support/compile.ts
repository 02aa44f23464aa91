import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Set once the run has compiled: every worker inherits it. */
const COMPILED = 'MASH_TEST_COMPILED';

/** Compiles the project into `dist`, for tests that start real processes; once in a run. Type errors are `npm run check`'s business. */
export function compileProject(): void {
  if (process.env[COMPILED] !== undefined) return;
  const root = join(__dirname, '../..');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // As `npm run build` does it: with other options everything would be written again.
  const done = spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: root, encoding: 'utf8' });
  if (done.error !== undefined) {
    throw done.error;
  }
  process.env[COMPILED] = 'yes';
}
