import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AGENCIES } from '../subgraphs/registry';
import type { Bench, Progress } from './bench';
import { questionsFor } from './collated/questions';
import { ViaGateway } from './collated/via-gateway';
import { type BenchHub, withHub } from './hub';
import { comparedTo, figure, type Result } from './result';
import { median } from './statistics';

/** The gateway's own default: this is about lateness itself. */
const AGENCY_TIMEOUT_MS = 1_500;
const ASKED_TIMES = 5;
/** An agency's late work of a moment ago is over by then. */
const REST_MS = 1_000;

export const outage: Bench = {
  about: 'how long the rest of a collated child takes while one agency is well, frozen, stopped, or answers rubbish',
  run: (progress) =>
    withHub({ children: 400, agencyTimeoutMs: AGENCY_TIMEOUT_MS }, progress, (hub) => measureOutages(hub, progress)),
};

/** One question's time in milliseconds. @throws Error when anything is amiss but the part of the agency that is out */
type Ask = (out: string | undefined) => Promise<number>;

async function measureOutages(hub: BenchHub, progress: Progress): Promise<Result[]> {
  const gateway = new ViaGateway(hub.gatewayUrl, 1);
  try {
    const ask = await asker(hub, gateway);
    const well = await several(ask, undefined);
    const frozen: number[] = [];
    for (const { name, agency } of AGENCIES) {
      progress(`${name} is frozen`);
      frozen.push(...(await whileFrozen(hub.processes[name] as number, () => several(ask, agency))));
    }
    const [{ name, agency }] = AGENCIES;
    progress(`${name} is stopped`);
    process.kill(hub.processes[name] as number, 'SIGKILL');
    const stopped = await several(ask, agency);
    progress(`${name} answers rubbish`);
    const rubbish = await whileAnswering(hub.subgraphUrls[name] as string, '{"data":', () => several(ask, agency));
    const undisturbed = figure('outage-none-p50-ms', median(well), 'ms');
    const told = (what: string, times: readonly number[]): Result[] => [
      comparedTo(undisturbed, `outage-${what}-p50-ms`, median(times)),
      figure(`outage-${what}-max-ms`, Math.max(...times), 'ms'),
    ];
    return [undisturbed, ...told('frozen', frozen), ...told('stopped', stopped), ...told('rubbish', rubbish)];
  } finally {
    await gateway.close();
  }
}

/** The full collated child of the benchmark `collated`, as the analyst asks for it. */
async function asker(hub: BenchHub, gateway: ViaGateway): Promise<Ask> {
  const token = await hub.token('mash-analyst');
  const [question] = await questionsFor(hub, gateway, token);
  if (question === undefined) throw new Error('There is nothing to ask');
  const { gateway: query } = question.operations;
  const variables = question.variables[0] ?? {};
  return async (out) => {
    const from = performance.now();
    const missing = await gateway.agenciesOut(query, variables, token);
    const took = performance.now() - from;
    if (missing.join() !== (out ?? '')) throw new Error(`Missing: ${missing.join(', ') || 'nobody'}; out is ${out ?? 'nobody'}`);
    return took;
  };
}

async function several(ask: Ask, out: string | undefined): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < ASKED_TIMES; n += 1) times.push(await ask(out));
  return times;
}

async function whileFrozen<T>(pid: number, use: () => Promise<T>): Promise<T> {
  process.kill(pid, 'SIGSTOP');
  try {
    return await use();
  } finally {
    process.kill(pid, 'SIGCONT');
    await sleep(REST_MS);
  }
}

/** Something else answers in the agency's place: with half an object, whatever it is asked. */
async function whileAnswering<T>(url: string, body: string, use: () => Promise<T>): Promise<T> {
  const server: Server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(body));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(Number(new URL(url).port), '127.0.0.1', resolve);
  });
  try {
    return await use();
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
