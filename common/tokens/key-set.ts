import { stat } from 'node:fs/promises';
import { calculateJwkThumbprint, type CryptoKey, type JWK } from 'jose';
import { importEd25519, type Jwks, readJwks } from './keys';

/** Public keys that are trusted for one issuer, by `kid`. Nothing in a token can add to them. */
export interface KeySet {
  find(kid: string): Promise<CryptoKey | undefined>;
}

const MOST_KEYS = 2;
/** How long a revoked key can still be honoured. */
const LOOK_AGAIN_MS = 1000;

/**
 * A fixed set of keys, imported once.
 *
 * @throws Error for more than two keys, a key that is not Ed25519, a private key, or a `kid` that is not its thumbprint.
 */
export async function keySetOf(jwks: Jwks): Promise<KeySet> {
  const keys = await importAll(jwks);
  return { find: async (kid) => keys.get(kid) };
}

/**
 * The keys of a pinned JWKS file, which an operator may replace while the service runs: rotation and revocation take effect
 * within a second. A file that is missing or cannot be read trusts nobody.
 */
export function pinnedKeys(file: string, clock: () => number = Date.now): KeySet {
  let keys: Promise<ReadonlyMap<string, CryptoKey>> = Promise.resolve(new Map());
  let version: string | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<void> | undefined;

  async function check(): Promise<void> {
    const found = await versionOf(file);
    if (found !== version) keys = found === 'none' ? Promise.resolve(new Map()) : readKeys(file);
    await keys;
    version = found;
    checkedAt = clock();
  }

  return {
    async find(kid) {
      if (clock() - checkedAt >= LOOK_AGAIN_MS) {
        checking ??= check().finally(() => {
          checking = undefined;
        });
        await checking;
      }
      return (await keys).get(kid);
    },
  };
}

async function readKeys(file: string): Promise<ReadonlyMap<string, CryptoKey>> {
  return importAll((await readJwks(file)) ?? { keys: [] });
}

async function versionOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs}/${size}/${ino}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    throw error;
  }
}

async function importAll(jwks: Jwks): Promise<ReadonlyMap<string, CryptoKey>> {
  if (!Array.isArray(jwks.keys) || jwks.keys.length > MOST_KEYS) throw new Error(`a JWKS holds at most ${MOST_KEYS} keys`);
  const imported = new Map<string, CryptoKey>();
  for (const jwk of jwks.keys) {
    if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jwk.d !== undefined) throw new Error('not a public Ed25519 JWK');
    const kid = await calculateJwkThumbprint(jwk);
    if (jwk.kid !== kid) throw new Error('the kid of a key is not its thumbprint');
    imported.set(kid, await importEd25519({ kty: jwk.kty, crv: jwk.crv, x: jwk.x } as JWK));
  }
  return imported;
}
