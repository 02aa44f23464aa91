import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { signal, waitUntilGone } from '../../../tools/local-postgres/processes';
import type { Journey } from '../../support/journey';

/** Ends one subgraph with SIGKILL and starts it again, as whatever runs services would. */
export async function killSubgraph(journey: Journey, name: string): Promise<void> {
  const pid = journey.processes[name] as number;
  signal(pid, 'SIGKILL');
  await waitUntilGone(pid, 5_000);
  await journey.restart(name);
}

/** Ends a connection's server process with SIGKILL: PostgreSQL then ends all others too, and recovers. */
export async function killBackend(journey: Journey, database: string): Promise<void> {
  const pid = await journey.inDatabase(database, async (client) => {
    client.on('error', () => undefined);
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
       order by state = 'active' desc, xact_start nulls last limit 1`,
    );
    return rows[0]?.pid;
  });
  if (pid !== undefined) signal(pid, 'SIGKILL');
  await accepting(journey);
}

/** The server process of this hub that was started last; the hub knows the first. */
const running = new WeakMap<Journey, number>();

/** Ends PostgreSQL's first process with SIGKILL, waits until its children notice, and starts it again on the same port. */
export async function killPostmaster(journey: Journey): Promise<void> {
  const pid = running.get(journey) ?? (journey.processes.postgres as number);
  const [program = '', ...given] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
  const env = Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
  const cwd = readlinkSync(`/proc/${pid}/cwd`);
  const { uid, gid } = statSync(`/proc/${pid}`);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  signal(pid, 'SIGKILL');
  await Promise.all([pid, ...children].map((one) => waitUntilGone(one, 30_000)));
  const start = () => {
    const log = openSync(join(cwd, 'log'), 'a');
    const server = spawn(program, given, { ...{ cwd, uid, gid, env, detached: true }, stdio: ['ignore', log, log] });
    closeSync(log);
    server.unref();
    return server;
  };
  let server = start();
  running.set(journey, server.pid as number);
  await accepting(journey, () => {
    // It will not start while a connection of the old one still lives: one that had just begun is not among the children.
    if (server.exitCode === null && server.signalCode === null) return;
    server = start();
    running.set(journey, server.pid as number);
  });
}

/** Ends what `killPostmaster` started; the hub ends the rest. */
export async function endPostgres(journey: Journey): Promise<void> {
  const pid = running.get(journey);
  if (pid === undefined) return;
  signal(pid, 'SIGINT');
  if (!(await waitUntilGone(pid, 15_000))) signal(pid, 'SIGQUIT');
}

/** Waits until PostgreSQL takes connections; `again` is called after each attempt that failed. */
async function accepting({ layout: { adminUrl } }: Journey, again: () => void = () => undefined): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new Client({ connectionString: adminUrl });
    // A connection that the server ends says so in an event as well.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
      again();
    }
  }
}
