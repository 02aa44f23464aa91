import type { EntityManager } from 'typeorm';

/** A sign-in token by the names that its issuer gave: never the token itself, which has more than one spelling. */
export interface SignInTokenName {
  readonly issuer: string;
  readonly jti: string;
}

export interface Revocation extends SignInTokenName {
  /** Who took the token out of use, and why; for whoever reads the register later. */
  readonly by: string;
  readonly reason: string;
}

export async function isRevoked({ issuer, jti }: SignInTokenName, manager: EntityManager): Promise<boolean> {
  const rows: unknown[] = await manager.query('select 1 from revoked_sign_in where issuer = $1 and jti = $2', [issuer, jti]);
  return rows.length > 0;
}

/** Takes one token out of use from the next request on; once more changes nothing. */
export async function revokeSignIn({ issuer, jti, by, reason }: Revocation, manager: EntityManager, now: Date): Promise<void> {
  await manager.query(
    'insert into revoked_sign_in (issuer, jti, revoked_at, revoked_by, reason) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [issuer, jti, now, by, reason],
  );
}
