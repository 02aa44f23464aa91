import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { findJson, privateFolder, writePrivateJson } from './files';

/** Passwords of this installation, made on its first start. */
export interface Secrets {
  /** Of PostgreSQL's superuser. */
  readonly admin: string;
  /** What a persona gives the development sign-in. */
  readonly persona: string;
  /** By role name, e.g. `police_app`. */
  readonly roles: Readonly<Record<string, string>>;
}

/** Where one service's keys lie. */
export interface KeyFiles {
  /** Private JWK (Ed25519). */
  readonly privateFile: string;
  /** JWK set with the public key. */
  readonly jwksFile: string;
}

/** The installation's passwords: those kept in `secrets.json`, with new ones for roles that have none yet. */
export function ensureSecrets(data: string, roles: readonly string[]): Secrets {
  const file = join(data, 'secrets.json');
  const kept = findJson<Secrets>(file);
  const secrets: Secrets = {
    admin: kept?.admin ?? password(),
    persona: kept?.persona ?? password(),
    roles: { ...kept?.roles, ...Object.fromEntries(roles.map((role) => [role, kept?.roles[role] ?? password()])) },
  };
  writePrivateJson(file, secrets);
  return secrets;
}

/**
 * One Ed25519 key pair per service: the private half in `keys/private`, which each service alone is pointed to; the public half
 * in `keys/<group>`, as `<name>.jwks.json`.
 */
export async function ensureKeys(data: string, group: 'agencies' | 'hub', name: string): Promise<KeyFiles> {
  const privateFile = join(privateFolder(data, 'keys', 'private'), `${name}.jwk.json`);
  const jwksFile = join(privateFolder(data, 'keys', group), `${name}.jwks.json`);
  if (!existsSync(privateFile) || !existsSync(jwksFile)) {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const open = await exportJWK(pair.publicKey);
    const about = { kid: await calculateJwkThumbprint(open), alg: 'EdDSA', use: 'sig' };
    writePrivateJson(jwksFile, { keys: [{ ...open, ...about }] });
    writePrivateJson(privateFile, { ...(await exportJWK(pair.privateKey)), ...about });
  }
  return { privateFile, jwksFile };
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
