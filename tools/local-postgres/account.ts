import { execFileSync } from 'node:child_process';
import { lstatSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CannotStart } from './cannot-start';

/** An account that a process is started under. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account PostgreSQL runs under: undefined means "the one we are". PostgreSQL refuses to run as root, so root hands it to
 * `postgres` where that account exists, else to `nobody`.
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  for (const name of ['postgres', 'nobody']) {
    const account = findAccount(name);
    if (account !== undefined) {
      return account;
    }
  }
  throw new CannotStart(
    'Running as root, and neither the account "postgres" nor "nobody" exists to run PostgreSQL. Start as an ordinary user.',
  );
}

export function findAccount(name: string): Account | undefined {
  const number = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { name, uid: number('-u'), gid: number('-g') };
  } catch {
    // `id` exits with 1 for an account that does not exist.
    return undefined;
  }
}

/** True when the account may enter this folder and every folder above it, judged by owner, group and mode. */
export function canEnter(folder: string, account: Account): boolean {
  for (let path = resolve(folder); ; path = dirname(path)) {
    if (!allows(statSync(path), account, 0o1)) {
      return false;
    }
    if (path === dirname(path)) {
      return true;
    }
  }
}

/** True when the account may read the file; the folders above it are `canEnter`'s business. */
export function canRead(file: string, account: Account): boolean {
  return allows(statSync(file), account, 0o4);
}

/**
 * True when nobody but its owner can have prepared this folder for us: a real folder, owned by the account we run as or by
 * root, not writable by group or others. What lies in it may then be trusted and executed.
 */
export function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isDirectory()) {
    return false;
  }
  const own = process.getuid?.();
  return own === undefined || ((stats.uid === own || stats.uid === 0) && (stats.mode & 0o022) === 0);
}

function allows(stats: Stats, account: Account, bit: number): boolean {
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0;
  return ((stats.mode >> shift) & bit) === bit;
}
