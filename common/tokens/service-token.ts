import type { KeySet } from './key-set';
import type { SigningKey } from './keys';
import { NotAuthenticated } from './not-authenticated';
import { ISSUER } from './principal-token';
import { signClaims, verifyClaims } from './signed';

const TYPE = 'service+jwt';

/** The hub speaking for itself to one agency: `feed` for its events and its watch list. */
export function signService(key: SigningKey, audience: string, scope: string, now: Date): Promise<string> {
  return signClaims(key, TYPE, { iss: ISSUER, aud: audience, sub: ISSUER, scope }, now);
}

/** @throws NotAuthenticated whatever is wrong with the token. */
export async function verifyService(token: string, keys: KeySet, audience: string, scope: string, now: Date): Promise<void> {
  const claims = await verifyClaims(token, keys, { typ: TYPE, issuer: ISSUER, audience, now });
  if (claims.sub !== ISSUER || claims['scope'] !== scope) throw new NotAuthenticated('scope');
}
