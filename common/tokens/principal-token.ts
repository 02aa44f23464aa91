import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/subject';
import { textClaim, textsClaim } from './claims';
import type { KeySet } from './key-set';
import type { SigningKey } from './keys';
import { NotAuthenticated } from './not-authenticated';
import { signClaims, verifyClaims } from './signed';

export const ISSUER = 'mash';
const TYPE = 'principal+jwt';

export interface PrincipalClaims extends Omit<Principal, 'kind'> {
  /** Name of the one subgraph it is for. */
  readonly audience: string;
  /** RFC 7638 thumbprint of the key that must prove each call (RFC 9449). */
  readonly jkt: string;
}

/** A principal token as its subgraph understood it. */
export interface VerifiedPrincipal {
  readonly principal: Principal;
  readonly jkt: string;
}

/** Mints who is asking, for one subgraph and one request; 60 seconds. */
export function signPrincipal(key: SigningKey, { audience, jkt, ...who }: PrincipalClaims, now: Date): Promise<string> {
  const { sub, agency, roles, teams, rid, excluded = [] } = who;
  const claims = { iss: ISSUER, aud: audience, jti: randomUUID(), sub, agency, roles: [...roles], teams: [...teams], rid };
  const own = excluded.length === 0 ? {} : { excluded: [...excluded] };
  return signClaims(key, TYPE, { ...claims, ...own, cnf: { jkt } }, now);
}

/** @throws NotAuthenticated whatever is wrong with the token. */
export async function verifyPrincipal(token: string, keys: KeySet, audience: string, now: Date): Promise<VerifiedPrincipal> {
  const claims = await verifyClaims(token, keys, { typ: TYPE, issuer: ISSUER, audience, now });
  textClaim(claims, 'jti');
  const { cnf } = claims;
  if (typeof cnf !== 'object' || cnf === null) throw new NotAuthenticated('claim-cnf');
  return {
    principal: {
      kind: 'principal',
      sub: textClaim(claims, 'sub'),
      agency: textClaim(claims, 'agency'),
      roles: textsClaim(claims, 'roles'),
      teams: textsClaim(claims, 'teams'),
      rid: textClaim(claims, 'rid'),
      ...(claims['excluded'] === undefined ? {} : { excluded: textsClaim(claims, 'excluded') }),
    },
    jkt: textClaim(cnf as Record<string, unknown>, 'jkt'),
  };
}
