import { type AgencyConfig, readAgencyConfig } from '../../../common/agency/config';
import { type Config, ConfigError, existingFolder, json, readConfig, text, textByName } from '../../../common/config';
import { isLoopback, type Profile, profileOf } from '../../../common/profile';
import type { TrustedIssuer } from './sign-in-tokens';

/** What the hub's own subgraph is told beside what every subgraph is. */
export interface HubConfig extends AgencyConfig {
  readonly agencyJwksDir: string;
  /** Base URL by registry name. */
  readonly agencyUrls: Readonly<Record<string, string>>;
  readonly issuers: readonly TrustedIssuer[];
  readonly gatewayJwksFile: string;
  /** The key that signs the ledger's checkpoints; no token is signed with it. */
  readonly ledgerKeyFile: string;
  /** Outside production the development sign-in's personas are members. */
  readonly profile: Profile;
}

const SPEC = {
  AGENCY_JWKS_DIR: {
    sentence: "Folder of the agencies' public keys, <name>.jwks.json each, pinned.",
    read: existingFolder,
    production: 'required',
  },
  AGENCY_URLS: { sentence: 'Base URL of each agency, JSON: name to URL.', read: json(textByName), production: 'required' },
  ISSUERS: {
    sentence: 'Identity providers whose sign-ins are taken, JSON: [{ "issuer", "jwksUri", "audience" }].',
    read: json(issuers),
    production: 'required',
  },
  GATEWAY_JWKS_FILE: { sentence: "File of the gateway's public keys (JWKS), pinned.", read: text, production: 'required' },
  LEDGER_KEY_FILE: {
    sentence: "File of the private key (JWK, Ed25519) that signs the ledger's checkpoints; made on first start.",
    read: text,
    production: 'required',
  },
} as const;

/** Reads the configuration of the hub's process. @throws ConfigError with every problem. */
export function readHubConfig(env: NodeJS.ProcessEnv): HubConfig {
  const problems: string[] = [];
  const shared = collect(() => readAgencyConfig(env), problems);
  const own = collect(() => readConfig(SPEC, env), problems);
  if (shared === undefined || own === undefined) throw new ConfigError(problems);
  const profile = profileOf(env);
  if (profile === 'production') problems.push(...unfitIssuers(own.ISSUERS));
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...shared, ...named(own), profile };
}

const named = (own: Config<typeof SPEC>) => ({
  agencyJwksDir: own.AGENCY_JWKS_DIR,
  agencyUrls: own.AGENCY_URLS,
  issuers: own.ISSUERS,
  gatewayJwksFile: own.GATEWAY_JWKS_FILE,
  ledgerKeyFile: own.LEDGER_KEY_FILE,
});

function issuers(value: unknown): readonly TrustedIssuer[] {
  const isIssuer = (one: unknown): one is TrustedIssuer => {
    const { issuer, jwksUri, audience } = (one ?? {}) as Record<string, unknown>;
    return (
      [issuer, jwksUri, audience].every((part) => typeof part === 'string' && part !== '') && URL.canParse(jwksUri as string)
    );
  };
  if (!Array.isArray(value) || value.length === 0 || !value.every(isIssuer)) {
    throw new Error('must be a JSON list of { "issuer", "jwksUri", "audience" }, at least one');
  }
  return value.map(({ issuer, jwksUri, audience }) => ({ issuer, jwksUri, audience }));
}

/** What vouches for staff is reached over TLS, and is not the development sign-in, which vouches for anybody. */
function unfitIssuers(trusted: readonly TrustedIssuer[]): string[] {
  const addresses = trusted.flatMap(({ issuer, jwksUri }) => [issuer, jwksUri]);
  const unfit = addresses.some(
    (one) => !URL.canParse(one) || new URL(one).protocol !== 'https:' || isLoopback(new URL(one).hostname),
  );
  return unfit ? ['ISSUERS must have https addresses, and none of this machine, in production'] : [];
}

function collect<T>(read: () => T, problems: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
