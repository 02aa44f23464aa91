import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, type CryptoKey, type JWK, type JWTHeaderParameters, jwtVerify } from 'jose';
import { textClaim } from './claims';
import { importEd25519, type SigningKey } from './keys';
import { NotAuthenticated } from './not-authenticated';
import type { ReplayCache } from './replay-cache';
import { ALGORITHMS, asNotAuthenticated, onlyHeader, signCompact } from './signed';

const TYPE = 'dpop+jwt';
/** Seconds around now in which a proof may have been made. */
const WINDOW = 10;

export interface Call {
  readonly method: string;
  /** Whole address of the call; its query is not part of the proof (RFC 9449). */
  readonly url: string;
  /** The principal token that goes with it. */
  readonly token: string;
}

/** Proves that the holder of `key` makes this one call, now, with this token. */
export async function proof(key: SigningKey, { method, url, token }: Call, now: Date = new Date()): Promise<string> {
  const { kty, crv, x } = key.publicJwk;
  const { origin, pathname } = new URL(url);
  const claims = { htm: method, htu: `${origin}${pathname}`, ath: hashOf(token), jti: randomUUID() };
  return signCompact(
    key,
    { alg: 'EdDSA', typ: TYPE, jwk: { kty, crv, x } as JWK },
    { ...claims, iat: Math.floor(now.getTime() / 1000) },
  );
}

export interface ExpectedCall {
  readonly method: string;
  /** Path only: behind a proxy a service cannot know the name it was called by. */
  readonly path: string;
  readonly token: string;
  /** Thumbprint that the token is bound to. */
  readonly jkt: string;
  readonly replay: ReplayCache;
  readonly now: Date;
}

/** @throws NotAuthenticated whatever is wrong with the proof, a second use among it. */
export async function verifyProof(text: string, call: ExpectedCall): Promise<void> {
  try {
    const { payload } = await jwtVerify(text, (header) => keyOf(header, call.jkt), {
      algorithms: ALGORITHMS,
      typ: TYPE,
      currentDate: call.now,
      clockTolerance: WINDOW,
      requiredClaims: ['iat', 'jti', 'htm', 'htu', 'ath'],
    });
    const age = Math.abs(call.now.getTime() / 1000 - (payload.iat ?? Number.NaN));
    if (!(age <= WINDOW)) throw new NotAuthenticated('proof-age');
    if (payload['htm'] !== call.method) throw new NotAuthenticated('proof-method');
    if (new URL(textClaim(payload, 'htu')).pathname !== call.path) throw new NotAuthenticated('proof-address');
    if (payload['ath'] !== hashOf(call.token)) throw new NotAuthenticated('proof-token');
    const jti = textClaim(payload, 'jti');
    // Last, so that only a proof that holds takes room. Hashed, so that every entry is of one size.
    if (!call.replay.take(hashOf(`${call.jkt} ${jti}`), call.now)) throw new NotAuthenticated('proof-replayed');
  } catch (error) {
    throw asNotAuthenticated(error);
  }
}

/** Keys of the callers seen lately, by thumbprint: in practice the gateway's two. */
const imported = new Map<string, { x: string; key: CryptoKey }>();
const MOST_IMPORTED = 8;

async function keyOf(header: JWTHeaderParameters, jkt: string): Promise<CryptoKey> {
  onlyHeader(header, ['alg', 'typ', 'jwk']);
  const { jwk } = header;
  if (jwk?.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.x !== 'string' || 'd' in jwk)
    throw new NotAuthenticated('proof-key');
  const known = imported.get(jkt);
  if (known?.x === jwk.x) return known.key;
  // The embedded key is only believed because the hub bound the token to its thumbprint.
  if ((await calculateJwkThumbprint(jwk)) !== jkt) throw new NotAuthenticated('proof-key');
  const key = await importEd25519({ kty: jwk.kty, crv: jwk.crv, x: jwk.x } as JWK);
  if (imported.size >= MOST_IMPORTED) imported.clear();
  imported.set(jkt, { x: jwk.x, key });
  return key;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
