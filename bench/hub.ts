import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { withDatabase } from '../tools/local-postgres/databases';
import { freePair } from '../tools/local-postgres/ports';
import { accessToken } from '../tools/sign-in-client';
import type { ServicePlan } from '../tools/start/child';
import { type Demonstration, ensureDemonstration } from '../tools/start/demonstration';
import { LocalHub } from '../tools/start/hub';
import { onInterrupt } from '../tools/start/interrupts';
import { databaseName, GATEWAY, type Layout, planServices, SUBGRAPHS, urlOf } from '../tools/start/services';
import type { Progress } from './bench';

/** A hub with a demonstration borough, on this machine, that a benchmark has to itself. */
export interface BenchHub {
  readonly root: string;
  readonly gatewayUrl: string;
  /** Base URL of each subgraph by its registry name. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  /** File of the gateway's private key: whoever makes its calls by hand must prove them as it does. */
  readonly gatewayKeyFile: string;
  readonly demonstration: Demonstration;
  /** Name to process id, PostgreSQL's included. */
  readonly processes: Readonly<Record<string, number>>;
  /** URL of one subgraph's database as PostgreSQL's superuser: to look at what cannot be seen from outside. */
  databaseUrl(subgraph: string): string;
  /** An access token for a persona, good for ten minutes. */
  token(persona: string): Promise<string>;
}

export interface HubToMeasure {
  /** Size of the demonstration borough. */
  readonly children: number;
  /** How long the gateway waits for an agency. */
  readonly agencyTimeoutMs: number;
  /** Puts the services together in another way than in a process each. */
  readonly arranged?: (plans: ServicePlan[]) => ServicePlan[];
}

/**
 * A machine under full load makes agencies late: a measurement of anything but lateness waits this long for them, so that every
 * answer is a whole one.
 */
export const PATIENT_MS = 30_000;

/** Starts a hub in a folder of its own, hands it to `use`, and ends and removes it, also when interrupted. */
export async function withHub<T>(
  { children, agencyTimeoutMs, arranged = (plans) => plans }: HubToMeasure,
  progress: Progress,
  use: (hub: BenchHub) => Promise<T>,
): Promise<T> {
  // Not made here: the launcher gives it the rights that its database needs.
  const dataDir = join(tmpdir(), `mash-bench-${randomUUID()}`);
  const local = new LocalHub({
    dataDir,
    port: await freePair(),
    plan: (layout) => arranged(planWaiting(agencyTimeoutMs)(layout)),
  });
  const end = async (): Promise<void> => {
    await local.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  whenInterrupted(end);
  try {
    progress('starting a hub of its own');
    await local.start();
    progress(`loading a borough of ${children} children`);
    const demonstration = await ensureDemonstration(dataDir, local.gatewayUrl, children);
    const places = placesOf(local.layout as Layout);
    await analyse(SUBGRAPHS.map(places.databaseUrl));
    return await use({
      ...places,
      processes: local.processes,
      demonstration,
      token: (persona) => accessToken(persona, dataDir),
    });
  } finally {
    await end();
  }
}

/** What PostgreSQL does by itself within minutes of a load: until then it plans for tables that it takes to be empty. */
async function analyse(urls: readonly string[]): Promise<void> {
  for (const connectionString of urls) {
    const client = new Client({ connectionString });
    await client.connect();
    await client.query('analyze');
    await client.end();
  }
}

/** What an interruption has to end: the hub of the benchmark that runs now. */
let running: (() => Promise<void>) | undefined;

function whenInterrupted(end: () => Promise<void>): void {
  if (running === undefined) onInterrupt(() => (running as () => Promise<void>)().finally(() => process.exit(130)));
  running = end;
}

const planWaiting =
  (agencyTimeoutMs: number) =>
  (layout: Layout): ServicePlan[] =>
    planServices(layout).map((plan) =>
      plan.name === GATEWAY ? { ...plan, env: { ...plan.env, AGENCY_TIMEOUT_MS: String(agencyTimeoutMs) } } : plan,
    );

const placesOf = (layout: Layout) => ({
  root: layout.root,
  gatewayUrl: urlOf(layout, GATEWAY),
  subgraphUrls: Object.fromEntries(SUBGRAPHS.map((name) => [name, urlOf(layout, name)])),
  gatewayKeyFile: layout.keys[GATEWAY]?.privateFile ?? '',
  databaseUrl: (subgraph: string) => withDatabase(layout.adminUrl, databaseName(subgraph)),
});
