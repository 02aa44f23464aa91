import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../tools/local-postgres/account';
import { findRun } from '../../tools/start/run-file';

export interface Launched {
  readonly process: ChildProcess;
  /** Everything it printed so far, both streams. */
  output(): string;
  /** Resolves when it says that it runs; rejects when it ends first. */
  ready(): Promise<void>;
  /** Exit code or signal name. */
  ended: Promise<number | string>;
  /** Process ids of everything it started, PostgreSQL included. */
  started(): number[];
}

export interface LaunchOptions {
  readonly data: string;
  readonly port: number;
  readonly as?: Account | undefined;
  readonly env?: Record<string, string>;
}

const FAKE_LAUNCHER = join(__dirname, '../../dist/test/database/runtime/fakes/launcher.js');

/** Starts the launcher, with stand-ins for the services, as a process of its own. The project must be compiled. */
export function launch(options: LaunchOptions): Launched {
  const child = spawn(process.execPath, [FAKE_LAUNCHER], {
    cwd: '/',
    env: { PATH: process.env.PATH, MASH_CHILDREN: '0', MASH_DATA: options.data, MASH_PORT: String(options.port), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.as === undefined ? {} : { uid: options.as.uid, gid: options.as.gid }),
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed += chunk;
  });
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  return {
    process: child,
    output: () => printed,
    ended,
    ready: () =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (printed.includes('mash-hub runs')) {
            resolve();
          }
        };
        child.stdout.on('data', look);
        look();
        void ended.then((how) => reject(new Error(`the launcher ended (${how}):\n${printed}`)));
      }),
    started: () => [
      ...Object.values(findRun(options.data)?.processes ?? {}).map((service) => service.pid),
      postgresPid(options.data),
    ],
  };
}

/** The server of a data folder, beside it or where the pointer file says. */
export function postgresPid(data: string): number {
  return Number.parseInt(readFileSync(join(clusterFolder(data), 'data', 'postmaster.pid'), 'utf8'), 10);
}

export function clusterFolder(data: string): string {
  try {
    return readFileSync(join(data, 'postgres-is-at'), 'utf8').trim();
  } catch {
    return join(data, 'postgres');
  }
}
