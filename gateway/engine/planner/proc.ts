import { readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;

export interface Cpu {
  /** `R` while it runs or waits for a processor. */
  readonly state: string;
  /** Milliseconds of its own since it began. */
  readonly usedMs: number;
}

/** What a process does and has done (proc(5)); undefined when it is gone, and on anything but Linux. */
export function cpuOf(pid: number | undefined): Cpu | undefined {
  const stat = read(pid, 'stat');
  if (stat === undefined) return undefined;
  // The name before it may hold spaces and brackets.
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state, usedMs: (Number(fields[10]) + Number(fields[11])) * TICK_MS };
}

/** Bytes of memory that a process has; undefined when it is gone, and on anything but Linux. */
export function memoryOf(pid: number | undefined): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(pid, 'status') ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function read(pid: number | undefined, file: string): string | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
