import { type Load, type LoadOptions, runLoad, type Task } from './load';
import { median, quantile } from './statistics';

/** What is measured beside time: totals since the process began, by name. Their growth over a load is divided by its requests. */
export type Meter = () => Readonly<Record<string, number>>;

export interface RoundOptions extends LoadOptions {
  readonly rounds: number;
  /** How long each way is run before anything is measured. */
  readonly warmUpMs: number;
  readonly meter: Meter;
}

export interface Measured {
  /** Requests a second: the median of the rounds. */
  readonly rps: number;
  /** Milliseconds, over the requests of all rounds: one round has too few for a 99th percentile. */
  readonly p50: number;
  readonly p99: number;
  /** Of each meter, its growth for one request: the median of the rounds. */
  readonly perRequest: Readonly<Record<string, number>>;
}

interface Round extends Load {
  readonly perRequest: Readonly<Record<string, number>>;
}

/**
 * Measures several ways of doing the same work side by side: A B, then B A, and so on, so that whatever else the machine does,
 * and whatever warms up on the way, falls on all of them alike.
 */
export async function interleaved<Name extends string>(
  ways: Readonly<Record<Name, Task>>,
  { rounds, warmUpMs, meter, ...load }: RoundOptions,
): Promise<Record<Name, Measured>> {
  const names = Object.keys(ways) as Name[];
  const measured = new Map<Name, Round[]>(names.map((name) => [name, []]));
  for (const name of names) await runLoad(ways[name], { ...load, forMs: warmUpMs });
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const before = meter();
      const done = await runLoad(ways[name], load);
      measured.get(name)?.push({ ...done, perRequest: growth(before, meter(), done.requests) });
    }
  }
  return Object.fromEntries([...measured].map(([name, all]) => [name, summary(all)])) as Record<Name, Measured>;
}

function summary(rounds: readonly Round[]): Measured {
  const latencies = rounds.flatMap((round) => round.latencies);
  const meters = Object.keys(rounds[0]?.perRequest ?? {});
  return {
    rps: median(rounds.map(({ requests, seconds }) => requests / seconds)),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    perRequest: Object.fromEntries(meters.map((name) => [name, median(rounds.map((round) => round.perRequest[name] ?? 0))])),
  };
}

function growth(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>, requests: number) {
  return Object.fromEntries(Object.entries(after).map(([name, total]) => [name, (total - (before[name] ?? 0)) / requests]));
}
