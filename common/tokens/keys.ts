import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

/** A service's own Ed25519 key. `kid` is its RFC 7638 thumbprint, so a key cannot borrow another's name. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** A published set of public keys (RFC 7517). */
export interface Jwks {
  readonly keys: readonly JWK[];
}

/** The newest signs, the one before it still verifies: a rotation breaks no request in flight. */
const LIVE_KEYS = 2;

/** Makes a key that lives in memory only. */
export async function createSigningKey(): Promise<SigningKey> {
  return signingKeyFrom(await newPrivateJwk());
}

/**
 * Reads the service's private key, or makes it on first start (mode 0600). Two processes starting together end with one key.
 *
 * @throws Error when the file is not a private Ed25519 JWK.
 */
export async function loadOrCreateSigningKey(file: string): Promise<SigningKey> {
  const text = (await readIfThere(file)) ?? (await createKeyFile(file));
  return signingKeyFrom(JSON.parse(text) as JWK);
}

/** Reads a JWKS file; undefined when there is none. Its contents are judged by `keySetOf`. */
export async function readJwks(file: string): Promise<Jwks | undefined> {
  const text = await readIfThere(file);
  return text === undefined ? undefined : (JSON.parse(text) as Jwks);
}

/** Puts a public key first in a JWKS file and keeps the one before it: two live at a time. */
export async function publishKey(jwksFile: string, publicJwk: JWK): Promise<void> {
  const others = ((await readJwks(jwksFile))?.keys ?? []).filter(({ kid }) => kid !== publicJwk.kid);
  await writeJwks(jwksFile, [publicJwk, ...others].slice(0, LIVE_KEYS));
}

/** Emergency revocation: what this key signed is refused as soon as readers look again (`pinnedKeys`). */
export async function revokeKey(jwksFile: string, kid: string): Promise<void> {
  await writeJwks(
    jwksFile,
    ((await readJwks(jwksFile))?.keys ?? []).filter((key) => key.kid !== kid),
  );
}

async function writeJwks(file: string, keys: readonly JWK[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, `${JSON.stringify({ keys }, null, 2)}\n`, { flag: 'wx' });
  await rename(temporary, file);
}

async function createKeyFile(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, `${JSON.stringify(await newPrivateJwk(), null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  try {
    // A link, not a rename: it fails when another process was first, whose key then counts.
    await link(temporary, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
  return readFile(file, 'utf8');
}

async function newPrivateJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' };
}

async function signingKeyFrom(jwk: JWK): Promise<SigningKey> {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.d !== 'string') throw new Error('not a private Ed25519 JWK');
  const kid = await calculateJwkThumbprint(jwk);
  const privateKey = await importEd25519({ ...jwk, ext: false });
  return { kid, privateKey, publicJwk: { kty: 'OKP', crv: 'Ed25519', x: jwk.x, kid, alg: 'EdDSA', use: 'sig' } };
}

/** jose answers bytes for symmetric keys only. */
export const importEd25519 = async (jwk: JWK): Promise<CryptoKey> => (await importJWK(jwk, 'EdDSA')) as CryptoKey;

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
