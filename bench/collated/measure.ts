import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../bench';
import { cpuOf } from '../cpu';
import type { BenchHub } from '../hub';
import type { Task } from '../load';
import type { Result } from '../result';
import { interleaved, type Measured, type Meter } from '../rounds';
import { areInstalled, HOW_TO_INSTALL } from '../peers/packages';
import { type Peer, PEERS, startPeer } from '../peers/peer';
import { mustBeSame, mustHaveSameData } from './answer';
import { FanOut } from './fan-out';
import { figuresOf, figuresOfPeer } from './figures';
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

/**
 * Puts each question to the gateway, by hand to the same subgraphs and, where they are installed, to other engines before them:
 * first to see that all say the same, then by the clock.
 */
export async function measureCollated(hub: BenchHub, effort: Effort, progress: Progress): Promise<Result[]> {
  const gateway = new ViaGateway(hub.gatewayUrl, effort.concurrency);
  const calls = await SubgraphCalls.open(hub.subgraphUrls, hub.gatewayKeyFile, effort.concurrency);
  const peers: Rival[] = [];
  try {
    if (!areInstalled(hub.root)) progress(`other engines are left out; to measure them too: ${HOW_TO_INSTALL}`);
    else for (const name of PEERS) peers.push(rival(await startPeer(name, hub, effort.concurrency), effort.concurrency));
    const results: Result[] = [];
    for (const question of await questionsFor(hub, gateway, await hub.token(PERSONA))) {
      progress(`${question.id}: the same answers every way, then ${effort.rounds} rounds`);
      const fanOut = new FanOut(calls, question.operations);
      results.push(...(await measureQuestion(question, hub, { gateway, fanOut, peers }, effort)));
    }
    return results;
  } finally {
    await Promise.all([gateway.close(), calls.close(), ...peers.map(({ client }) => client.close())]);
    for (const { peer } of peers) peer.stop();
  }
}

/** Another engine, and the way to it. */
interface Rival {
  readonly peer: Peer;
  readonly client: ViaGateway;
}

const rival = (peer: Peer, connections: number): Rival => ({ peer, client: new ViaGateway(peer.url, connections, 'errors') });

interface Ways {
  readonly gateway: ViaGateway;
  readonly fanOut: FanOut;
  readonly peers: readonly Rival[];
}

async function measureQuestion(
  { id, operations, variables }: Question,
  hub: BenchHub,
  { gateway, fanOut, peers }: Ways,
  effort: Effort,
): Promise<Result[]> {
  // Good for ten minutes; a question takes three at most.
  const token = await hub.token(PERSONA);
  const via = (client: ViaGateway) => (asked: Record<string, unknown>) => client.ask(operations.gateway, asked, token);
  for (const [index, asked] of variables.entries()) {
    const what = `${id} ${index + 1}`;
    await untilSettled(async () => mustBeSame(what, await via(gateway)(asked), await fanOut.ask(asked, token)));
    for (const { peer, client } of peers)
      await untilSettled(async () => mustHaveSameData(what, await via(gateway)(asked), await via(client)(asked), peer.name));
  }
  const inTurn = (ask: (asked: Record<string, unknown>) => Promise<unknown>) => {
    let next = 0;
    return () => ask(variables[next++ % variables.length] ?? {});
  };
  const ways: Record<string, Task> = { gateway: inTurn(via(gateway)), fanOut: inTurn((asked) => fanOut.ask(asked, token)) };
  for (const { peer, client } of peers) ways[peer.name] = inTurn(via(client));
  const measured = await interleaved(ways, { ...effort, meter: cpuMeter(hub, peers) });
  const ours = measured['gateway'] as Measured;
  return [
    ...figuresOf(id, ours, measured['fanOut'] as Measured),
    ...peers.flatMap(({ peer: { name } }) => figuresOfPeer(id, name, ours, measured[name] as Measured)),
  ];
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
function cpuMeter({ processes }: BenchHub, peers: readonly Rival[]): Meter {
  const rivals = peers.map(({ peer }): [string, number] => [peer.name, peer.pid]);
  const counted = [...Object.entries(processes).filter(([name]) => name !== 'sign-in'), ...rivals];
  const alone = ['gateway', 'mash', 'postgres', ...PEERS];
  const groupOf = (name: string): string => (alone.includes(name) ? name : 'agencies');
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
