import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { CaseSubject, Grant, Principal, View } from '../access/subject';
import { BASES, PROTECTIONS, RELATIONS } from '../access/vocabulary';
import { textClaim, textsClaim, wordClaim, wordsClaim } from './claims';
import type { KeySet } from './key-set';
import type { SigningKey } from './keys';
import { NotAuthenticated } from './not-authenticated';
import { ISSUER } from './principal-token';
import { signClaims, verifyClaims } from './signed';

const VIEW = 'view+jwt';
const GRANT = 'grant+jwt';

/** Tokens whose signature was already checked in this request. Never kept longer: a token dies, a key is revoked. */
export type VerifiedTokens = Map<string, Promise<JWTPayload>>;

/** In whose name, where and when a view or grant is opened. */
export interface Opening {
  /** The hub's keys. */
  readonly keys: KeySet;
  /** Name of the subgraph that opens it. */
  readonly audience: string;
  readonly principal: Principal;
  readonly now: Date;
  readonly verified?: VerifiedTokens;
}

/** Signs the `view` key of a Child or Adult; 60 seconds, for the hub itself. */
export function signView(key: SigningKey, view: View, now: Date): Promise<string> {
  return signClaims(key, VIEW, { iss: ISSUER, aud: ISSUER, ...caseClaims(view) }, now);
}

/** Signs what one agency needs to decide about one person; 60 seconds, for that agency only. */
export function signGrant(key: SigningKey, grant: Grant, now: Date): Promise<string> {
  const { aud, ids, doubtful } = grant;
  return signClaims(key, GRANT, { iss: ISSUER, aud, ...caseClaims(grant), ids: [...ids], doubtful }, now);
}

/**
 * The view behind a reference, if it holds for this principal, this request and this person.
 *
 * @param person the representation's `id`.
 * @returns undefined whatever is wrong: absent, forged, expired and somebody else's read the same.
 */
export async function openView(token: unknown, person: string, opening: Opening): Promise<View | undefined> {
  const claims = await open(token, VIEW, opening);
  const subject = claims && subjectFrom(claims, person, opening.principal);
  return subject && { kind: 'view', ...subject };
}

/** The grant behind a representation; as `openView`. */
export async function openGrant(token: unknown, person: string, opening: Opening): Promise<Grant | undefined> {
  const claims = await open(token, GRANT, opening);
  const subject = claims && subjectFrom(claims, person, opening.principal);
  if (claims === undefined || subject === undefined || typeof claims['doubtful'] !== 'boolean') return undefined;
  const ids = orUndefined(() => textsClaim(claims, 'ids'));
  return ids && { kind: 'grant', ...subject, aud: opening.audience, ids, doubtful: claims['doubtful'] };
}

async function open(token: unknown, typ: string, { keys, audience, now, verified }: Opening): Promise<JWTPayload | undefined> {
  if (typeof token !== 'string') return undefined;
  const digest = `${typ} ${createHash('sha256').update(token).digest('base64url')}`;
  const known = verified?.get(digest);
  const claims = known ?? verifyClaims(token, keys, { typ, issuer: ISSUER, audience, now });
  if (known === undefined) verified?.set(digest, claims);
  try {
    return await claims;
  } catch (error) {
    if (error instanceof NotAuthenticated) return undefined;
    throw error;
  }
}

function subjectFrom(claims: JWTPayload, person: string, principal: Principal): CaseSubject | undefined {
  return orUndefined(() => {
    const subject: CaseSubject = {
      sub: textClaim(claims, 'sub'),
      agency: textClaim(claims, 'agency'),
      roles: textsClaim(claims, 'roles'),
      purpose: textClaim(claims, 'purpose'),
      caseId: textClaim(claims, 'caseId'),
      level: levelFrom(claims),
      basis: wordClaim(claims, 'basis', BASES),
      relation: wordClaim(claims, 'relation', RELATIONS),
      protect: wordsClaim(claims, 'protect', PROTECTIONS),
      person: textClaim(claims, 'person'),
      rid: textClaim(claims, 'rid'),
    };
    const theirs = subject.sub === principal.sub && subject.rid === principal.rid && subject.agency === principal.agency;
    const rolesHeld = subject.roles.every((role) => principal.roles.includes(role));
    return theirs && rolesHeld && subject.person === person ? subject : undefined;
  });
}

function levelFrom(claims: JWTPayload): number {
  const { level } = claims;
  if (level !== 1 && level !== 2 && level !== 3 && level !== 4) throw new NotAuthenticated('claim-level');
  return level;
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotAuthenticated) return undefined;
    throw error;
  }
}

const caseClaims = (subject: CaseSubject): JWTPayload => ({
  sub: subject.sub,
  agency: subject.agency,
  roles: [...subject.roles],
  purpose: subject.purpose,
  caseId: subject.caseId,
  level: subject.level,
  basis: subject.basis,
  relation: subject.relation,
  protect: [...subject.protect],
  person: subject.person,
  rid: subject.rid,
});
