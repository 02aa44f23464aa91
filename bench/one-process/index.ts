import { join } from 'node:path';
import { freePort } from '../../tools/local-postgres/ports';
import type { ServicePlan } from '../../tools/start/child';
import { GATEWAY, SUBGRAPHS } from '../../tools/start/services';
import type { Bench, Progress } from '../bench';
import { mustBeSame } from '../collated/answer';
import { questionsFor } from '../collated/questions';
import { ViaGateway } from '../collated/via-gateway';
import { type BenchHub, PATIENT_MS, withHub } from '../hub';
import { comparedTo, figure, type Result } from '../result';
import { interleaved } from '../rounds';
import type { Machine } from './machine';

const CHILDREN = 400;
const PERSONA = 'mash-analyst';
const EFFORT = { concurrency: 4, forMs: 4_000, warmUpMs: 3_000, rounds: 7, meter: () => ({}) };

export const oneProcess: Bench = {
  about: 'everything in one process: a gateway that asks its subgraphs directly against one that asks them over HTTP',
  async run(progress) {
    const overHttpPort = await freePort();
    const arranged = (plans: ServicePlan[]): ServicePlan[] => inOne(plans, overHttpPort);
    return withHub({ children: CHILDREN, agencyTimeoutMs: PATIENT_MS, arranged }, progress, (hub) =>
      measure(hub, overHttpPort, progress),
    );
  },
};

/** The sign-in stays a process of its own; it is no part of what is measured. */
function inOne(plans: readonly ServicePlan[], overHttpPort: number): ServicePlan[] {
  const subgraphs = Object.fromEntries(plans.filter(({ name }) => SUBGRAPHS.includes(name)).map(({ name, env }) => [name, env]));
  const machine: Machine = { subgraphs, overHttpPort };
  return plans
    .filter(({ name }) => !SUBGRAPHS.includes(name))
    .map((plan) =>
      plan.name === GATEWAY
        ? { ...plan, entry: join(__dirname, 'machine.js'), env: { ...plan.env, MACHINE: JSON.stringify(machine) } }
        : plan,
    );
}

async function measure(hub: BenchHub, overHttpPort: number, progress: Progress): Promise<Result[]> {
  const direct = new ViaGateway(hub.gatewayUrl, EFFORT.concurrency);
  const overHttp = new ViaGateway(`http://127.0.0.1:${overHttpPort}`, EFFORT.concurrency);
  try {
    const results: Result[] = [];
    for (const { id, operations, variables } of await questionsFor(hub, direct, await hub.token(PERSONA))) {
      progress(`${id}: the same answers both ways, then ${EFFORT.rounds} rounds`);
      const token = await hub.token(PERSONA);
      const ask = (gateway: ViaGateway, asked: Record<string, unknown>) => gateway.ask(operations.gateway, asked, token);
      for (const asked of variables) mustBeSame(id, await ask(direct, asked), await ask(overHttp, asked));
      const inTurn = (gateway: ViaGateway) => {
        let next = 0;
        return () => ask(gateway, variables[next++ % variables.length] ?? {});
      };
      const measured = await interleaved({ direct: inTurn(direct), overHttp: inTurn(overHttp) }, EFFORT);
      const other = figure(`${id}-one-process-http-rps`, measured.overHttp.rps, 'requests/s');
      results.push(comparedTo(other, `${id}-one-process-rps`, measured.direct.rps), other);
    }
    return results;
  } finally {
    await Promise.all([direct.close(), overHttp.close()]);
  }
}
