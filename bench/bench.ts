import type { Result } from './result';

/** Told what is going on, in a few words. */
export type Progress = (step: string) => void;

/** One benchmark. It starts what it needs, and leaves nothing behind however it ends. */
export interface Bench {
  /** What it measures, in a line. */
  readonly about: string;
  run(progress: Progress): Promise<Result[]>;
}
