import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import { PERSONAS } from './personas';

export interface SignInOptions {
  readonly issuer: string;
  /** Audience of the access tokens: what the hub expects in `aud`. */
  readonly audience: string;
  /** What every persona's client gives as its secret. */
  readonly personaSecret: string;
  /** Private JWK (Ed25519) that signs the tokens. */
  readonly signingKeyFile: string;
}

const TEN_MINUTES = 600;
const HUB_RESOURCE = 'urn:mash-hub:api';

/**
 * An OpenID provider for development: each persona of the demonstration is a client that gets a JWT access token about itself
 * (client credentials). It checks nobody, so it refuses to exist in production.
 */
export function createProvider(options: SignInOptions): Provider {
  if (process.env.NODE_ENV === 'production') {
    throw new Error('The development sign-in lets anyone be anyone: it does not start with NODE_ENV=production');
  }
  return new Provider(options.issuer, configuration(options));
}

function configuration(options: SignInOptions): Configuration {
  const key = JSON.parse(readFileSync(options.signingKeyFile, 'utf8')) as JWK;
  return {
    jwks: { keys: [key] } as NonNullable<Configuration['jwks']>,
    clients: PERSONAS.map((persona) => ({
      client_id: persona.name,
      client_secret: options.personaSecret,
      client_name: persona.title,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'EdDSA',
    })),
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    ttl: { ClientCredentials: TEN_MINUTES },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => HUB_RESOURCE,
        getResourceServerInfo: () => ({
          scope: '',
          audience: options.audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: TEN_MINUTES,
          jwt: { sign: { alg: 'EdDSA' } },
        }),
      },
    },
  };
}
