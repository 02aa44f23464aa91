import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What tells one process from a later one that got the same number: the kernel's start time, and on Linux the boot as well.
 * Undefined when no such process lives (a zombie counts as gone). Always defined for a live process of the same account.
 */
export function processIdentity(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxIdentity(pid) : psIdentity(pid);
}

/** The command line a process was started with, arguments separated by spaces; undefined when it is gone. */
export function processCommand(pid: number): string | undefined {
  if (process.platform === 'linux') {
    return readOrUndefined(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ');
  }
  return psColumn(pid, 'command=');
}

/** The process that started this one, or that took it over when that one ended; undefined when it is gone. */
export function parentOf(pid: number): number | undefined {
  const text = process.platform === 'linux' ? linuxStat(pid)?.[1] : psColumn(pid, 'ppid=');
  return text === undefined ? undefined : Number(text);
}

/** Waits until a process is gone, looking every 20 ms. Answers false when it outlives `milliseconds`. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const identity = processIdentity(pid);
  const deadline = Date.now() + milliseconds;
  while (identity !== undefined && processIdentity(pid) === identity) {
    if (Date.now() > deadline) {
      return false;
    }
    await sleep(20);
  }
  return true;
}

/** Sends a signal; a process that has just gone is no fault. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

function linuxIdentity(pid: number): string | undefined {
  const fields = linuxStat(pid);
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') {
    return undefined;
  }
  const startedAt = fields[19];
  return `${readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim()}:${startedAt}`;
}

/** The fields of the kernel's line about a process, from its state on. */
function linuxStat(pid: number): string[] | undefined {
  // The command name stands in brackets and may itself hold brackets and spaces, so fields are counted from the last one.
  const stat = readOrUndefined(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function psIdentity(pid: number): string | undefined {
  const state = psColumn(pid, 'stat=');
  return state === undefined || state.startsWith('Z') ? undefined : psColumn(pid, 'lstart=');
}

function psColumn(pid: number, column: string): string | undefined {
  try {
    return (
      execFileSync('ps', ['-p', String(pid), '-o', column], { stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim() || undefined
    );
  } catch {
    // ps exits with 1 when there is no such process.
    return undefined;
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process went away between two looks.
    return undefined;
  }
}
