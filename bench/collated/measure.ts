import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../bench';
import { cpuOf } from '../cpu';
import type { BenchHub } from '../hub';
import type { Result } from '../result';
import { interleaved, type Meter } from '../rounds';
import { mustBeSame } from './answer';
import { FanOut } from './fan-out';
import { figuresOf } from './figures';
import { type Question, questionsFor } from './questions';
import { SubgraphCalls } from './subgraph-calls';
import { ViaGateway } from './via-gateway';

/** How hard and how long; bounded so that the whole benchmark ends in about two minutes. */
export interface Effort {
  readonly concurrency: number;
  readonly forMs: number;
  readonly warmUpMs: number;
  readonly rounds: number;
}

const PERSONA = 'mash-analyst';
const SETTLED_WITHIN_MS = 60_000;

/** Puts each question to the gateway and by hand to the same subgraphs, first to see that both say the same, then by the clock. */
export async function measureCollated(hub: BenchHub, effort: Effort, progress: Progress): Promise<Result[]> {
  const gateway = new ViaGateway(hub.gatewayUrl, effort.concurrency);
  const calls = await SubgraphCalls.open(hub.subgraphUrls, hub.gatewayKeyFile, effort.concurrency);
  try {
    const results: Result[] = [];
    for (const question of await questionsFor(hub, gateway, await hub.token(PERSONA))) {
      progress(`${question.id}: the same answers both ways, then ${effort.rounds} rounds`);
      results.push(...(await measureQuestion(question, hub, gateway, new FanOut(calls, question.operations), effort)));
    }
    return results;
  } finally {
    await Promise.all([gateway.close(), calls.close()]);
  }
}

async function measureQuestion(
  { id, operations, variables }: Question,
  hub: BenchHub,
  gateway: ViaGateway,
  fanOut: FanOut,
  effort: Effort,
): Promise<Result[]> {
  // Good for ten minutes; a question takes one.
  const token = await hub.token(PERSONA);
  const byGateway = (asked: Record<string, unknown>) => gateway.ask(operations.gateway, asked, token);
  for (const [index, asked] of variables.entries()) {
    await untilSettled(async () => mustBeSame(`${id} ${index + 1}`, await byGateway(asked), await fanOut.ask(asked, token)));
  }
  const inTurn = (ask: (asked: Record<string, unknown>) => Promise<unknown>) => {
    let next = 0;
    return () => ask(variables[next++ % variables.length] ?? {});
  };
  const ways = { gateway: inTurn(byGateway), fanOut: inTurn((asked) => fanOut.ask(asked, token)) };
  const measured = await interleaved(ways, { ...effort, meter: cpuMeter(hub) });
  return figuresOf(id, measured.gateway, measured.fanOut);
}

/** After a load the agencies' signals are still arriving, and an answer can differ from the one before it: for so long, no longer. */
async function untilSettled(compare: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    try {
      return await compare();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(1_000);
    }
  }
}

/** CPU milliseconds by who used them; `client` is this process, in which the fan-out runs. */
function cpuMeter({ processes }: BenchHub): Meter {
  const counted = Object.entries(processes).filter(([name]) => name !== 'sign-in');
  const groupOf = (name: string): string => (['gateway', 'mash', 'postgres'].includes(name) ? name : 'agencies');
  return () => {
    const totals: Record<string, number> = {};
    for (const [name, pid] of counted) {
      const used = cpuOf(pid);
      if (used !== undefined) totals[groupOf(name)] = (totals[groupOf(name)] ?? 0) + used;
    }
    const { user, system } = process.cpuUsage();
    return { ...totals, client: (user + system) / 1_000 };
  };
}
