import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Principal } from '../../../common/access/subject';
import type { SigningKey } from '../../../common/tokens/keys';
import { NotAuthenticated } from '../../../common/tokens/not-authenticated';
import { signPrincipal } from '../../../common/tokens/principal-token';
import { AGENCIES, HUB } from '../../registry';
import { areSeparate } from './duties';
import { findMember, memberId } from './members';
import { ownIdsByAgency } from './own-ties';
import { isRevoked } from './revoked-sign-ins';
import type { SignInTokens } from './sign-in-tokens';

export interface ExchangeRequest {
  /** The sign-in's access token. */
  readonly token: string;
  /** Request id of the caller; one is made when it gives none. */
  readonly rid?: string | undefined;
  /** Thumbprint of the gateway's key, to which the new tokens are bound. */
  readonly jkt: string;
}

/** What the gateway gets: who it is, and one token for each subgraph, all for this one request. */
export interface Exchanged {
  readonly principal: Principal;
  /** By subgraph name. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly rid: string;
}

export interface ExchangeOptions {
  readonly signIns: SignInTokens;
  readonly database: DataSource;
  readonly key: SigningKey;
}

const AUDIENCES: readonly string[] = [HUB.name, ...AGENCIES.map(({ name }) => name)];
const REQUEST_ID = /^[\w-]{16,64}$/;

/**
 * Exchanges a sign-in for principal tokens (RFC 8693). The sign-in says who somebody is; what they may act as, the
 * membership register says, at this moment.
 *
 * @throws NotAuthenticated for any sign-in that does not hold, and for whoever has no current membership; IssuerUnavailable
 */
export async function exchangeToken(
  request: ExchangeRequest,
  { signIns, database, key }: ExchangeOptions,
  now: Date,
): Promise<Exchanged> {
  const { jti, ...name } = await signIns.verify(request.token, now);
  const [member, revoked] = await Promise.all([
    findMember(name, database, now),
    isRevoked({ issuer: name.issuer, jti }, database.manager),
  ]);
  if (revoked) throw new NotAuthenticated('revoked');
  if (member === null) throw new NotAuthenticated('no-membership');
  const rid = request.rid ?? randomUUID();
  if (!REQUEST_ID.test(rid)) throw new NotAuthenticated('request-id');
  const { agency, roles, teams } = member;
  if (!areSeparate(roles)) throw new NotAuthenticated('separate-duties');
  const principal: Principal = { kind: 'principal', sub: memberId(name), agency, roles, teams, rid };
  const own = await ownIdsByAgency(principal.sub, database);
  const tokens = await Promise.all(
    AUDIENCES.map(async (audience) => {
      const claims = { ...principal, audience, jkt: request.jkt, excluded: own.get(audience) ?? [] };
      return [audience, await signPrincipal(key, claims, now)] as const;
    }),
  );
  return { principal, tokens: Object.fromEntries(tokens), rid };
}
