import { createHmac } from 'node:crypto';
import { AGENCIES } from '../support/outage';
import { altered, type Captured, headerOf, proved, resigned, straight, unsigned } from '../support/straight';
import { gatewayKey, hubKey, journey, police, policeKey, seconds, sent, strangerKey, UNAUTHENTICATED } from './callers';

describe('a caller whose principal token or proof does not hold', () => {
  const ways: [string, (captured: Captured, other: Captured) => Promise<Record<string, string>> | Record<string, string>][] = [
    ['nothing at all', () => ({})],
    ['no proof', ({ headers }) => ({ authorization: headers.authorization })],
    ['no token', ({ headers }) => ({ dpop: headers.dpop })],
    [
      'a token as a mere bearer',
      async ({ token }) => ({ ...(await proved(gatewayKey, police, token)), authorization: `Bearer ${token}` }),
    ],
    ['words', () => ({ authorization: 'DPoP let me in', dpop: 'please' })],
    ['the very call that the gateway made, again', ({ headers }) => ({ ...headers })],
    ['a proof for another address', async ({ token }) => proved(gatewayKey, `${journey.urlOf('police')}/feed`, token)],
    ['a proof for another method', async ({ token }) => proved(gatewayKey, police, token, 'GET')],
    ['a proof of yesterday', async ({ token }) => proved(gatewayKey, police, token, 'POST', new Date(Date.now() - 60_000))],
    ['a proof of tomorrow', async ({ token }) => proved(gatewayKey, police, token, 'POST', new Date(Date.now() + 60_000))],
    ['a proof by another key', async ({ token }) => proved(strangerKey, police, token)],
    [
      'a proof of another token',
      async ({ token }, other) => ({ ...(await proved(gatewayKey, police, other.token)), authorization: `DPoP ${token}` }),
    ],
    ['the token for another agency', async (_captured, other) => proved(gatewayKey, police, other.token)],
    [
      'a token with more roles written in',
      async ({ token }) => proved(gatewayKey, police, altered(token, { roles: ['police_researcher'], agency: 'POLICE' })),
    ],
    ['a token whose signature is cut off', async ({ token }) => proved(gatewayKey, police, token.replace(/[^.]*$/, ''))],
    ['a token without a signature, which says so', async ({ token }) => proved(gatewayKey, police, unsigned(token))],
    [
      'a token signed by a stranger under the name of the hub’s key',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, strangerKey)),
    ],
    [
      'a token signed by the agency itself',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, policeKey, {}, { kid: policeKey.kid })),
    ],
    [
      'a token signed by the gateway',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, gatewayKey, {}, { kid: gatewayKey.kid })),
    ],
    [
      'a token that brings its own key',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, strangerKey, {}, { jwk: strangerKey.publicJwk })),
    ],
    [
      'a token that names where its key lies',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, strangerKey, {}, { jku: 'http://127.0.0.1:1/keys' })),
    ],
    [
      'a token that has expired',
      async ({ token }) =>
        proved(gatewayKey, police, await resigned(token, hubKey, { iat: seconds() - 120, exp: seconds() - 61 })),
    ],
    [
      'a token that never expires',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, hubKey, { exp: undefined })),
    ],
    [
      'a token that lives for a day',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, hubKey, { exp: seconds() + 86_400 })),
    ],
    [
      'a token for several subgraphs',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, hubKey, { aud: ['police', 'health'] })),
    ],
    [
      'a token of another issuer',
      async ({ token }) => proved(gatewayKey, police, await resigned(token, hubKey, { iss: 'somebody' })),
    ],
    [
      'a grant in place of a token',
      async ({ body }) => proved(gatewayKey, police, body.variables.representations[0].grants.police),
    ],
    [
      'a token made with the hub’s public key as a shared secret',
      async ({ token }) => proved(gatewayKey, police, sharedSecret(token)),
    ],
  ];

  test.each(ways)('is refused, in the same words every time: %s', async (_what, headersOf) => {
    const captured = await sent('police');
    const other = await sent('health');
    const answer = await straight(police, { headers: await headersOf(captured, other), body: captured.body });
    expect(answer).toEqual({ status: 401, text: UNAUTHENTICATED });
  });

  test('is refused before the body is read, however large or broken it is', async () => {
    for (const body of ['{', 'x'.repeat(100_000), '[]', '{"query":"{ __typename }"}']) {
      expect(await straight(police, { body })).toEqual({ status: 401, text: UNAUTHENTICATED });
    }
  });

  test('is refused by every subgraph alike', async () => {
    for (const name of ['mash', ...AGENCIES.map((agency) => agency.name)]) {
      expect(await straight(`${journey.urlOf(name)}/graphql`, { body: { query: '{ __typename }' } })).toEqual({
        status: 401,
        text: UNAUTHENTICATED,
      });
    }
  });

  function sharedSecret(token: string): string {
    const head = Buffer.from(JSON.stringify({ ...headerOf(token), alg: 'HS256' })).toString('base64url');
    const input = `${head}.${token.split('.')[1]}`;
    return `${input}.${createHmac('sha256', Buffer.from(hubKey.publicJwk.x ?? '', 'base64url'))
      .update(input)
      .digest('base64url')}`;
  }
});
