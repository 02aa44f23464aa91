import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, SignJWT } from 'jose';
import { IssuerUnavailable, SignInTokens } from '../../../subgraphs/mash/access/sign-in-tokens';

const ISSUER = 'https://sign-in.test';
const NOW = new Date();

async function someToken(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA');
  return new SignJWT({ sub: 'ada' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'x' })
    .setJti('one')
    .setIssuer(ISSUER)
    .setAudience('mash-hub')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
}

/** Verifies a token while the provider's key list answers this. */
async function verifyAgainst(status: number, body: string): Promise<unknown> {
  const server = createServer((_request, response) => void response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  try {
    return await new SignInTokens([{ issuer: ISSUER, jwksUri, audience: 'mash-hub' }])
      .verify(await someToken(), NOW)
      .catch((error: unknown) => error);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

test.each([
  ['an error page', 500, 'oops'],
  ['something that is no key list', 200, '{"keys":7}'],
  ['something that is no JSON', 200, '<html>'],
])('a provider that answers %s is unavailable; the caller is not blamed', async (_, status, body) => {
  expect(await verifyAgainst(status, body)).toBeInstanceOf(IssuerUnavailable);
});

test('a provider that cannot be reached is unavailable', async () => {
  const tokens = new SignInTokens([{ issuer: ISSUER, jwksUri: 'http://127.0.0.1:1/jwks', audience: 'mash-hub' }]);
  await expect(tokens.verify(await someToken(), NOW)).rejects.toBeInstanceOf(IssuerUnavailable);
});

test('a token by a key that the provider does not list is refused', async () => {
  expect(await verifyAgainst(200, '{"keys":[]}')).toMatchObject({ code: 'UNAUTHENTICATED' });
});
