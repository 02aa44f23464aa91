import type { JWTPayload } from 'jose';
import { authenticate, authenticateService, type Headers } from '../../../common/tokens/authenticate';
import { proof } from '../../../common/tokens/dpop';
import { createSigningKey, type SigningKey } from '../../../common/tokens/keys';
import { NotAuthenticated } from '../../../common/tokens/not-authenticated';
import { signPrincipal } from '../../../common/tokens/principal-token';
import { ReplayCache } from '../../../common/tokens/replay-cache';
import { signService } from '../../../common/tokens/service-token';
import { forge, type Hub, hub, later, NOW, reread, SECONDS } from './sample';

const URL = 'http://127.0.0.1:4001/graphql';
const WHO = { sub: 'issuer|anna', agency: 'SOCIAL_CARE', roles: ['mash_analyst'], teams: [], rid: 'request-1' };
let mash: Hub;
let gateway: SigningKey;
let token: string;
let replay: ReplayCache;

beforeAll(async () => {
  mash = await hub();
  gateway = await createSigningKey();
  token = await signPrincipal(mash.key, { ...WHO, audience: 'police', jkt: gateway.kid }, NOW);
});
beforeEach(() => {
  replay = new ReplayCache();
});

const call = (headers: Headers, now = NOW, path = '/graphql', method = 'POST') =>
  authenticate(headers, { method, path }, mash.keys, 'police', replay, now);
const headersFor = async (
  over: { method?: string; url?: string; token?: string; key?: SigningKey; now?: Date } = {},
): Promise<Headers> => ({
  authorization: `DPoP ${token}`,
  dpop: await proof(
    over.key ?? gateway,
    { method: over.method ?? 'POST', url: over.url ?? URL, token: over.token ?? token },
    over.now ?? NOW,
  ),
});
const refused = (attempt: Promise<unknown>) => expect(attempt).rejects.toBeInstanceOf(NotAuthenticated);

describe('a call from the gateway', () => {
  it('is made by the principal of its token', async () => {
    expect(await call(await headersFor())).toEqual({ kind: 'principal', ...WHO });
  });

  it('is taken once: a replay is refused', async () => {
    const headers = await headersFor();
    await call(headers);
    await refused(call(headers));
  });

  it('is taken once also when two come together', async () => {
    const headers = await headersFor();
    const both = await Promise.allSettled([call(headers), call(headers)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('may carry a query string, which the proof leaves out', async () => {
    expect(await call(await headersFor({ url: `${URL}?a=1` }), NOW, '/graphql?b=2')).toBeDefined();
  });

  it.each([
    ['for another method', { method: 'GET' }],
    ['for another path', { url: 'http://127.0.0.1:4001/publish' }],
    ['for another token', { token: 'other' }],
    ['made 11 seconds ago', { now: later(-11) }],
    ['made 11 seconds ahead', { now: later(11) }],
  ])('is refused with a proof %s', async (_, over) => {
    await refused(call(await headersFor(over)));
  });

  it('is refused when another key proves it', async () => {
    await refused(call(await headersFor({ key: await createSigningKey() })));
  });

  it.each<[string, (good: Headers) => Headers]>([
    ['without any header', () => ({})],
    ['without a proof', ({ authorization }) => ({ authorization })],
    ['with two proofs', ({ authorization, dpop }) => ({ authorization, dpop: [dpop as string, dpop as string] })],
    ['without a token', ({ dpop }) => ({ dpop })],
    ['as a bearer', ({ dpop }) => ({ dpop, authorization: `Bearer ${token}` })],
    ['with two tokens', ({ dpop }) => ({ dpop, authorization: `DPoP ${token} ${token}` })],
    ['with its token as proof', ({ authorization }) => ({ authorization, dpop: token })],
    ['with its proof as token', ({ dpop }) => ({ dpop, authorization: `DPoP ${dpop as string}` })],
  ])('is refused %s', async (_, spoil) => {
    await refused(call(spoil(await headersFor())));
  });

  it.each([
    ['a private key', (key: SigningKey) => ({ jwk: { ...key.publicJwk, d: 'secret' } })],
    ['no key', () => ({ jwk: undefined })],
    ['a key of another kind', () => ({ jwk: { kty: 'RSA', n: 'x', e: 'AQAB' } })],
    ['another type', (key: SigningKey) => ({ jwk: key.publicJwk, typ: 'JWT' })],
    ['a kid beside the key', (key: SigningKey) => ({ jwk: key.publicJwk, kid: key.kid })],
  ])('is refused with %s in the proof', async (_, header) => {
    const claims = reread((await headersFor())['dpop'] as string);
    const dpop = await forge(gateway, { typ: 'dpop+jwt', kid: undefined, ...header(gateway) }, claims);
    await refused(call({ authorization: `DPoP ${token}`, dpop }));
  });

  it.each(['iat', 'jti', 'htm', 'htu', 'ath'])('is refused with a proof that says no %s', async (name) => {
    const claims = reread((await headersFor())['dpop'] as string);
    const less = Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name)) as JWTPayload;
    const { kty, crv, x } = gateway.publicJwk;
    const dpop = await forge(gateway, { typ: 'dpop+jwt', kid: undefined, jwk: { kty, crv, x } }, less);
    await refused(call({ authorization: `DPoP ${token}`, dpop }));
    const whole = await forge(gateway, { typ: 'dpop+jwt', kid: undefined, jwk: { kty, crv, x } }, claims);
    await expect(call({ authorization: `DPoP ${token}`, dpop: whole })).resolves.toBeDefined();
  });
});

describe('the memory of proofs', () => {
  it('lasts at least a minute, and is given up after two idle ones', () => {
    const cache = new ReplayCache();
    expect(cache.take('a', NOW)).toBe(true);
    expect(cache.take('b', later(59))).toBe(true);
    expect(cache.take('b', later(118))).toBe(false);
    expect(cache.take('a', later(240))).toBe(true);
  });

  it('takes nothing new when it is full, rather than forget', () => {
    const cache = new ReplayCache(60_000, 2);
    expect(['a', 'b', 'c', 'a'].map((id) => cache.take(id, NOW))).toEqual([true, true, false, false]);
    expect(cache.take('c', later(61))).toBe(true);
  });
});

describe('a call from the hub itself', () => {
  const serve = (headers: Headers, scope = 'feed') => authenticateService(headers, mash.keys, 'police', scope, NOW);
  const bearer = (text: string): Headers => ({ authorization: `Bearer ${text}` });

  it('is taken with its scope, at its agency', async () => {
    await expect(serve(bearer(await signService(mash.key, 'police', 'feed', NOW)))).resolves.toBeUndefined();
  });

  it('is refused with another scope, at another agency, or with a person’s token', async () => {
    await refused(serve(bearer(await signService(mash.key, 'police', 'other', NOW))));
    await refused(serve(bearer(await signService(mash.key, 'health', 'feed', NOW))));
    await refused(serve(bearer(token)));
    await refused(serve({}));
    const someone = { iss: 'mash', aud: 'police', sub: 'issuer|anna', scope: 'feed', iat: SECONDS, exp: SECONDS + 60 };
    await refused(serve(bearer(await forge(mash.key, { typ: 'service+jwt' }, someone))));
  });
});
