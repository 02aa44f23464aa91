import { createHash } from 'node:crypto';
import { compactVerify, type JWTHeaderParameters } from 'jose';
import type { KeySet } from '../tokens/key-set';
import type { SigningKey } from '../tokens/keys';
import { ALGORITHMS, signCompact } from '../tokens/signed';
import { HASH_BYTES } from './hashes';

/**
 * What the hub signs of its ledger: so many entries, under this root, at this moment. Whoever keeps one can tell later whether
 * the entries it covers are still the same.
 */
export interface Checkpoint {
  /** Id of the ledger: a checkpoint of another one proves nothing of this one. */
  readonly ledger: string;
  /** Number of entries. */
  readonly size: number;
  readonly root: Buffer;
  readonly at: Date;
}

/** What a custodian signs of a checkpoint, once it has proof that it continues the last one it signed. */
export interface Cosignature {
  /** Registry name. */
  readonly custodian: string;
  /** SHA-256 of the checkpoint's compact form, in hex. */
  readonly checkpoint: string;
  readonly size: number;
  readonly at: Date;
}

const CHECKPOINT = 'ledger-checkpoint+jwt';
const COSIGNATURE = 'ledger-cosignature+jwt';

/** Signs a checkpoint as a compact JWS. It does not expire: it is read years later. */
export const signCheckpoint = (key: SigningKey, { ledger, size, root, at }: Checkpoint): string =>
  signCompact(
    key,
    { alg: 'EdDSA', kid: key.kid, typ: CHECKPOINT },
    { ledger, size, root: root.toString('hex'), at: at.toISOString() },
  );

export const signCosignature = (key: SigningKey, { custodian, checkpoint, size, at }: Cosignature): string =>
  signCompact(key, { alg: 'EdDSA', kid: key.kid, typ: COSIGNATURE }, { custodian, checkpoint, size, at: at.toISOString() });

/** Names a checkpoint, in a cosignature. */
export const checkpointDigest = (signed: string): string => createHash('sha256').update(signed).digest('hex');

/** The checkpoint that one of these keys signed; undefined for anything else. */
export async function readCheckpoint(signed: string, keys: KeySet): Promise<Checkpoint | undefined> {
  const claims = await verified(signed, CHECKPOINT, keys);
  if (claims === undefined) return undefined;
  const { ledger, size, root, at } = claims;
  if (typeof ledger !== 'string' || !isSize(size) || !isHash(root) || !isInstant(at)) return undefined;
  return { ledger, size, root: Buffer.from(root, 'hex'), at: new Date(at) };
}

/** The cosignature that one of these keys signed; undefined for anything else. */
export async function readCosignature(signed: string, keys: KeySet): Promise<Cosignature | undefined> {
  const claims = await verified(signed, COSIGNATURE, keys);
  if (claims === undefined) return undefined;
  const { custodian, checkpoint, size, at } = claims;
  if (typeof custodian !== 'string' || !isHash(checkpoint) || !isSize(size) || !isInstant(at)) return undefined;
  return { custodian, checkpoint, size, at: new Date(at) };
}

async function verified(signed: string, typ: string, keys: KeySet): Promise<Record<string, unknown> | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(signed, (header) => keyFor(header as JWTHeaderParameters, keys), {
      algorithms: ALGORITHMS,
    });
    if (protectedHeader.typ !== typ) return undefined;
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    // Not a compact JWS, not by a key of ours, or altered since: all of these are the one answer "not signed".
    return undefined;
  }
}

async function keyFor({ kid }: JWTHeaderParameters, keys: KeySet) {
  const key = typeof kid === 'string' ? await keys.find(kid) : undefined;
  if (key === undefined) throw new Error('unknown key');
  return key;
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isHash = (value: unknown): value is string =>
  typeof value === 'string' && value.length === HASH_BYTES * 2 && /^[0-9a-f]+$/.test(value);
const isInstant = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));
