import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Compiles the project into `dist`, for tests that start real processes. Type errors are `npm run check`'s business. */
export function compileProject(): void {
  const root = join(__dirname, '../..');
  const done = spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.', '--noEmitOnError', 'false'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (done.error !== undefined) {
    throw done.error;
  }
}
