import { join } from 'node:path';
import { AGENCIES, HUB } from '../../subgraphs/registry';
import type { Profile } from '../../common/profile';
import { withAccount, withDatabase } from '../local-postgres/databases';
import type { ServicePlan } from './child';
import { privateFolder } from './files';
import type { KeyFiles, Secrets } from './secrets';

/** Everything the services of one machine are told about each other. */
export interface Layout {
  readonly root: string;
  readonly data: string;
  readonly profile: Profile;
  /** URL of the cluster; its account and database are replaced for each service. */
  readonly adminUrl: string;
  readonly secrets: Secrets;
  /** By service name: the agencies, `mash`, `gateway`, `sign-in`. */
  readonly ports: Readonly<Record<string, number>>;
  readonly keys: Readonly<Record<string, KeyFiles>>;
}

export const GATEWAY = 'gateway';
export const SIGN_IN = 'sign-in';
/** No service: the key that signs the ledger's checkpoints, and nothing else. */
export const LEDGER = 'ledger';
export const AUDIENCE = 'mash-hub';
export const SUBGRAPHS: readonly string[] = [HUB.name, ...AGENCIES.map((agency) => agency.name)];

/** The database of a subgraph; its roles are `<database>_migrator` and `<database>_app`. */
export function databaseName(subgraph: string): string {
  return subgraph.replaceAll('-', '_');
}

export function urlOf(layout: Pick<Layout, 'ports'>, service: string): string {
  return `http://127.0.0.1:${layout.ports[service]}`;
}

/**
 * Room for young objects (MB) in the hub and the gateway, twice what Node.js gives: a list of cases is a hundred megabytes of them,
 * and what outlives a collection is copied. Agencies keep Node's own: they receive files in bounded memory.
 */
const ROOM_FOR_YOUNG_OBJECTS = '--max-semi-space-size=32';

/** The service processes of the hub on one machine, the gateway last. */
export function planServices(layout: Layout): ServicePlan[] {
  return [...SUBGRAPHS.map((name) => subgraph(layout, name)), signIn(layout), gateway(layout)];
}

function subgraph(layout: Layout, name: string): ServicePlan {
  const database = databaseName(name);
  const as = (role: string) => withDatabase(withAccount(layout.adminUrl, role, layout.secrets.roles[role] as string), database);
  return {
    name,
    entry: join(layout.root, 'dist', 'subgraphs', 'main.js'),
    args: [name],
    ...(name === HUB.name ? { nodeOptions: [ROOM_FOR_YOUNG_OBJECTS] } : {}),
    healthUrl: `${urlOf(layout, name)}/health`,
    env: {
      ...listening(layout, name),
      DATABASE_URL: as(`${database}_app`),
      MIGRATOR_DATABASE_URL: as(`${database}_migrator`),
      SPOOL_DIR: privateFolder(layout.data, 'spool', name),
      POLICY_DIR: join(layout.root, 'policy'),
      HUB_JWKS_FILE: keysOf(layout, HUB.name).jwksFile,
      LEDGER_JWKS_FILE: keysOf(layout, LEDGER).jwksFile,
      ...(name === HUB.name ? hubOnly(layout) : {}),
    },
  };
}

function hubOnly(layout: Layout): Record<string, string> {
  const issuer = urlOf(layout, SIGN_IN);
  return {
    AGENCY_JWKS_DIR: join(layout.data, 'keys', 'agencies'),
    AGENCY_URLS: JSON.stringify(
      urls(
        layout,
        AGENCIES.map((agency) => agency.name),
      ),
    ),
    ISSUERS: JSON.stringify([{ issuer, jwksUri: `${issuer}/jwks`, audience: AUDIENCE }]),
    GATEWAY_JWKS_FILE: keysOf(layout, GATEWAY).jwksFile,
    LEDGER_KEY_FILE: keysOf(layout, LEDGER).privateFile,
  };
}

function signIn(layout: Layout): ServicePlan {
  return {
    name: SIGN_IN,
    entry: join(layout.root, 'dist', 'tools', 'dev-sign-in', 'main.js'),
    args: [],
    healthUrl: `${urlOf(layout, SIGN_IN)}/health`,
    env: {
      ...listening(layout, SIGN_IN),
      AUDIENCE,
      PERSONA_SECRET: layout.secrets.persona,
      REDIRECTS: JSON.stringify([`${urlOf(layout, GATEWAY)}/signed-in`]),
    },
  };
}

function gateway(layout: Layout): ServicePlan {
  return {
    name: GATEWAY,
    entry: join(layout.root, 'dist', 'gateway', 'main.js'),
    args: [],
    nodeOptions: [ROOM_FOR_YOUNG_OBJECTS],
    healthUrl: `${urlOf(layout, GATEWAY)}/health/ready`,
    env: {
      ...listening(layout, GATEWAY),
      SUBGRAPH_URLS: JSON.stringify(urls(layout, SUBGRAPHS)),
      SUPERGRAPH_FILE: join(layout.root, 'schema', 'supergraph.graphql'),
      OPERATIONS_DIR: join(layout.root, 'schema', 'operations'),
    },
  };
}

function listening(layout: Layout, name: string): Record<string, string> {
  return {
    ...running(layout),
    HOST: '127.0.0.1',
    PORT: String(layout.ports[name]),
    SIGNING_KEY_FILE: keysOf(layout, name).privateFile,
  };
}

/** In a rehearsal libraries too run as in production; our own code asks for the profile. */
function running({ profile }: Layout): Record<string, string> {
  return { MASH_PROFILE: profile, NODE_ENV: profile === 'development' ? 'development' : 'production' };
}

function urls(layout: Layout, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, urlOf(layout, name)]));
}

function keysOf(layout: Layout, name: string): KeyFiles {
  return layout.keys[name] as KeyFiles;
}
