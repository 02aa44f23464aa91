/** One way of doing the work that is measured; each call is one request, from question to checked answer. */
export type Task = () => Promise<unknown>;

export interface LoadOptions {
  /** Requests under way at any moment. */
  readonly concurrency: number;
  /** After this many milliseconds no new request begins; those under way end and count. */
  readonly forMs: number;
}

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds each request took, in the order in which they ended. */
  readonly latencies: readonly number[];
}

/** Keeps so many requests under way for a time. A request that fails fails the measurement: a fast error is no throughput. */
export async function runLoad(task: Task, { concurrency, forMs }: LoadOptions): Promise<Load> {
  const latencies: number[] = [];
  const began = performance.now();
  const worker = async (): Promise<void> => {
    do {
      const asked = performance.now();
      await task();
      latencies.push(performance.now() - asked);
    } while (performance.now() - began < forMs);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { requests: latencies.length, seconds: (performance.now() - began) / 1_000, latencies };
}
