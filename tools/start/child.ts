import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from '../local-postgres/cannot-start';
import { processIdentity } from '../local-postgres/processes';

/** One service process to start. */
export interface ServicePlan {
  readonly name: string;
  /** Compiled entry file and its arguments. */
  readonly entry: string;
  readonly args: readonly string[];
  /** Options of Node.js itself. */
  readonly nodeOptions?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once the service can be used. */
  readonly healthUrl: string;
}

export interface Service {
  readonly name: string;
  readonly pid: number;
  /** Tells this process from a later one with the same number. */
  readonly identity: string;
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  ready(): Promise<void>;
  lastLog(): string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 6_000;

/** Starts a service with its output in a file, tied to this process by a channel that closes when this process is gone. */
export function startService(plan: ServicePlan, logFile: string, tether: string): Service {
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(process.execPath, [...(plan.nodeOptions ?? []), '--require', tether, plan.entry, ...plan.args], {
    env: { ...inherited(), ...plan.env },
    stdio: ['ignore', log, log, 'ipc'],
    // A session of its own: Ctrl-C reaches the launcher only, which then ends the services in order.
    detached: true,
  });
  closeSync(log);
  let end: string | undefined;
  const ended = new Promise<string>((resolve) => {
    const finish = (how: string) => {
      end = how;
      resolve(how);
    };
    child.once('error', (error) => finish(error.message));
    child.once('exit', (code, signal) => finish(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  // A handle on the channel would keep us alive after everything else is done.
  child.channel?.unref();
  child.unref();
  const lastLog = () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  return {
    name: plan.name,
    pid: child.pid ?? 0,
    identity: (child.pid && processIdentity(child.pid)) || '',
    ended,
    lastLog,
    async ready() {
      const deadline = Date.now() + READY_WITHIN_MS;
      while (!(await answers(plan.healthUrl))) {
        if (end !== undefined) {
          throw new CannotStart(`${plan.name} did not start (${end}). The end of its log, ${logFile}:\n${lastLog()}`);
        }
        if (Date.now() > deadline) {
          throw new CannotStart(`${plan.name} does not answer ${plan.healthUrl}. The end of its log, ${logFile}:\n${lastLog()}`);
        }
        await sleep(50);
      }
    },
    async stop() {
      if (end === undefined) {
        child.ref();
        child.kill('SIGTERM');
        // SIGKILL also ends a frozen process, which never sees a SIGTERM.
        const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
        await ended;
        clearTimeout(late);
      }
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not listening yet; the caller asks again.
    return false;
  }
}

/** What a service needs of our environment; everything else it is told by its plan, so that it runs the same everywhere. */
function inherited(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'SystemRoot'];
  return {
    NODE_ENV: 'development',
    ...Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  };
}
