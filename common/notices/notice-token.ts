import type { JWTPayload } from 'jose';
import { textClaim, textsClaim } from '../tokens/claims';
import type { KeySet } from '../tokens/key-set';
import type { SigningKey } from '../tokens/keys';
import { ISSUER } from '../tokens/principal-token';
import { signClaims, verifyClaims } from '../tokens/signed';

const TYPE = 'notice+jwt';

/** What a custodian is told at once when somebody reached its people without a case. */
export interface EmergencyNotice {
  /** Once for each use and custodian: a notice that comes again changes nothing. */
  readonly id: string;
  readonly at: string;
  readonly endsAt: string;
  /** Opaque id, employer and roles of whoever used it. */
  readonly member: string;
  readonly employer: string;
  readonly roles: readonly string[];
  /** The custodian's own person ids. */
  readonly persons: readonly string[];
  readonly reason: string;
}

/** The notice as the hub sends it: signed, for one agency, to be taken within a minute. */
export function signNotice(key: SigningKey, agency: string, notice: EmergencyNotice, now: Date): Promise<string> {
  const { id, roles, persons, ...said } = notice;
  return signClaims(key, TYPE, { iss: ISSUER, aud: agency, jti: id, ...said, roles: [...roles], persons: [...persons] }, now);
}

/** @throws NotAuthenticated whatever is wrong with it. */
export async function openNotice(token: string, keys: KeySet, agency: string, now: Date): Promise<EmergencyNotice> {
  return noticeFrom(await verifyClaims(token, keys, { typ: TYPE, issuer: ISSUER, audience: agency, now }));
}

const noticeFrom = (claims: JWTPayload): EmergencyNotice => ({
  id: textClaim(claims, 'jti'),
  at: textClaim(claims, 'at'),
  endsAt: textClaim(claims, 'endsAt'),
  member: textClaim(claims, 'member'),
  employer: textClaim(claims, 'employer'),
  roles: textsClaim(claims, 'roles'),
  persons: textsClaim(claims, 'persons'),
  reason: textClaim(claims, 'reason'),
});
