import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../demo/random';
import type { Journey } from '../../support/journey';
import { killPostmaster, killSubgraph } from './killing';

/** What is ended with SIGKILL while people look at records. */
export const LEDGER_VICTIMS: Readonly<Record<string, (journey: Journey) => Promise<void>>> = {
  PostgreSQL: killPostmaster,
  'the hub’s own subgraph': (journey) => killSubgraph(journey, 'mash'),
  'an agency’s subgraph': (journey) => killSubgraph(journey, 'police'),
  'the gateway': (journey) => killSubgraph(journey, 'gateway'),
};

/** How many look at the same time. */
const LOOKING = 4;

/** People who keep looking at one child, each look under a name of its own, and the names of the looks that showed something. */
export class Looking {
  readonly released = new Set<string>();
  private looks = 0;
  private stopped = false;
  private readonly loops: Promise<void>[];

  constructor(private readonly journey: Journey) {
    this.loops = Array.from({ length: LOOKING }, () => this.look());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.loops);
  }

  /** Looks that showed something and stand in no entry: there must never be one. */
  async unrecorded(): Promise<string[]> {
    const recorded = await this.journey.inDatabase('mash', async (client) => {
      const { rows } = await client.query<{ name: string }>('select operation_name as name from access_log');
      return new Set(rows.map(({ name }) => name));
    });
    return [...this.released].filter((name) => !recorded.has(name));
  }

  private async look(): Promise<void> {
    const { childId: id, caseId } = this.journey.demonstration;
    while (!this.stopped) {
      this.looks += 1;
      const name = `Look${this.looks}`;
      const query = `query ${name}($id: ID!, $caseId: ID!) {
        child(id: $id, purpose: SECTION_47, caseId: $caseId) { id names { family } police { incidents { id } } } }`;
      try {
        const { data } = await this.journey.as('mash-analyst').query(query, { id, caseId });
        if (data?.child) this.released.add(name);
      } catch {
        // The answer never came, or broke off: nothing of it counts as released, and somebody is being killed.
        await sleep(50);
      }
    }
  }
}

/** Ends this victim at a random moment while people look. @returns the looks that showed something meanwhile */
export async function killWhileLooking(journey: Journey, victim: string, random: Random): Promise<Looking> {
  const looking = new Looking(journey);
  try {
    await sleep(300 + random.next() * 2_000);
    await LEDGER_VICTIMS[victim]?.(journey);
    // Until they see something again.
    const before = looking.released.size;
    for (let waited = 0; waited < 600 && looking.released.size <= before + LOOKING; waited += 1) await sleep(50);
  } finally {
    await looking.stop();
  }
  return looking;
}
