import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { SignInTokens } from '../../../subgraphs/mash/access/sign-in-tokens';

/**
 * Sign-in tokens as the public test vectors for JOSE have them, each wrong in one thing. Made by hand with the platform's own
 * cryptography, so that no library of ours stands on both sides.
 */

const ISSUER = 'https://sign-in.test';
const NOW = new Date('2026-11-22T12:00:00Z');
const AT = NOW.getTime() / 1000;
const ed = generateKeyPairSync('ed25519');
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('ed25519');
const jwk = (key: KeyObject, kid: string, alg: string) => ({ ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' });

const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const CLAIMS = { iss: ISSUER, aud: 'mash-hub', sub: 'ada', jti: 'one', iat: AT - 10, exp: AT + 290 };
const EDDSA = { alg: 'EdDSA', kid: 'ed', typ: 'at+jwt' };

const signers = {
  ed: (input: string) => sign(null, Buffer.from(input), ed.privateKey),
  stranger: (input: string) => sign(null, Buffer.from(input), stranger.privateKey),
  ec: (input: string) => sign('sha256', Buffer.from(input), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
  ecDer: (input: string) => sign('sha256', Buffer.from(input), { key: ec.privateKey, dsaEncoding: 'der' }),
  rsa: (input: string) => sign('sha256', Buffer.from(input), rsa.privateKey),
};

function token(header: unknown = EDDSA, claims: unknown = CLAIMS, by: keyof typeof signers = 'ed'): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${signers[by](input).toString('base64url')}`;
}
const withClaims = (change: Record<string, unknown>): string => token(EDDSA, { ...CLAIMS, ...change });
const withHeader = (change: Record<string, unknown>): string => token({ ...EDDSA, ...change });

let server: Server;
let asked: string[];
let tokens: SignInTokens;
beforeAll(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const keys = [jwk(ed.publicKey, 'ed', 'EdDSA'), jwk(ec.publicKey, 'ec', 'ES256'), jwk(rsa.publicKey, 'rsa', 'RS256')];
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  tokens = new SignInTokens([
    { issuer: ISSUER, jwksUri, audience: 'mash-hub' },
    { issuer: 'https://other.test', jwksUri, audience: 'other-hub' },
  ]);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const refused = async (text: string) => {
  await expect(tokens.verify(text, NOW)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', message: 'Not authenticated' });
};

describe('a good token', () => {
  test.each([
    ['EdDSA', token()],
    ['ES256', token({ ...EDDSA, alg: 'ES256', kid: 'ec' }, CLAIMS, 'ec')],
    ['RS256', token({ ...EDDSA, alg: 'RS256', kid: 'rsa' }, CLAIMS, 'rsa')],
    ['the long form of its type', withHeader({ typ: 'application/at+jwt' })],
    ['a thumbprint of a certificate, as some providers send', withHeader({ x5t: 'abc' })],
  ])('is taken: %s', async (_what, text) => {
    expect(await tokens.verify(text, NOW)).toEqual({ issuer: ISSUER, subject: 'ada', jti: 'one' });
  });
});

describe('algorithms and keys', () => {
  const hmac = (alg: 'HS256' | 'HS384' | 'HS512', secret: string | Buffer): string => {
    const input = `${part({ ...EDDSA, alg })}.${part(CLAIMS)}`;
    return `${input}.${createHmac(alg.replace('HS', 'sha'), secret).update(input).digest('base64url')}`;
  };
  const pem = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }));
  const raw = Buffer.from(String(ed.publicKey.export({ format: 'jwk' }).x), 'base64url');
  test.each([
    ['none', `${part({ alg: 'none', typ: 'at+jwt' })}.${part(CLAIMS)}.`],
    ['None', `${part({ alg: 'None', kid: 'ed', typ: 'at+jwt' })}.${part(CLAIMS)}.AA`],
    ['an empty algorithm', withHeader({ alg: '' })],
    ['an algorithm that is a list', withHeader({ alg: ['EdDSA'] })],
    ['no algorithm', withHeader({ alg: undefined })],
    ['HS256 with the public key as PEM', hmac('HS256', pem)],
    ['HS256 with the public key as bytes', hmac('HS256', raw)],
    ['HS384 with the public key', hmac('HS384', raw)],
    ['HS512 with the public key', hmac('HS512', pem)],
    ['HS256 with nothing', hmac('HS256', '')],
    ['a foreign key under the same kid', token(EDDSA, CLAIMS, 'stranger')],
    ['a kid of another key', withHeader({ kid: 'ec' })],
    ['a kid that is a path', withHeader({ kid: '../../dev/null' })],
    ['a kid that is SQL', withHeader({ kid: "x' or 1=1--" })],
    ['no kid', withHeader({ kid: undefined })],
    ['an algorithm that the key is not for', token({ ...EDDSA, alg: 'ES256', kid: 'ed' }, CLAIMS, 'ed')],
    ['PS256 by the RS256 key', token({ ...EDDSA, alg: 'PS256', kid: 'rsa' }, CLAIMS, 'rsa')],
    ['RS384 by the RS256 key', token({ ...EDDSA, alg: 'RS384', kid: 'rsa' }, CLAIMS, 'rsa')],
    ['an ECDSA signature in DER', token({ ...EDDSA, alg: 'ES256', kid: 'ec' }, CLAIMS, 'ecDer')],
    ['an embedded key', token({ ...EDDSA, jwk: stranger.publicKey.export({ format: 'jwk' }) }, CLAIMS, 'stranger')],
    ['an embedded key beside a good signature', withHeader({ jwk: ed.publicKey.export({ format: 'jwk' }) })],
    ['jku', withHeader({ jku: 'https://evil.test/jwks' })],
    ['x5u', withHeader({ x5u: 'https://evil.test/a.pem' })],
    ['x5c', withHeader({ x5c: ['AAAA'] })],
    ['crit', withHeader({ crit: ['exp'], exp: AT + 1 })],
    ['crit that is empty', withHeader({ crit: [] })],
    ['an unencoded payload (b64)', withHeader({ b64: false, crit: ['b64'] })],
    ['compressed (zip)', withHeader({ zip: 'DEF' })],
    ['encrypted, it says', withHeader({ enc: 'A256GCM' })],
  ])('%s: refused', async (_what, text) => refused(text));

  test.each([
    ['ES256 of zeros', 'ES256', 'ec', Buffer.alloc(64)],
    ['ES256 with r = s = 1', 'ES256', 'ec', Buffer.from(`${'00'.repeat(31)}01${'00'.repeat(31)}01`, 'hex')],
    [
      'ES256 with s as large as the group',
      'ES256',
      'ec',
      Buffer.from(`${'00'.repeat(31)}01ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551`, 'hex'),
    ],
    ['EdDSA of zeros', 'EdDSA', 'ed', Buffer.alloc(64)],
    ['EdDSA cut short', 'EdDSA', 'ed', Buffer.alloc(63, 1)],
    ['RS256 of zeros', 'RS256', 'rsa', Buffer.alloc(256)],
    ['nothing', 'EdDSA', 'ed', Buffer.alloc(0)],
  ])('a signature made of nothing, %s: refused', async (_what, alg, kid, signature) => {
    await refused(`${part({ ...EDDSA, alg, kid })}.${part(CLAIMS)}.${signature.toString('base64url')}`);
  });

  test('an EdDSA signature whose s has the group’s order added: refused (RFC 8032, 5.1.7)', async () => {
    const [header, claims, signature = ''] = token().split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const L = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + L;
    const moved = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
    await refused(`${header}.${claims}.${Buffer.concat([bytes.subarray(0, 32), moved]).toString('base64url')}`);
  });
});

describe('claims', () => {
  test.each<[string, Record<string, unknown>]>([
    ['expired', { iat: AT - 700, exp: AT - 6 }],
    ['expired to the second, beyond the skew', { exp: AT - 5 }],
    ['no exp', { exp: undefined }],
    ['exp that is text', { exp: String(AT + 290) }],
    ['exp that is null', { exp: null }],
    ['exp without end', { exp: 1e308 }],
    ['a life of more than a day', { exp: AT + 90_000 }],
    ['no iat', { iat: undefined }],
    ['iat to come', { iat: AT + 60 }],
    ['iat of last week', { iat: AT - 604_800 }],
    ['nbf to come', { nbf: AT + 60 }],
    ['nbf that is text', { nbf: 'now' }],
    ['wrong aud', { aud: 'another' }],
    ['aud of another issuer of ours', { aud: 'other-hub' }],
    ['aud that only begins alike', { aud: 'mash-hub-two' }],
    ['no aud', { aud: undefined }],
    ['an empty list of aud', { aud: [] }],
    ['wrong iss', { iss: 'https://evil.test' }],
    ['iss of another of ours, whose audience it is not', { iss: 'https://other.test' }],
    ['iss that only ends differently', { iss: `${ISSUER}/` }],
    ['iss that is a list', { iss: [ISSUER] }],
    ['no iss', { iss: undefined }],
    ['no sub', { sub: undefined }],
    ['an empty sub', { sub: '' }],
    ['a sub that is a number', { sub: 1 }],
    ['a sub that is a list', { sub: ['ada'] }],
    ['no jti', { jti: undefined }],
    ['a jti that is an object', { jti: { a: 1 } }],
  ])('%s: refused', async (_what, change) => refused(withClaims(change)));

  test.each([
    ['an id token', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['a principal token', { typ: 'principal+jwt' }],
    ['a logout token', { typ: 'logout+jwt' }],
    ['a DPoP proof', { typ: 'dpop+jwt' }],
    ['a type that is a list', { typ: ['at+jwt'] }],
  ])('%s in place of an access token: refused', async (_what, change) => refused(withHeader(change)));

  test.each(['null', '[]', '7', '"text"', '', '{', 'not json'])('claims that are %s: refused', async (claims) =>
    refused(token(EDDSA, claims)),
  );
});

describe('spelling', () => {
  const good = token();
  const [header = '', claims = '', signature = ''] = good.split('.');
  test.each([
    ['nothing', ''],
    ['dots', '..'],
    ['two parts', `${header}.${claims}`],
    ['four parts', `${good}.AA`],
    ['five parts, as an encrypted one', `${good}.AA.AA`],
    ['padding', `${header}.${claims}.${signature}==`],
    ['the other base64 alphabet', `${header}.${claims}.${signature.replaceAll('-', '+').replaceAll('_', '/')}+`],
    ['a line break', `${header}.${claims}.\n${signature}`],
    ['a space after it', `${good} `],
    ['a null byte after it', `${good}\u0000`],
    ['letters that look alike', good.replace(/^e/, 'е')],
    ['the JSON form', JSON.stringify({ protected: header, payload: claims, signature })],
    ['longer than any token', withClaims({ x: 'x'.repeat(9_000) })],
    ['a member named twice in the header', token('{"alg":"none","alg":"EdDSA","kid":"ed","typ":"at+jwt"}')],
    ['a claim named twice', token(EDDSA, JSON.stringify(CLAIMS).replace('"sub":"ada"', '"sub":"root","sub":"ada"'))],
    [
      'a claim named twice, once in escapes',
      token(EDDSA, JSON.stringify(CLAIMS).replace('"sub":"ada"', '"s\\u0075b":"root","sub":"ada"')),
    ],
    [
      'a claim named twice further in',
      token(EDDSA, JSON.stringify({ ...CLAIMS, more: 1 }).replace('"more":1', '"more":[{"a":1,"a":2}]')),
    ],
  ])('%s: refused', async (_what, text) => refused(text));

  test('every other spelling of the last letter’s idle bits: refused', async () => {
    // 64 bytes are 86 letters, of the last of which four bits say nothing.
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const at = letters.indexOf(signature.at(-1) ?? '');
    for (let more = 1; more < 16; more += 1) {
      const twin = `${good.slice(0, -1)}${letters[at + more]}`;
      expect(Buffer.from(twin.split('.')[2] ?? '', 'base64url')).toEqual(Buffer.from(signature, 'base64url'));
      await refused(twin);
    }
  });

  test('any one bit of the signature, the claims or the header turned: refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(), async (which, at) => {
        const parts = [header, claims, signature].map((one) => Buffer.from(one, 'base64url'));
        const bytes = parts[which] as Buffer;
        const bit = at % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await refused(parts.map((one) => one.toString('base64url')).join('.'));
      }),
      { numRuns: 500 },
    );
  });

  test('any text at all: refused, never another error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.array(fc.base64String(), { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.')),
        ),
        refused,
      ),
      {
        numRuns: 300,
      },
    );
  });
});

test('no token of any kind makes anything fetch but the one pinned list of keys', () => {
  expect(new Set(asked)).toEqual(new Set(['/jwks']));
});
