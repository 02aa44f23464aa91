import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../demo/random';
import type { LoggedDisclosure } from '../../../subgraphs/mash/ledger/access-log-entry';
import { disclosureDigest } from '../../../common/ledger/disclosure-digest';
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

/** Looks of all moments: a name that came twice would stand in the ledger though the second look did not. */
let looks = 0;

/** People who keep looking at one child, each look under a name of its own, and the names of the looks that showed something. */
export class Looking {
  readonly released = new Set<string>();
  /** Of these, the ones that showed what the police hold. */
  readonly withPolice = new Set<string>();
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

  /**
   * The other direction, too: what was released with the police's part stands in the ledger with it, and in the police's own log under
   * the same request and digest. So what a log has and the ledger has not was released to nobody.
   *
   * @returns looks of which that does not hold: there must never be one.
   */
  async unaccounted(): Promise<string[]> {
    const entries = await this.journey.inDatabase('mash', async (client) => {
      const { rows } = await client.query<{ name: string; rid: string; disclosures: LoggedDisclosure[] }>(
        'select operation_name as name, rid, disclosures from access_log where operation_name = any($1)',
        [[...this.withPolice]],
      );
      return new Map(rows.map((row) => [row.name, row]));
    });
    const own = await this.journey.inDatabase('police', async (client) => {
      const { rows } = await client.query<{ key: string }>("select rid || ' ' || digest as key from disclosure_log");
      return new Set(rows.map(({ key }) => key));
    });
    return [...this.withPolice].filter((name) => {
      const entry = entries.get(name);
      const told = entry?.disclosures.filter(({ custodian }) => custodian === 'police') ?? [];
      return told.length === 0 || !told.every(({ entry: said }) => own.has(`${entry?.rid} ${disclosureDigest(said)}`));
    });
  }

  private async look(): Promise<void> {
    const { childId: id, caseId } = this.journey.demonstration;
    while (!this.stopped) {
      looks += 1;
      const name = `Look${looks}`;
      const query = `query ${name}($id: ID!, $caseId: ID!) {
        child(id: $id, purpose: SECTION_47, caseId: $caseId) { id names { family } police { incidents { id } } } }`;
      try {
        const { data } = await this.journey.as('mash-analyst').query(query, { id, caseId });
        if (data?.child) this.released.add(name);
        if (data?.child?.police?.incidents) this.withPolice.add(name);
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
