import { createHmac } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { createSigningKey } from '../../../common/tokens/keys';
import { keySetOf } from '../../../common/tokens/key-set';
import { NotAuthenticated } from '../../../common/tokens/not-authenticated';
import { signPrincipal, verifyPrincipal } from '../../../common/tokens/principal-token';
import { forge, type Hub, hub, later, NOW, part, reread, SECONDS } from './sample';

const WHO = { sub: 'issuer|anna', agency: 'SOCIAL_CARE', roles: ['mash_analyst'], teams: ['front-door'], rid: 'request-1' };
const TYP = { typ: 'principal+jwt' };
let mash: Hub;
let token: string;
let claims: JWTPayload;

beforeAll(async () => {
  mash = await hub();
  token = await signPrincipal(mash.key, { ...WHO, audience: 'police', jkt: 'thumb' }, NOW);
  claims = reread(token);
});

const verify = (text: string, now = NOW, audience = 'police') => verifyPrincipal(text, mash.keys, audience, now);
const refused = (attempt: Promise<unknown>) => expect(attempt).rejects.toBeInstanceOf(NotAuthenticated);
const without = (name: string): JWTPayload => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

describe('a principal token', () => {
  it('says who is asking, in which roles, for which request, and which key must prove it', async () => {
    expect(await verify(token)).toEqual({ principal: { kind: 'principal', ...WHO }, jkt: 'thumb' });
  });

  it('holds for 60 seconds and 5 of skew', async () => {
    await expect(verify(token, later(64))).resolves.toBeDefined();
    await refused(verify(token, later(66)));
    await expect(verify(token, later(-5))).resolves.toBeDefined();
    await refused(verify(token, later(-7)));
  });

  it('never lives longer than 60 seconds, whatever it says', async () => {
    await refused(verify(await forge(mash.key, TYP, { ...claims, exp: SECONDS + 3600 })));
    await refused(verify(await forge(mash.key, TYP, { ...claims, iat: SECONDS - 50, exp: SECONDS + 11 })));
  });

  it.each(['exp', 'iat', 'aud', 'iss', 'sub', 'agency', 'roles', 'teams', 'rid', 'jti', 'cnf'])(
    'is refused without %s',
    async (name) => {
      await refused(verify(await forge(mash.key, TYP, without(name))));
    },
  );

  it.each([
    ['for another agency', { aud: 'health' }],
    ['for two agencies', { aud: ['police', 'health'] }],
    ['of another issuer', { iss: 'police' }],
    ['with roles in one text', { roles: 'mash_analyst' }],
    ['with roles that are no texts', { roles: [{}] }],
    ['without a key in cnf', { cnf: {} }],
    ['with an exp in words', { exp: 'tomorrow' }],
    ['from the future', { iat: SECONDS + 30, exp: SECONDS + 60 }],
    ['not yet valid', { nbf: SECONDS + 30 }],
  ])('is refused %s', async (_, over) => {
    await refused(verify(await forge(mash.key, TYP, { ...claims, ...over } as JWTPayload)));
  });

  it.each([
    ['of another type', { typ: 'grant+jwt' }],
    ['without a type', { typ: undefined }],
    ['that brings its own key', { jwk: {} }],
    ['that says where its key is', { jku: 'https://keys.example/jwks.json' }],
    ['with a certificate', { x5c: ['x'] }],
    ['with critical extensions', { crit: ['b64'], b64: true }],
    ['without a kid', { kid: undefined }],
    ['with an unknown kid', { kid: 'other' }],
  ])('is refused %s', async (_, header) => {
    await refused(verify(await forge(mash.key, { ...TYP, ...header }, claims)));
  });

  it('is refused from a foreign key, under its own kid or the hub’s, embedded or not', async () => {
    const foreign = await createSigningKey();
    await refused(verify(await forge(foreign, TYP, claims)));
    await refused(verify(await forge(foreign, { ...TYP, kid: mash.key.kid }, claims)));
    await refused(verify(await forge(foreign, { ...TYP, kid: mash.key.kid, jwk: foreign.publicJwk }, claims)));
  });

  it('is refused with alg none', async () => {
    const unsigned = `${part({ alg: 'none', kid: mash.key.kid, ...TYP })}.${part(claims)}.`;
    await refused(verify(unsigned));
  });

  it('is refused as HS256 keyed with the public key', async () => {
    const body = `${part({ alg: 'HS256', kid: mash.key.kid, ...TYP })}.${part(claims)}`;
    for (const secret of [mash.key.publicJwk.x as string, JSON.stringify(mash.key.publicJwk)]) {
      await refused(verify(`${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`));
    }
  });

  it('is refused when a byte of it was changed', async () => {
    const [header, , signature] = token.split('.');
    await refused(verify(`${header}.${part({ ...claims, roles: ['decision_maker'] })}.${signature}`));
  });

  it.each(['', '.', '..', 'x', 'a.b.c', `${'a'.repeat(10_000)}.b.c`])('is refused, not crashed on, as %j', async (text) => {
    await refused(verify(text));
  });

  it('is refused once its key is no longer pinned', async () => {
    await refused(verifyPrincipal(token, await keySetOf({ keys: [] }), 'police', NOW));
  });

  it('has one refusal for everything, which carries no reason outside', async () => {
    const failures = await Promise.all(
      ['x', await forge(mash.key, TYP, without('rid'))].map((text) =>
        verify(text).catch((error: unknown) => error as NotAuthenticated),
      ),
    );
    for (const failure of failures)
      expect(JSON.parse(JSON.stringify({ message: (failure as Error).message, ...failure }))).toEqual({
        message: 'Not authenticated',
        name: 'NotAuthenticated',
        code: 'UNAUTHENTICATED',
        status: 401,
      });
  });
});
