const REDRAW_MS = 100;

/** What is shown while it goes on: how far, how fast, how long still. */
export interface Step {
  readonly label: string;
  readonly done: number;
  /** 0 to 1, when it is known. */
  readonly share: number | undefined;
  /** Writes `done` (or a rate per second) for people. */
  show(amount: number): string;
}

/** A line that redraws itself on a terminal; elsewhere nothing is written. */
export class Progress {
  private label = '';
  private began = 0;
  private before = 0;
  private drawn = 0;

  constructor(private readonly output: NodeJS.WriteStream) {}

  update(step: Step, now = Date.now()): void {
    if (!this.output.isTTY) return;
    if (step.label !== this.label) Object.assign(this, { label: step.label, began: now, before: step.done, drawn: 0 });
    if (now - this.drawn < REDRAW_MS) return;
    this.drawn = now;
    const width = Math.max(20, (this.output.columns || 80) - 1);
    this.output.write(`\r\x1b[K${progressLine(step, (now - this.began) / 1000, step.done - this.before).slice(0, width)}`);
  }

  clear(): void {
    if (this.output.isTTY && this.drawn > 0) this.output.write('\r\x1b[K');
  }
}

/** e.g. `Sending    [#####     ]  51 %  512 MB  80 MB/s  6 s left`. */
export function progressLine({ label, done, share, show }: Step, seconds: number, gained: number): string {
  const parts = [label.padEnd(10)];
  if (share !== undefined) {
    const filled = Math.round(Math.min(1, share) * 20);
    parts.push(`[${'#'.repeat(filled).padEnd(20)}]`, `${Math.floor(Math.min(1, share) * 100)} %`.padStart(5));
  }
  parts.push(show(done));
  if (seconds >= 1) {
    parts.push(`${show(gained / seconds)}/s`);
    if (share !== undefined && share > 0.02 && share < 1) parts.push(`${duration((seconds / share) * (1 - share))} left`);
  }
  return parts.join('  ');
}

export const bytes = (amount: number): string =>
  amount < 1e6
    ? `${Math.round(amount / 1e3)} kB`
    : amount < 1e9
      ? `${(amount / 1e6).toFixed(1)} MB`
      : `${(amount / 1e9).toFixed(2)} GB`;

export const rows = (amount: number): string => `${Math.round(amount).toLocaleString('en-GB')} rows`;

export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60
    ? `${whole} s`
    : whole < 3600
      ? `${Math.floor(whole / 60)} min ${whole % 60} s`
      : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
