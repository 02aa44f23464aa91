import { createRemoteJWKSet, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { NotAuthenticated } from '../../../common/tokens/not-authenticated';
import type { SignInName } from './members';

/** An identity provider whose access tokens are taken. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
  /** What its tokens must be addressed to. */
  readonly audience: string;
}

/** The identity provider's keys could not be read: nobody can be recognised, whoever they are. */
export class IssuerUnavailable extends Error {
  readonly code = 'ISSUER_UNAVAILABLE';

  constructor() {
    super('The keys of the identity provider cannot be read');
    this.name = 'IssuerUnavailable';
  }
}

/** Never `none`, never a shared secret. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const SKEW_SECONDS = 5;
/** Above any access token: what is longer is not parsed. */
const LONGEST_TOKEN = 8_192;

/** Verifies access tokens (RFC 9068) of the issuers on the list, by the keys that each publishes at its pinned address. */
export class SignInTokens {
  readonly #issuers: ReadonlyMap<string, TrustedIssuer & { readonly keys: JWTVerifyGetKey }>;

  constructor(issuers: readonly TrustedIssuer[]) {
    this.#issuers = new Map(
      issuers.map((one) => {
        const keys = createRemoteJWKSet(new URL(one.jwksUri), { timeoutDuration: 3_000, cooldownDuration: 5_000 });
        return [one.issuer, { ...one, keys }];
      }),
    );
  }

  /** @throws NotAuthenticated whatever is wrong with the token; IssuerUnavailable */
  async verify(token: string, now: Date): Promise<SignInName> {
    const trusted = this.#issuers.get(claimedIssuer(token));
    if (trusted === undefined) throw new NotAuthenticated('unknown-issuer');
    const { issuer, audience, keys } = trusted;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp', 'iat'],
        clockTolerance: SKEW_SECONDS,
        currentDate: now,
      });
      const { sub } = payload;
      if (typeof sub !== 'string' || sub === '') throw new NotAuthenticated('claim-sub');
      return { issuer, subject: sub };
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** Only says which key list to look in; nothing else of the token is believed before its signature holds. */
function claimedIssuer(token: string): string {
  if (token.length > LONGEST_TOKEN) throw new NotAuthenticated('too-long');
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw new NotAuthenticated('unreadable');
  }
}

/** Faults of the provider's key list, not of the token: not reached in time, an error page, no JWKS. */
const ABOUT_THE_PROVIDER = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

function refusalOf(error: unknown): Error {
  if (error instanceof NotAuthenticated) return error;
  const isAboutToken = error instanceof errors.JOSEError && !ABOUT_THE_PROVIDER.includes(error.code);
  return isAboutToken ? new NotAuthenticated(error.code) : new IssuerUnavailable();
}
