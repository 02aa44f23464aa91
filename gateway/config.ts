import { readFile } from 'node:fs/promises';
import { existingFile, existingFolder, json, readConfig, text, textByName, wholeNumber } from '../common/config';
import { isStrict, type Profile, profileOf } from '../common/profile';
import { loadOrCreateSigningKey, type SigningKey } from '../common/tokens/keys';
import type { RateLimits } from './rates';

/** Where the gateway runs and what it stands in front of. */
export interface GatewayConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Base URL of each subgraph by name, the hub's own among them. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly supergraphSdl: string;
  /** Proves, call by call, that it is this gateway that uses a principal's token. */
  readonly signingKey: SigningKey;
  /** What one request may wait for one agency, over all its hops. */
  readonly agencyTimeoutMs: number;
  /** Folder of the operations that staff may send outside development. */
  readonly operationsDir: string;
  readonly rates: RateLimits;
  readonly profile: Profile;
}

const SPEC = {
  HOST: { sentence: 'Address to listen on.', read: text, development: '127.0.0.1', production: 'required' },
  PORT: {
    sentence: 'Port to listen on; 0 takes any free one.',
    read: wholeNumber(0, 65_535),
    development: '4000',
    production: 'default',
  },
  SUBGRAPH_URLS: {
    sentence: 'Base URL of each subgraph by name, as a JSON object, the hub (`mash`) among them.',
    read: json(textByName),
    production: 'required',
  },
  SUPERGRAPH_FILE: {
    sentence: 'The composed supergraph.',
    read: existingFile,
    development: 'schema/supergraph.graphql',
    production: 'default',
  },
  SIGNING_KEY_FILE: {
    sentence: "File of the gateway's private key (JWK, Ed25519); made on first start.",
    read: text,
    production: 'required',
  },
  AGENCY_TIMEOUT_MS: {
    sentence: 'Milliseconds that one request may wait for one agency before its part reads UNAVAILABLE.',
    read: wholeNumber(50, 60_000),
    development: '1500',
    production: 'default',
  },
  OPERATIONS_DIR: {
    sentence: 'Folder of the operations that staff may send outside development, one file each.',
    read: existingFolder,
    development: 'schema/operations',
    production: 'default',
  },
  USER_REQUESTS_PER_MINUTE: {
    sentence: 'Requests that one user may send in a minute; 0 takes the default of the profile.',
    read: wholeNumber(0, 10_000_000),
    development: '0',
    production: 'default',
  },
  AGENCY_REQUESTS_PER_MINUTE: {
    sentence: "Requests that one agency's people may send together in a minute; 0 takes the default of the profile.",
    read: wholeNumber(0, 10_000_000),
    development: '0',
    production: 'default',
  },
} as const;

/** Ten a second for a user; a workbench page sends a few. In development tests and benchmarks are one user. */
const STRICT_RATES: RateLimits = { user: 600, agency: 6_000 };
const DEVELOPMENT_RATES: RateLimits = { user: 1_000_000, agency: 10_000_000 };

/** Reads the configuration of the gateway's process. @throws ConfigError with every problem. */
export async function readGatewayConfig(env: NodeJS.ProcessEnv): Promise<GatewayConfig> {
  const given = readConfig(SPEC, env);
  const profile = profileOf(env);
  const usual = isStrict(profile) ? STRICT_RATES : DEVELOPMENT_RATES;
  return {
    host: given.HOST,
    port: given.PORT,
    subgraphUrls: given.SUBGRAPH_URLS,
    supergraphSdl: await readFile(given.SUPERGRAPH_FILE, 'utf8'),
    signingKey: await loadOrCreateSigningKey(given.SIGNING_KEY_FILE),
    agencyTimeoutMs: given.AGENCY_TIMEOUT_MS,
    operationsDir: given.OPERATIONS_DIR,
    rates: { user: given.USER_REQUESTS_PER_MINUTE || usual.user, agency: given.AGENCY_REQUESTS_PER_MINUTE || usual.agency },
    profile,
  };
}
