import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, postgresAccount } from './account';
import { type Binaries, findBinaries, program } from './binaries';
import { recordOwner, stopLeftover } from './leftover';
import { runnableBinaries } from './place';
import { freePort } from './ports';
import { watchdog } from './watchdog';
import { CannotStart } from './cannot-start';

export interface ClusterOptions {
  /** Folder for the cluster, ours and passable for the account PostgreSQL runs under; see `clusterPlace`. */
  readonly place: string;
  /** Password of the superuser `hub_admin`; the same at every start of the same cluster. */
  readonly password: string;
  /** False for tests: no fsync, and the whole folder is deleted when the server stops. */
  readonly durable: boolean;
}

export interface Cluster {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly pid: number;
  readonly version: string;
  readonly adminUrl: string;
  /** The newest lines of the server's log. */
  lastLog(): string;
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

export const ADMIN = 'hub_admin';

/** Starts PostgreSQL on a free loopback port, creating the cluster first where there is none. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const account = postgresAccount();
  const binaries = runnableBinaries(findBinaries(), account, options.place);
  const data = join(options.place, 'data');
  await stopLeftover(data);
  if (!existsSync(data)) {
    createCluster(binaries, account, options, data);
  }
  assertSameMajor(binaries, data);
  return run(binaries, account, options, data);
}

function createCluster(binaries: Binaries, account: Account | undefined, options: ClusterOptions, data: string): void {
  const making = `${data}.making`;
  const passwordFile = join(options.place, 'password');
  rmSync(making, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(passwordFile, options.password, { mode: 0o600, flag: 'wx' });
  if (account !== undefined) {
    chownSync(making, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const locale = binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  try {
    execFileSync(
      program(binaries, 'initdb'),
      [
        '-D',
        making,
        '-U',
        ADMIN,
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '-E',
        'UTF8',
        '--locale=C',
        ...locale,
        ...(options.durable ? [] : ['--no-sync']),
      ],
      { ...identity(account), cwd: options.place, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
    );
  } catch (error) {
    throw new CannotStart(
      `PostgreSQL could not create its data directory in ${options.place}:\n${String((error as { stderr?: Buffer }).stderr ?? error)}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  // initdb interrupted half-way leaves a directory that looks complete: only a finished one gets the real name.
  renameSync(making, data);
}

function assertSameMajor(binaries: Binaries, data: string): void {
  const made = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8'));
  if (made !== binaries.major) {
    throw new CannotStart(
      `The data folder was made by PostgreSQL ${made}, and the one found here is ${binaries.version}. Set PG_BIN to the bin folder of version ${made}, or set MASH_DATA to a new folder.`,
    );
  }
}

async function run(binaries: Binaries, account: Account | undefined, options: ClusterOptions, data: string): Promise<Cluster> {
  const port = await freePort();
  const logFile = join(options.place, 'log');
  const log = openSync(logFile, 'w', 0o600);
  const settings = Object.entries(serverSettings(options.durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A session of its own: Ctrl-C reaches the launcher only, which stops the services first and the database last.
  const server = spawn(program(binaries, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...identity(account),
    cwd: options.place,
    env: environment(),
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const lastLog = () => readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n');
  const gone = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  recordOwner(data);
  const guard = server.pid === undefined ? undefined : watchdog(server.pid, options.durable ? undefined : options.place);
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.ref();
      server.kill('SIGINT');
      const late = setTimeout(() => server.kill('SIGQUIT'), 15_000);
      await gone;
      clearTimeout(late);
    }
    guard?.dismiss();
    if (!options.durable) {
      rmSync(options.place, { recursive: true, force: true });
    }
  };
  try {
    await untilReady(server, data, lastLog);
  } catch (error) {
    await stop();
    throw error;
  }
  server.unref();
  return {
    host: '127.0.0.1',
    port,
    pid: server.pid as number,
    version: binaries.version,
    adminUrl: `postgres://${ADMIN}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`,
    lastLog,
    stop,
  };
}

/** The server writes its state into `postmaster.pid`; asking it over the network would need the password and more time. */
async function untilReady(server: ChildProcess, data: string, lastLog: () => string): Promise<void> {
  let failure: Error | undefined;
  server.once('error', (error) => {
    failure = error;
  });
  const file = join(data, 'postmaster.pid');
  // Recovery after a kill may have much to replay.
  const deadline = Date.now() + 120_000;
  while (
    !(
      existsSync(file) &&
      /^ready\s*$/m.test(readFileSync(file, 'utf8')) &&
      readFileSync(file, 'utf8').startsWith(`${server.pid}\n`)
    )
  ) {
    if (failure !== undefined || server.exitCode !== null || server.signalCode !== null || Date.now() > deadline) {
      throw new CannotStart(`PostgreSQL did not start:\n${failure?.message ?? lastLog()}`);
    }
    await sleep(15);
  }
}

function serverSettings(durable: boolean): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failing statement or a duplicate key would put people's data into the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}

function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** Nothing of our own environment: `PGPORT` and the like would change what the server does. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot === undefined ? {} : { SystemRoot }) };
}
