import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { hub } from './attacked';

const seconds = (): number => Math.floor(Date.now() / 1000);

/** Claims of a good access token of the rehearsal's issuer, changed; undefined leaves one out. */
export function claimsFor(sub: string, change: Record<string, unknown> = {}): JWTPayload {
  const iss = `http://127.0.0.1:${hub().layout.ports['sign-in']}`;
  const good = { iss, aud: 'mash-hub', sub, jti: randomUUID(), client_id: sub, iat: seconds(), exp: seconds() + 300 };
  return Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined)) as JWTPayload;
}

/** An access token signed with the issuer's own key, as nobody but the issuer could: to spoil one thing at a time. */
export async function signedIn(
  sub: string,
  change: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const key = await hub().keyOf('sign-in');
  return new SignJWT(claimsFor(sub, change))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt', ...header })
    .sign(key.privateKey);
}

/** Enters somebody into the membership register; they sign in by `signedIn(subject)`. */
export async function enterMember(
  subject: string,
  agency: string,
  roles: readonly string[],
  teams: readonly string[],
): Promise<void> {
  const issuer = `http://127.0.0.1:${hub().layout.ports['sign-in']}`;
  await hub().inDatabase('mash', (client) =>
    client.query(
      `insert into member (issuer, subject, valid_from, valid_to, display_name, agency, roles, teams, approved_by)
       values ($1, $2, now() - interval '1 day', null, $2, $3, $4, $5, 'a test')`,
      [issuer, subject, agency, roles, teams],
    ),
  );
}
