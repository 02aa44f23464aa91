import { KeyObject, sign } from 'node:crypto';
import { type CryptoKey, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import { checkSpelling } from './compact';
import type { KeySet } from './key-set';
import type { SigningKey } from './keys';
import { NotAuthenticated } from './not-authenticated';

/** Seconds that any of our tokens may live. */
export const LONGEST_LIFE = 60;
/** Seconds by which two machines' clocks may differ. */
export const SKEW = 5;
/** One algorithm under its two registered names (RFC 8037, RFC 9864). */
export const ALGORITHMS = ['EdDSA', 'Ed25519'];

export interface Expected {
  /** Media type of the token (RFC 8725): one kind never passes for another. */
  readonly typ: string;
  readonly issuer: string;
  readonly audience: string;
  readonly now: Date;
}

/** Signs claims as a compact JWS that lives for `life` seconds (60 at most) from `now`. */
export async function signClaims(
  key: SigningKey,
  typ: string,
  claims: JWTPayload,
  now: Date,
  life = LONGEST_LIFE,
): Promise<string> {
  const iat = Math.floor(now.getTime() / 1000);
  return signCompact(key, { alg: 'EdDSA', kid: key.kid, typ }, { ...claims, iat, exp: iat + Math.min(life, LONGEST_LIFE) });
}

const keyObjects = new WeakMap<CryptoKey, KeyObject>();

/**
 * A compact JWS (RFC 7515, RFC 8037). Signed where it is called: handing so little work to a thread costs more than
 * the work, and a list of cases takes hundreds of signatures.
 */
export function signCompact({ privateKey }: SigningKey, header: JWTHeaderParameters, claims: JWTPayload): string {
  let secret = keyObjects.get(privateKey);
  if (secret === undefined) {
    secret = KeyObject.from(privateKey);
    keyObjects.set(privateKey, secret);
  }
  const input = `${base64url(header)}.${base64url(claims)}`;
  return `${input}.${sign(null, Buffer.from(input), secret).toString('base64url')}`;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * The claims of a token that holds in every respect: pinned key, algorithm, type, issuer, audience, lifetime.
 *
 * @throws NotAuthenticated whatever is wrong with it.
 */
export async function verifyClaims(token: string, keys: KeySet, expected: Expected): Promise<JWTPayload> {
  try {
    checkSpelling(token);
    const { payload } = await jwtVerify(token, (header) => keyFor(header, keys), {
      algorithms: ALGORITHMS,
      typ: expected.typ,
      issuer: expected.issuer,
      currentDate: expected.now,
      clockTolerance: SKEW,
      maxTokenAge: LONGEST_LIFE,
      requiredClaims: ['exp', 'iat', 'aud'],
    });
    // A list of audiences is a token that works in two places: refused.
    if (payload.aud !== expected.audience) throw new NotAuthenticated('audience');
    if ((payload.exp as number) - (payload.iat as number) > LONGEST_LIFE) throw new NotAuthenticated('lifetime');
    return payload;
  } catch (error) {
    throw asNotAuthenticated(error);
  }
}

/** Everything that goes wrong while a token is read becomes the one refusal; its code is kept for the log. */
export function asNotAuthenticated(error: unknown): NotAuthenticated {
  if (error instanceof NotAuthenticated) return error;
  const { code } = error as { code?: unknown };
  return new NotAuthenticated(typeof code === 'string' ? code : 'unreadable');
}

async function keyFor(header: JWTHeaderParameters, keys: KeySet) {
  // `jwk`, `jku`, `x5u`, `x5c` and `crit` would let a token say how it wants to be believed.
  onlyHeader(header, ['alg', 'kid', 'typ']);
  const key = typeof header.kid === 'string' ? await keys.find(header.kid) : undefined;
  if (key === undefined) throw new NotAuthenticated('unknown-key');
  return key;
}

export function onlyHeader(header: JWTHeaderParameters, allowed: readonly string[]): void {
  if (Object.keys(header).some((name) => !allowed.includes(name))) throw new NotAuthenticated('header');
}
