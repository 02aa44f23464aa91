import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { isLoopback, profileOf } from '../../common/profile';
import { PERSONAS, type Persona } from './personas';

export interface SignInOptions {
  readonly issuer: string;
  /** Audience of the access tokens: what the hub expects in `aud`. */
  readonly audience: string;
  /** What every persona's client gives as its secret. */
  readonly personaSecret: string;
  /** Private JWK (Ed25519) that signs the tokens. */
  readonly signingKeyFile: string;
  /** Where a browser may be sent back to after choosing a persona. */
  readonly redirects: readonly string[];
}

const TEN_MINUTES = 600;
const EIGHT_HOURS = 28_800;
const HUB_RESOURCE = 'urn:mash-hub:api';

/** The client of browser applications: authorization code with PKCE, no secret. */
export const BROWSER_CLIENT = 'workbench';

/**
 * An OpenID provider for development. Each persona of the demonstration is a client that gets a JWT access token about itself
 * (client credentials), and a browser can sign in as any of them (code and PKCE) on a page that asks who to be. It checks
 * nobody, so it refuses to exist in production, and to be reached from another machine.
 */
export function createProvider(options: SignInOptions): Provider {
  if (profileOf(process.env) === 'production') {
    throw new Error(
      'The development sign-in lets anyone be anyone: it does not start with NODE_ENV=production or MASH_PROFILE=production',
    );
  }
  if (!isLoopback(new URL(options.issuer).hostname)) {
    throw new Error('The development sign-in lets anyone be anyone: it listens on a loopback address only');
  }
  return new Provider(options.issuer, configuration(options));
}

function configuration(options: SignInOptions): Configuration {
  const key = JSON.parse(readFileSync(options.signingKeyFile, 'utf8')) as JWK;
  return {
    jwks: { keys: [key] } as NonNullable<Configuration['jwks']>,
    clients: [...PERSONAS.map((persona) => machineClient(persona, options.personaSecret)), browserClient(options.redirects)],
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    ttl: {
      ClientCredentials: TEN_MINUTES,
      AccessToken: TEN_MINUTES,
      Interaction: TEN_MINUTES,
      Session: EIGHT_HOURS,
      Grant: EIGHT_HOURS,
    },
    // Outside this list nothing is offered: no implicit answer, and no code without a proof key.
    responseTypes: ['code'],
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) =>
      PERSONAS.some((persona) => persona.name === id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined,
    // Nobody is asked for consent: the application and the sign-in belong to the same hub.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId as string,
        accountId: oidc.session?.accountId as string,
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => HUB_RESOURCE,
        useGrantedResource: () => true,
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

function machineClient(persona: Persona, secret: string): ClientMetadata {
  return {
    client_id: persona.name,
    client_secret: secret,
    client_name: persona.title,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'EdDSA',
  };
}

function browserClient(redirects: readonly string[]): ClientMetadata {
  return {
    client_id: BROWSER_CLIENT,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [...redirects],
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: 'EdDSA',
  };
}
