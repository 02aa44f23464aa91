import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What there is to read once the peers are installed; the root `npm ci` does not install them. */
export const HOW_TO_INSTALL = 'npm ci --ignore-scripts --prefix bench/peers';

/** @param root the repository */
export const areInstalled = (root: string): boolean =>
  existsSync(join(root, 'bench', 'peers', 'node_modules', '@apollo', 'gateway'));

/** Loads a package of the peers' own folder. Its types are not there when the hub is compiled, so each user says what it takes of it. */
export function loadPeer<T>(root: string, name: string): T {
  return createRequire(join(root, 'bench', 'peers', 'package.json'))(name) as T;
}
