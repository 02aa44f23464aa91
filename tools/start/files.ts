import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The repository's folder, found from this file, whether it runs compiled or from source. */
export function repositoryRoot(from = __dirname): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'policy'))) {
      return folder;
    }
  }
  throw new Error(`no repository around ${from}`);
}

/** The data folder as `MASH_DATA` names it, else `.mash` in the repository. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.MASH_DATA || join(repositoryRoot(), '.mash'));
}

/** Creates a folder that only we may enter. */
export function privateFolder(...parts: string[]): string {
  const folder = join(...parts);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Writes JSON that only we may read, whole or not at all: a launcher killed while writing leaves the old file. */
export function writePrivateJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function findJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
