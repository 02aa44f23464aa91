import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { openGrant, openView, type Opening, signGrant, signView } from '../../../common/tokens/case-tokens';
import { createSigningKey } from '../../../common/tokens/keys';
import { signPrincipal } from '../../../common/tokens/principal-token';
import { grant, principal, view } from '../access/sample';
import { forge, type Hub, hub, later, NOW, reread, SECONDS } from './sample';

let mash: Hub;
let token: string;
let claims: JWTPayload;
const GRANT = grant({ protect: ['LOCATION'], ids: ['P-1', 'P-2'] });

beforeAll(async () => {
  mash = await hub();
  token = await signGrant(mash.key, GRANT, NOW);
  claims = reread(token);
});

const opening = (over: Partial<Opening> = {}): Opening => ({
  keys: mash.keys,
  audience: 'police',
  principal: principal(),
  now: NOW,
  ...over,
});
const open = (text: unknown, over: Partial<Opening> = {}, person = 'child-1') => openGrant(text, person, opening(over));
const forged = async (over: object, typ = 'grant+jwt') =>
  open(await forge(mash.key, { typ }, { ...claims, ...over } as JWTPayload));

describe('a grant', () => {
  it('comes out as it went in', async () => {
    expect(await open(token)).toEqual(GRANT);
  });

  it('opens for nobody else, in no other request, for no other person, at no other agency', async () => {
    expect(await open(token, { principal: principal({ sub: 'issuer|ben' }) })).toBeUndefined();
    expect(await open(token, { principal: principal({ rid: 'request-2' }) })).toBeUndefined();
    expect(await open(token, { principal: principal({ agency: 'POLICE' }) })).toBeUndefined();
    expect(await open(token, { principal: principal({ roles: ['ig_auditor'] }) })).toBeUndefined();
    expect(await open(token, {}, 'child-2')).toBeUndefined();
    expect(await open(token, { audience: 'health' })).toBeUndefined();
  });

  it('dies after 60 seconds', async () => {
    expect(await open(token, { now: later(64) })).toBeDefined();
    expect(await open(token, { now: later(66) })).toBeUndefined();
  });

  it.each([
    ['a level beyond 4', { level: 5 }],
    ['a level in words', { level: '4' }],
    ['an unknown basis', { basis: 'HABIT' }],
    ['an unknown relation', { relation: 'NEIGHBOUR' }],
    ['an unknown protection', { protect: ['SHOE_SIZE'] }],
    ['no list of protections', { protect: undefined }],
    ['ids that are no list', { ids: 'P-1' }],
    ['no word on doubt', { doubtful: undefined }],
    ['no purpose', { purpose: '' }],
    ['two audiences', { aud: ['police', 'health'] }],
    ['a long life', { exp: SECONDS + 3600 }],
  ])('does not open with %s', async (_, over) => {
    expect(await forged(over)).toBeUndefined();
  });

  it.each(['view+jwt', 'principal+jwt', 'JWT', undefined])('does not open under type %s', async (typ) => {
    expect(await open(await forge(mash.key, { typ }, claims))).toBeUndefined();
  });

  it('does not open when a principal token is put in its place', async () => {
    const { sub, agency, roles, teams, rid } = principal();
    expect(
      await open(await signPrincipal(mash.key, { sub, agency, roles, teams, rid, audience: 'police', jkt: 'x' }, NOW)),
    ).toBeUndefined();
  });

  it('does not open when signed by anyone but the hub', async () => {
    const foreign = await createSigningKey();
    expect(await open(await signGrant(foreign, GRANT, NOW))).toBeUndefined();
    expect(await open(await forge(foreign, { typ: 'grant+jwt', kid: mash.key.kid }, claims))).toBeUndefined();
  });

  it.each([undefined, null, '', 'x', 7, {}, [], '..'])('does not open, nor throw, as %j', async (text) => {
    expect(await open(text)).toBeUndefined();
  });

  it('is checked once a request, however often it comes, and each time for its own person', async () => {
    const verified = new Map();
    const asked: string[] = [];
    const keys = {
      find: (kid: string) => {
        asked.push(kid);
        return mash.keys.find(kid);
      },
    };
    const answers = await Promise.all(['child-1', 'child-2', 'child-1'].map((person) => open(token, { keys, verified }, person)));
    expect(answers.map((answer) => answer?.person)).toEqual(['child-1', undefined, 'child-1']);
    expect(asked).toHaveLength(1);
    expect(JSON.stringify([...verified.keys()])).not.toContain(token);
  });

  it('opens for fifty children in little more than their signatures take to verify', async () => {
    const many = await Promise.all(
      Array.from({ length: 50 }, (_, i) => signGrant(mash.key, grant({ person: `child-${i}` }), NOW)),
    );
    const jwks = createLocalJWKSet({ keys: [mash.key.publicJwk] });
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    const times: { opened: number; verified: number }[] = [];
    for (let run = 0; run < 9; run += 1) {
      const verified = await timed(() => Promise.all(many.map((one) => jwtVerify(one, jwks, { currentDate: NOW }))));
      const opened = await timed(async () => {
        const all = await Promise.all(many.map((one, i) => open(one, { verified: new Map() }, `child-${i}`)));
        expect(all.every((one) => one !== undefined)).toBe(true);
      });
      times.push({ opened, verified });
    }
    const middle = (values: number[]): number => values.sort((x, y) => x - y)[4] as number;
    expect(middle(times.map(({ opened }) => opened))).toBeLessThan(3 * middle(times.map(({ verified }) => verified)));
  });
});

describe('a view', () => {
  it('comes out as it went in, at the hub only', async () => {
    const text = await signView(mash.key, view(), NOW);
    expect(await openView(text, 'child-1', opening({ audience: 'mash' }))).toEqual(view());
    expect(await openView(text, 'child-1', opening())).toBeUndefined();
    expect(await openView(text, 'child-2', opening({ audience: 'mash' }))).toBeUndefined();
  });

  it('is not a grant, and a grant is not a view', async () => {
    expect(await open(await signView(mash.key, view(), NOW), { audience: 'mash' })).toBeUndefined();
    expect(
      await openView(await signGrant(mash.key, grant({ aud: 'mash' }), NOW), 'child-1', opening({ audience: 'mash' })),
    ).toBeUndefined();
  });
});
