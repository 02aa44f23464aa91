import { createHmac, sign } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createSigningKey } from '../../../common/tokens/keys';
import { hub, probe, raw, UNAUTHENTICATED, withToken } from './support/attacked';
import { claimsFor, signedIn } from './support/sign-in';

/** Sign-ins that are nearly right, each wrong in one thing; `sign-in-cases.test.ts` has the long table of encodings. */

const ME = probe('tokens-me', 'query Tokens { me { id agency roles } }');
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1000);
const WHO = 'mash-analyst';

async function withHeader(header: Record<string, unknown>, claims: unknown = claimsFor(WHO)): Promise<string> {
  const key = await hub().keyOf('sign-in');
  const input = `${part({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt', ...header })}.${part(claims)}`;
  return `${input}.${sign(null, Buffer.from(input), key.privateKey as never).toString('base64url')}`;
}

describe('7. Tokens', () => {
  test('a token made by hand like the issuer’s is taken, or the refusals below would prove nothing', async () => {
    expect((await withToken(await signedIn(WHO), ME)).data.me.roles).toEqual(['mash_analyst']);
  });

  const WAYS: [string, () => Promise<string> | string][] = [
    ['no signature, and says so', () => `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claimsFor(WHO))}.`],
    ['no signature, in other letters', () => `${part({ alg: 'nOnE', typ: 'at+jwt' })}.${part(claimsFor(WHO))}.AA`],
    ['the signature cut off', async () => (await signedIn(WHO)).replace(/[^.]*$/, '')],
    [
      'a signature of another token',
      async () => `${(await signedIn(WHO)).replace(/[^.]*$/, '')}${(await signedIn(WHO)).split('.')[2]}`,
    ],
    ['one bit of the signature turned', async () => turned(await signedIn(WHO))],
    ['the public key as a shared secret', () => sharedSecret('HS256')],
    ['the public key as a shared secret, longer', () => sharedSecret('HS512')],
    ['a foreign key under the issuer’s kid', async () => resignedBy(await createSigningKey())],
    [
      'its own key in the header',
      async () => {
        const own = await createSigningKey();
        return resignedBy(own, { jwk: own.publicJwk });
      },
    ],
    ['a place where its key lies', async () => resignedBy(await createSigningKey(), { jku: 'http://127.0.0.1:1/keys' })],
    [
      'a certificate of its own',
      async () => resignedBy(await createSigningKey(), { x5u: 'http://127.0.0.1:1/a.pem', x5c: ['AAAA'] }),
    ],
    ['a critical extension', async () => withHeader({ crit: ['b64'], b64: false })],
    ['a critical extension that nobody knows', async () => withHeader({ crit: ['x-trust-me'], 'x-trust-me': true })],
    ['a key in the header beside the right kid', async () => withHeader({ jwk: (await createSigningKey()).publicJwk })],
    ['expired', () => signedIn(WHO, { iat: seconds() - 700, exp: seconds() - 100 })],
    ['no end', () => signedIn(WHO, { exp: undefined })],
    ['an end that is text', () => withHeader({}, claimsFor(WHO, { exp: `${seconds() + 300}` }))],
    ['an end in a thousand years', () => signedIn(WHO, { exp: seconds() + 31_536_000_000 })],
    ['no beginning', () => signedIn(WHO, { iat: undefined })],
    ['a beginning to come', () => signedIn(WHO, { nbf: seconds() + 300 })],
    ['made in the future', () => signedIn(WHO, { iat: seconds() + 300, exp: seconds() + 600 })],
    ['another audience', () => signedIn(WHO, { aud: 'another-system' })],
    ['no audience', () => signedIn(WHO, { aud: undefined })],
    ['another issuer', () => signedIn(WHO, { iss: 'https://evil.example' })],
    ['the issuer with a slash more', () => signedIn(WHO, { iss: `${claimsFor(WHO).iss}/` })],
    ['no issuer', () => signedIn(WHO, { iss: undefined })],
    ['no subject', () => signedIn(WHO, { sub: undefined })],
    ['no name of its own', () => signedIn(WHO, { jti: undefined })],
    ['an id token', () => signedIn(WHO, { nonce: 'n' }, { typ: 'JWT' })],
    ['an id token without a type', () => signedIn(WHO, {}, { typ: undefined })],
    ['a logout token', () => signedIn(WHO, {}, { typ: 'logout+jwt' })],
    [
      'a principal token of the federation',
      async () =>
        new SignJWT(claimsFor(WHO, { iss: 'mash', aud: 'mash' }))
          .setProtectedHeader({ alg: 'EdDSA', typ: 'principal+jwt', kid: (await hub().keyOf('mash')).kid })
          .sign((await hub().keyOf('mash')).privateKey),
    ],
    ['a token signed by the hub’s own key', async () => resignedBy(await hub().keyOf('mash'))],
    ['a token signed by an agency', async () => resignedBy(await hub().keyOf('police'))],
    ['another algorithm than the key’s', async () => es256()],
    ['a subject without a membership', () => signedIn('head-teacher')],
    ['a subject in other letters', () => signedIn('MASH-ANALYST')],
    ['four parts', async () => `${await signedIn(WHO)}.AA`],
    ['padding', async () => `${await signedIn(WHO)}=`],
    ['longer than any token', () => signedIn(WHO, { x: 'x'.repeat(9_000) })],
  ];

  test.each(WAYS)('%s: 401, in the same words every time', async (_what, make) => {
    const { status, text } = await withToken(await make(), ME);
    expect({ status, text }).toEqual({ status: 401, text: UNAUTHENTICATED });
  });

  test.each(['cookie', 'x-access-token', 'proxy-authorization', 'x-forwarded-authorization'])(
    'a good token in %s is none',
    async (name) => {
      const token = await signedIn(WHO);
      const { status, text } = await raw('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [name]: name === 'cookie' ? `token=${token}; session=${token}` : `Bearer ${token}`,
        },
        body: JSON.stringify({ query: ME }),
      });
      expect({ status, text }).toEqual({ status: 401, text: UNAUTHENTICATED });
    },
  );

  test('nor is one in the address, where logs would keep it', async () => {
    const { status } = await raw(`/graphql?access_token=${await signedIn(WHO)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: ME }),
    });
    expect(status).toBe(401);
  });

  test('a revoked token is revoked by its name: the same token in another encoding is as dead', async () => {
    const jti = 'token-that-was-stolen';
    const token = await signedIn(WHO, { jti });
    expect((await withToken(token, ME)).status).toBe(200);
    await hub().inDatabase('mash', (client) =>
      client.query(
        `insert into revoked_sign_in (issuer, jti, revoked_at, revoked_by, reason) values ($1, $2, now(), 'a test', 'stolen')`,
        [claimsFor(WHO).iss, jti],
      ),
    );
    for (const one of [token, await signedIn(WHO, { jti }), await signedIn(WHO, { jti, exp: seconds() + 500 })]) {
      expect((await withToken(one, ME)).text).toBe(UNAUTHENTICATED);
    }
    expect((await withToken(await signedIn(WHO), ME)).status).toBe(200);
  });

  describe('the development issuer', () => {
    const issuer = () => `http://127.0.0.1:${hub().layout.ports['sign-in']}`;
    const authorise = (change: Record<string, string | undefined>) => {
      const all = {
        ...{
          client_id: 'workbench',
          redirect_uri: `${hub().gatewayUrl}/signed-in`,
          response_type: 'code',
          scope: 'openid',
          state: 's',
          nonce: 'n',
        },
        ...{ code_challenge: 'c'.repeat(43), code_challenge_method: 'S256', ...change },
      };
      const query = new URLSearchParams(Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined));
      return fetch(`${issuer()}/auth?${query}`, { redirect: 'manual' });
    };
    const errorOf = (response: Response) => new URL(response.headers.get('location') ?? 'about:blank').searchParams.get('error');

    test('begins a sign-in with a code and a proof key, and marks its cookies', async () => {
      const response = await authorise({});
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toContain('/interaction/');
      for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/httponly/i);
      for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/samesite=lax/i);
    });

    test.each(['https://evil.example/', 'http://127.0.0.1/signed-in', 'javascript:alert(1)', '//evil.example'])(
      'sends nobody to %s',
      async (redirect_uri) => {
        const response = await authorise({ redirect_uri });
        expect(response.status).toBe(400);
        expect(response.headers.get('location')).toBeNull();
      },
    );

    test.each<[string, Record<string, string | undefined>]>([
      ['no proof key', { code_challenge: undefined, code_challenge_method: undefined }],
      ['a plain proof key', { code_challenge_method: 'plain' }],
      ['a token at once', { response_type: 'token' }],
      ['an id token at once', { response_type: 'id_token' }],
      ['a code and a token', { response_type: 'code id_token' }],
    ])('refuses %s', async (_what, change) => {
      const response = await authorise(change);
      expect([400, 303]).toContain(response.status);
      if (response.status === 303) expect(errorOf(response) ?? response.headers.get('location')).not.toContain('interaction');
    });

    test.each<[string, Record<string, string>]>([
      ['a wrong secret', { grant_type: 'client_credentials', client_id: WHO, client_secret: 'guess' }],
      ['no secret', { grant_type: 'client_credentials', client_id: WHO }],
      ['the browser’s client, which has none', { grant_type: 'client_credentials', client_id: 'workbench' }],
      ['a password', { grant_type: 'password', client_id: WHO, username: WHO, password: 'x' }],
      ['a made-up code', { grant_type: 'authorization_code', client_id: 'workbench', code: 'x', code_verifier: 'v'.repeat(43) }],
      ['a made-up refresh token', { grant_type: 'refresh_token', client_id: 'workbench', refresh_token: 'x' }],
    ])('gives no token for %s', async (_what, form) => {
      const response = await fetch(`${issuer()}/token`, { method: 'POST', body: new URLSearchParams(form) });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(await response.text()).not.toContain('access_token');
    });
  });

  async function sharedSecret(alg: 'HS256' | 'HS512'): Promise<string> {
    const { publicJwk, kid } = await hub().keyOf('sign-in');
    const input = `${part({ alg, kid, typ: 'at+jwt' })}.${part(claimsFor(WHO))}`;
    const secret = Buffer.from(publicJwk.x ?? '', 'base64url');
    return `${input}.${createHmac(alg === 'HS256' ? 'sha256' : 'sha512', secret)
      .update(input)
      .digest('base64url')}`;
  }

  async function resignedBy(
    { privateKey }: Awaited<ReturnType<typeof createSigningKey>>,
    header: Record<string, unknown> = {},
  ): Promise<string> {
    const { kid } = await hub().keyOf('sign-in');
    return new SignJWT(claimsFor(WHO)).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header }).sign(privateKey);
  }

  async function es256(): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const { kid } = await hub().keyOf('sign-in');
    return new SignJWT(claimsFor(WHO))
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt', jwk: await exportJWK(publicKey) })
      .sign(privateKey);
  }

  function turned(token: string): string {
    const [header, claims, signature = ''] = token.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    return `${header}.${claims}.${bytes.toString('base64url')}`;
  }
});
