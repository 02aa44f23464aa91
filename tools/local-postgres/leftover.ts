import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processCommand, processIdentity, signal, waitUntilGone } from './processes';
import { CannotStart } from './cannot-start';

/** The server that `postmaster.pid` in this data directory names, if it lives and is really this directory's server. */
export function liveServer(data: string): number | undefined {
  const file = join(data, 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  // A number reused since by some other process is not our server, and must not be stopped as such.
  return pid > 0 && processIdentity(pid) !== undefined && processCommand(pid)?.includes(data) ? pid : undefined;
}

/**
 * Clears what a killed launcher left of a server: one that still runs is shut down (fast, then at once), and a `postmaster.pid`
 * that names a dead or foreign process is removed. Throws when the server belongs to a launcher that is alive.
 */
export async function stopLeftover(data: string): Promise<void> {
  const server = liveServer(data);
  if (server !== undefined) {
    const owner = liveOwner(data);
    if (owner !== undefined) {
      throw new CannotStart(
        `Another mash-hub (process ${owner}) is running on this data folder. Stop it first, or set MASH_DATA to another folder.`,
      );
    }
    signal(server, 'SIGINT');
    if (!(await waitUntilGone(server, 10_000))) {
      signal(server, 'SIGQUIT');
      await waitUntilGone(server, 10_000);
    }
  }
  if (liveServer(data) !== undefined) {
    throw new CannotStart(
      `A PostgreSQL left over from an earlier start (process ${server}) does not stop. End it and start again.`,
    );
  }
  rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** Leaves word of who started the server, so that a later start can tell a killed launcher from a running one. */
export function recordOwner(data: string): void {
  writeFileSync(ownerFile(data), JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }), { mode: 0o600 });
}

function liveOwner(data: string): number | undefined {
  if (!existsSync(ownerFile(data))) {
    return undefined;
  }
  const owner = JSON.parse(readFileSync(ownerFile(data), 'utf8')) as { pid: number; identity: string };
  return processIdentity(owner.pid) === owner.identity ? owner.pid : undefined;
}

function ownerFile(data: string): string {
  return `${data}.owner.json`;
}
