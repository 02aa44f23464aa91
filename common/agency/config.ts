import { existingFolder, oneOf, readConfig, text, url, wholeNumber } from '../config';
import { profileOf } from '../profile';

/** Where one agency's subgraph runs and what it was given. */
export interface AgencyConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly databaseUrl: string;
  /** Absent when the migrations were run beforehand. */
  readonly migratorUrl?: string | undefined;
  /** Folder for publications while they are received and imported. */
  readonly spoolDir: string;
  readonly signingKeyFile: string;
  readonly hubJwksFile: string;
  /** The ledger's own public keys, pinned: checkpoints signed by no other are cosigned. */
  readonly ledgerJwksFile: string;
  readonly policyDir: string;
  /** Whether what is due is deleted once a day; otherwise only when somebody runs the command. */
  readonly retentionDaily?: boolean;
}

const SPEC = {
  HOST: { sentence: 'Address to listen on.', read: text, development: '127.0.0.1', production: 'default' },
  PORT: { sentence: 'Port to listen on; 0 takes any free one.', read: wholeNumber(0, 65_535), production: 'required' },
  DATABASE_URL: {
    sentence: "The agency's own database, as the role that reads and writes rows.",
    read: url('postgres:', 'postgresql:'),
    production: 'required',
  },
  MIGRATOR_DATABASE_URL: {
    sentence: 'The same database, as the role that owns it; leave it out when migrations are run beforehand.',
    read: text,
    development: '',
    production: 'default',
  },
  SPOOL_DIR: { sentence: 'Folder for publications while they are received and imported.', read: text, production: 'required' },
  SIGNING_KEY_FILE: {
    sentence: "File of this agency's private key (JWK, Ed25519); made on first start.",
    read: text,
    production: 'required',
  },
  HUB_JWKS_FILE: { sentence: "File of the hub's public keys (JWKS), pinned.", read: text, production: 'required' },
  LEDGER_JWKS_FILE: {
    sentence: "File of the public keys (JWKS) that sign the ledger's checkpoints, pinned.",
    read: text,
    production: 'required',
  },
  POLICY_DIR: {
    sentence: 'Folder of the policy files; the sharing agreement is agreements/<name>.yaml in it.',
    read: existingFolder,
    development: 'policy',
    production: 'default',
  },
  RETENTION_APPLY: {
    sentence: 'Agencies only: daily deletes what the retention rules say is due, every day; in production alone.',
    read: oneOf('never', 'daily'),
    development: 'never',
    production: 'default',
  },
} as const;

/** Reads the configuration of an agency's process. @throws ConfigError with every problem. */
export function readAgencyConfig(env: NodeJS.ProcessEnv): AgencyConfig {
  const given = readConfig(SPEC, env);
  return {
    host: given.HOST,
    port: given.PORT,
    databaseUrl: given.DATABASE_URL,
    migratorUrl: given.MIGRATOR_DATABASE_URL === '' ? undefined : given.MIGRATOR_DATABASE_URL,
    spoolDir: given.SPOOL_DIR,
    signingKeyFile: given.SIGNING_KEY_FILE,
    hubJwksFile: given.HUB_JWKS_FILE,
    ledgerJwksFile: given.LEDGER_JWKS_FILE,
    policyDir: given.POLICY_DIR,
    retentionDaily: profileOf(env) === 'production' && given.RETENTION_APPLY === 'daily',
  };
}
