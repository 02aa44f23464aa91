import { createRemoteJWKSet, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { textClaim } from '../../../common/tokens/claims';
import { checkSpelling } from '../../../common/tokens/compact';
import { NotAuthenticated } from '../../../common/tokens/not-authenticated';
import { onlyHeader } from '../../../common/tokens/signed';
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
/** A day's work. A provider that gives out longer tokens is set up wrongly, whatever it signs. */
const LONGEST_LIFE_SECONDS = 86_400;
/** The provider's key is known beforehand: nothing in a header adds to it (`jwk`, `jku`, `x5u`, `x5c`) or changes how it is read (`crit`). */
const HEADERS = ['alg', 'kid', 'typ', 'x5t', 'x5t#S256'];

/** A sign-in whose token holds. */
export interface VerifiedSignIn extends SignInName {
  /** The token's own name (RFC 9068 has one always): what a revocation names, never the token itself. */
  readonly jti: string;
}

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
  async verify(token: string, now: Date): Promise<VerifiedSignIn> {
    checkSpelling(token);
    const trusted = this.#issuers.get(claimedIssuer(token));
    if (trusted === undefined) throw new NotAuthenticated('unknown-issuer');
    const { issuer, audience, keys } = trusted;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp', 'iat', 'jti', 'aud'],
        maxTokenAge: LONGEST_LIFE_SECONDS,
        clockTolerance: SKEW_SECONDS,
        currentDate: now,
      });
      onlyHeader(protectedHeader, HEADERS);
      // Which key it was must be said: a list of one key today has two tomorrow.
      textClaim(protectedHeader as Record<string, unknown>, 'kid');
      const { iat = 0, exp = 0 } = payload;
      if (exp - iat > LONGEST_LIFE_SECONDS) throw new NotAuthenticated('lifetime');
      return { issuer, subject: textClaim(payload, 'sub'), jti: textClaim(payload, 'jti') };
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** Only says which key list to look in; nothing else of the token is believed before its signature holds. */
function claimedIssuer(token: string): string {
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
