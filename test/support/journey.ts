import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Profile } from '../../common/profile';
import { loadOrCreateSigningKey, type SigningKey } from '../../common/tokens/keys';
import { withClient, withDatabase } from '../../tools/local-postgres/databases';
import { accessToken } from '../../tools/sign-in-client';
import { type Service, type ServicePlan, startService } from '../../tools/start/child';
import { findDemonstration } from '../../tools/start/demonstration';
import { databaseName, GATEWAY, type Layout, planServices, SUBGRAPHS } from '../../tools/start/services';
import { type RunningHub, startHub } from '../../tools/start/start-hub';
import { freePair } from '../../tools/local-postgres/ports';
import { hubTemplate } from './hub-template';
import { logsOf, PersonalData } from './no-personal-data';
import { StandIn } from './stand-in';

export interface Fault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly agency?: string; readonly reason?: string };
}

export interface Refusal {
  readonly path: readonly (string | number)[];
  readonly agency: string;
  readonly category: string;
  readonly rule: string;
  readonly tell: string;
}

/** What the gateway answered, and how long it took. */
export interface Answer<T = Json> {
  readonly status: number;
  readonly text: string;
  readonly data: T;
  readonly errors: readonly Fault[];
  readonly withheld: readonly Refusal[];
  readonly ms: number;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read by path, test by test
export type Json = any;

export interface JourneyOptions {
  /** Size of the demonstration borough; 0 loads none. */
  readonly children?: number;
  /** Publish the borough through this very hub, also where an earlier one of this worker's could be copied. */
  readonly publishAnew?: boolean;
  /** Development unless told. */
  readonly profile?: Profile;
  /** Further environment of the gateway. */
  readonly gatewayEnv?: Readonly<Record<string, string>>;
  /** Put a stand-in between the gateway and every subgraph. */
  readonly standIns?: boolean;
  /** What a request may wait for an agency. Long unless told: a busy machine is no outage. */
  readonly agencyTimeoutMs?: number;
}

/** A whole hub for one test file: real processes over HTTP, on a data folder and ports of its own. */
export class Journey {
  private readonly restarted: Service[] = [];
  private readonly tokens = new Map<string, { readonly at: number; readonly token: Promise<string> }>();

  private constructor(
    private readonly hub: RunningHub,
    readonly dataDir: string,
    readonly layout: Layout,
    private readonly plans: ReadonlyMap<string, ServicePlan>,
    private readonly standIns: ReadonlyMap<string, StandIn>,
    private readonly children: number,
  ) {}

  static async start(options: JourneyOptions = {}): Promise<Journey> {
    const { children = 40, profile = 'development', standIns = false, agencyTimeoutMs = 20_000, gatewayEnv = {} } = options;
    const template = options.publishAnew ? undefined : await hubTemplate(children);
    const folder = mkdtempSync(join(tmpdir(), 'mash-journey-'));
    // PostgreSQL's own account has to pass through when we are root.
    chmodSync(folder, 0o711);
    const dataDir = join(folder, 'data');
    const before = new Map<string, StandIn>();
    if (standIns) for (const name of SUBGRAPHS) before.set(name, await StandIn.listen());
    let seen: { layout: Layout; plans: ServicePlan[] } | undefined;
    const plan = (layout: Layout) => {
      for (const [name, standIn] of before) standIn.before(`http://127.0.0.1:${layout.ports[name]}`);
      const plans = planServices(layout).map((one) =>
        one.name === GATEWAY ? gatewayPlan(one, before, { ...gatewayEnv, AGENCY_TIMEOUT_MS: String(agencyTimeoutMs) }) : one,
      );
      seen = { layout, plans };
      return plans;
    };
    try {
      template?.copyTo(dataDir);
      const port = template?.port ?? (await freePair());
      const hub = await startHub({ dataDir, port, children, profile, quiet: true, plan });
      if (seen === undefined) throw new Error('The hub started without a plan');
      await template?.keep(dataDir, seen.layout.adminUrl);
      const plans = new Map(seen.plans.map((one) => [one.name, one]));
      return new Journey(hub, dataDir, seen.layout, plans, before, children);
    } catch (error) {
      await Promise.all([...before.values()].map((standIn) => standIn.close()));
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get gatewayUrl(): string {
    return this.hub.gatewayUrl;
  }

  get processes(): Readonly<Record<string, number>> {
    return { ...this.hub.processes, ...Object.fromEntries(this.restarted.map(({ name, pid }) => [name, pid])) };
  }

  /** The first child of the demonstration borough and the case through which to look at it: level 4, section 47. */
  get demonstration(): { childId: string; caseId: string } {
    const found = findDemonstration(this.dataDir);
    if (found === undefined) throw new Error('This hub has no demonstration borough');
    return found;
  }

  as(persona: string): Persona {
    return new Persona(this, persona);
  }

  /** An access token of the development sign-in, which lives for ten minutes; the same one for half of them. */
  token(persona: string): Promise<string> {
    const now = performance.now();
    const held = this.tokens.get(persona);
    if (held !== undefined && now - held.at < 5 * 60_000) return held.token;
    const token = accessToken(persona, this.dataDir);
    this.tokens.set(persona, { at: now, token });
    return token;
  }

  standIn(subgraph: string): StandIn {
    const found = this.standIns.get(subgraph);
    if (found === undefined) throw new Error(`No stand-in before ${subgraph}: start the journey with standIns`);
    return found;
  }

  /** Base URL of one service itself, past every stand-in. */
  urlOf(service: string): string {
    return `http://127.0.0.1:${this.layout.ports[service]}`;
  }

  /** A service's own signing key: what only that service should ever hold. */
  keyOf(service: string): Promise<SigningKey> {
    return loadOrCreateSigningKey(this.layout.keys[service]?.privateFile ?? '');
  }

  logOf(service: string): string {
    return readFileSync(join(this.dataDir, 'logs', `${service}.log`), 'utf8');
  }

  /** As PostgreSQL's superuser, inside one subgraph's database. */
  inDatabase<T>(subgraph: string, work: (client: Client) => Promise<T>): Promise<T> {
    return withClient(withDatabase(this.layout.adminUrl, databaseName(subgraph)), work);
  }

  /** Starts a service again that was killed. */
  async restart(name: string): Promise<void> {
    const plan = this.plans.get(name);
    if (plan === undefined) throw new Error(`There is no service ${name}`);
    const tether = join(this.layout.root, 'dist', 'tools', 'start', 'tether.js');
    const service = startService(plan, join(this.dataDir, 'logs', `${name}-again.log`), tether);
    this.restarted.push(service);
    await service.ready();
  }

  /** Ends everything. @throws Error when any log of the run holds a name, number or postcode of the borough's people */
  async stop(): Promise<void> {
    await this.hub.stop();
    await Promise.all(this.restarted.map((service) => service.stop()));
    await Promise.all([...this.standIns.values()].map((standIn) => standIn.close()));
    const told = this.personalDataInLogs();
    rmSync(join(this.dataDir, '..'), { recursive: true, force: true });
    if (told.length > 0) throw new Error(`A log holds personal data: ${told.join('; ')}`);
  }

  /** Which log holds what kind of it, and never what. */
  personalDataInLogs(): string[] {
    const people = new PersonalData(Math.max(this.children, 40));
    return logsOf(this.dataDir).flatMap(({ name, text }) => people.findIn(text).map((kind) => `${name}: ${kind}`));
  }
}

/** Somebody signed in through the development sign-in. */
export class Persona {
  constructor(
    private readonly journey: Journey,
    private readonly name: string,
  ) {}

  /** Puts one operation to the gateway as this persona. */
  async query<T = Json>(query: string, variables: object = {}, more: object = {}): Promise<Answer<T>> {
    return this.post<T>({ query, variables, ...more });
  }

  async post<T = Json>(body: object | string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const authorization = `Bearer ${await this.journey.token(this.name)}`;
    return post<T>(this.journey.gatewayUrl, body, { authorization, ...headers });
  }

  /** The publishing door of the gateway: `police/police-v1`, `police/publications/<id>`. */
  async publishing(
    path: string,
    form?: FormData | Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Json }> {
    const response = await fetch(`${this.journey.gatewayUrl}/publish/${path}`, {
      method: form === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${await this.journey.token(this.name)}`, ...headers },
      ...(form === undefined ? {} : { body: form as NonNullable<RequestInit['body']> }),
    });
    return { status: response.status, body: await response.json() };
  }
}

/** One POST to `/graphql` of a gateway, signed in or not. */
export async function post<T = Json>(
  gatewayUrl: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const begun = performance.now();
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const ms = performance.now() - begun;
  const { data, errors = [], extensions = {} } = JSON.parse(text) as Json;
  return { status: response.status, text, data, errors, withheld: extensions.withheld ?? [], ms };
}

function gatewayPlan(gateway: ServicePlan, standIns: ReadonlyMap<string, StandIn>, more: Record<string, string>): ServicePlan {
  const urls = JSON.parse(gateway.env.SUBGRAPH_URLS ?? '{}') as Record<string, string>;
  for (const [name, standIn] of standIns) urls[name] = standIn.url;
  return { ...gateway, env: { ...gateway.env, SUBGRAPH_URLS: JSON.stringify(urls), ...more } };
}
