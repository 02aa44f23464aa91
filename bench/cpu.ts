import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second, on every architecture that Node runs on. */
const TICK_MS = 10;

interface ProcessTimes {
  readonly parent: number;
  /** Milliseconds of its own, user and system. */
  readonly own: number;
  /** Milliseconds of the children that it has waited for. */
  readonly ended: number;
}

/**
 * CPU milliseconds that this process has used since it began: its own threads, and its children, living (PostgreSQL's
 * connections) and ended. Undefined where the system does not tell (anything but Linux).
 */
export function cpuOf(pid: number): number | undefined {
  const times = timesOf(pid);
  if (times === undefined) return undefined;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => timesOf(Number(name)))
    .filter((child) => child?.parent === pid);
  return children.reduce((total, child) => total + (child?.own ?? 0), times.own + times.ended);
}

function timesOf(pid: number): ProcessTimes | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended while we looked, or there is no /proc.
    return undefined;
  }
  return readStat(stat);
}

/** Reads a line of `/proc/<pid>/stat` (proc(5)); the name in it may hold spaces and brackets. */
export function readStat(line: string): ProcessTimes {
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (field: number): number => fields[field - 3] ?? 0;
  return { parent: at(4), own: (at(14) + at(15)) * TICK_MS, ended: (at(16) + at(17)) * TICK_MS };
}
