import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const AUDIENCE = 'mash-hub';

/** Claims and header of an access token, to be spoiled by tests. */
export interface TokenParts {
  readonly sub?: string;
  readonly iss?: string;
  readonly aud?: string;
  readonly typ?: string;
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly foreignKey?: boolean;
}

/** An identity provider that vouches for whoever a test asks for. */
export async function startIssuer() {
  const [own, foreign] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    jwk,
    trusted: { issuer: url, jwksUri: `${url}/jwks`, audience: AUDIENCE },
    token({
      sub = 'mash-analyst',
      iss = url,
      aud = AUDIENCE,
      typ = 'at+jwt',
      expiresIn = 300,
      foreignKey = false,
    }: TokenParts = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid: 'one', typ })
        .setJti(randomUUID())
        .setIssuer(iss)
        .setAudience(aud)
        .setSubject(sub)
        .setIssuedAt(now - 400)
        .setExpirationTime(now + expiresIn)
        .sign((foreignKey ? foreign : own).privateKey);
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
