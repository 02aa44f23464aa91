import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Account, canEnter, canRead, isOurs } from './account';
import { type Binaries, program, restoreLinks } from './binaries';
import { stopLeftover } from './leftover';
import { CannotStart } from './cannot-start';

/** Where root may keep what the PostgreSQL account must reach; the first that exists and is ours to use is taken. */
const SHARED_BASES = ['/var/lib', '/var/tmp'];

/**
 * The folder for a data folder's cluster. Beside the rest of the data wherever the PostgreSQL account can get there; when root
 * keeps its data under a folder of mode 0700, a folder in `/var/lib` instead, which a pointer file in the data folder names.
 */
export async function clusterPlace(dataFolder: string, account: Account | undefined, bases = SHARED_BASES): Promise<string> {
  const beside = join(dataFolder, 'postgres');
  const pointer = join(dataFolder, 'postgres-is-at');
  if (account === undefined || (existsSync(beside) ? canEnter(beside, account) : canEnter(dataFolder, account))) {
    return own(beside, account);
  }
  const base = sharedBase(bases);
  const prefix = `cluster-${createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12)}-`;
  const pointed = existsSync(pointer) ? basename(readFileSync(pointer, 'utf8').trim()) : '';
  const name = pointed.startsWith(prefix) ? pointed : prefix + randomUUID().slice(0, 8);
  // A data folder that was deleted and made anew leaves a cluster behind that nothing points to any more.
  for (const abandoned of readdirSync(base).filter((entry) => entry.startsWith(prefix) && entry !== name)) {
    await stopLeftover(join(base, abandoned, 'data'));
    rmSync(join(base, abandoned), { recursive: true, force: true });
  }
  writeFileSync(pointer, `${join(base, name)}\n`);
  return own(join(base, name), account);
}

/** An installation that the account can run, and whose library links are whole: as it is, or as a copy made once. */
export function runnableBinaries(
  binaries: Binaries,
  account: Account | undefined,
  place: string,
  bases = SHARED_BASES,
): Binaries {
  if (binaries.root === undefined) {
    return binaries;
  }
  const linked = tryLinks(binaries.root);
  if (linked && (account === undefined || reachable(binaries, account))) {
    return binaries;
  }
  const base = account === undefined ? place : sharedBase(bases);
  const copy = join(base, `pg-${binaries.version}-${process.arch}`);
  if (!existsSync(copy)) {
    const making = `${copy}.${process.pid}`;
    cpSync(binaries.root, making, { recursive: true, verbatimSymlinks: true });
    openToAll(making);
    restoreLinks(making);
    // Renamed when whole, so that a copy interrupted half-way is never run; another launcher may have been first.
    if (existsSync(copy)) {
      rmSync(making, { recursive: true });
    } else {
      renameSync(making, copy);
    }
  }
  if (!isOurs(copy)) {
    throw new CannotStart(`${copy} was not made by this account, so nothing in it is run. Remove it and start again.`);
  }
  return { ...binaries, bin: join(copy, 'bin'), root: copy };
}

/** A folder of ours under the first shared base that will have one. */
function sharedBase(bases: readonly string[]): string {
  const refused: string[] = [];
  for (const base of bases) {
    const folder = join(base, `mash-hub-${process.getuid?.() ?? 'user'}`);
    try {
      mkdirSync(folder, { mode: 0o755 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') {
        refused.push(`${folder}: ${code}`);
        continue;
      }
    }
    if (isOurs(folder)) {
      return folder;
    }
    refused.push(`${folder}: belongs to another account or is writable by others`);
  }
  throw new CannotStart(
    `Running as root under a folder that only root can enter, and no place was found where PostgreSQL (which refuses to run as root) can reach its files.\n${refused.join('\n')}\nSet MASH_DATA to a folder that other accounts can enter, or start as an ordinary user.`,
  );
}

/**
 * The folder itself stays ours even when the server runs under another account: that account gets the data directory inside it
 * and may only pass through, so it cannot lead root's own writes astray with a link.
 */
export function own(folder: string, account: Account | undefined): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, account === undefined ? 0o700 : 0o711);
  return folder;
}

function reachable(binaries: Binaries, account: Account): boolean {
  const root = binaries.root as string;
  return (
    ['bin', 'lib', 'share'].every((folder) => canEnter(join(root, folder), account)) &&
    canRead(program(binaries, 'postgres'), account) &&
    readdirSync(join(root, 'lib'), { withFileTypes: true }).every(
      (entry) => !entry.isFile() || canRead(join(root, 'lib', entry.name), account),
    )
  );
}

function tryLinks(root: string): boolean {
  try {
    restoreLinks(root);
    return true;
  } catch {
    // The package folder is not ours to write: a copy will have the links.
    return false;
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      openToAll(path);
    } else if (entry.isFile()) {
      chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
    }
  }
}
