import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity, signal } from '../local-postgres/processes';
import { findJson, writePrivateJson } from './files';

/** What runs now, for the other tools: `run.json` in the data folder, there while the hub runs. */
export interface RunFile {
  readonly gatewayUrl: string;
  readonly signInUrl: string;
  /** What a persona gives the development sign-in. */
  readonly personaSecret: string;
  readonly launcher: RunningProcess;
  readonly processes: Readonly<Record<string, RunningProcess>>;
}

export interface RunningProcess {
  readonly pid: number;
  readonly identity: string;
}

export function findRun(data: string): RunFile | undefined {
  return findJson<RunFile>(join(data, 'run.json'));
}

export function writeRun(data: string, run: RunFile): void {
  writePrivateJson(join(data, 'run.json'), run);
}

export function removeRun(data: string): void {
  rmSync(join(data, 'run.json'), { force: true });
}

/** The process of a launcher that runs on this data folder now. */
export function liveLauncher(data: string): number | undefined {
  const launcher = findRun(data)?.launcher;
  return launcher !== undefined && lives(launcher) ? launcher.pid : undefined;
}

/** Ends services that outlived a killed launcher (one that was frozen cannot notice that its launcher has gone). */
export function endLeftovers(data: string): void {
  for (const service of Object.values(findRun(data)?.processes ?? {})) {
    if (lives(service)) {
      signal(service.pid, 'SIGKILL');
    }
  }
  removeRun(data);
}

function lives(running: RunningProcess): boolean {
  return processIdentity(running.pid) === running.identity;
}
