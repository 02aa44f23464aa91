import { createHmac } from 'node:crypto';
import { createSigningKey, type SigningKey } from '../../common/tokens/keys';
import { signService } from '../../common/tokens/service-token';
import { Journey, type Json } from '../support/journey';
import { AGENCIES } from './support/outage';
import {
  altered,
  type Captured,
  capture,
  claimsOf,
  headerOf,
  proved,
  resigned,
  type Straight,
  straight,
  unsigned,
} from './support/straight';

/** Whoever reaches a subgraph past the gateway: with real tokens, taken from a request that the gateway made. */

const UNAUTHENTICATED = '{"errors":[{"message":"Not authenticated","extensions":{"code":"UNAUTHENTICATED"}}]}';
const QUERY =
  '{ child(id: "ID", purpose: SECTION_47, caseId: "CASE") { names { family } household { person { ... on Child { id police { incidents { id } } } ... on Adult { id police { incidents { id } } } } } police { incidents { id } } health { conditions { id } } sources { state } } }';

let journey: Journey;
let hubKey: SigningKey;
let gatewayKey: SigningKey;
let strangerKey: SigningKey;
let policeKey: SigningKey;
let police: string;
let mash: string;

const asks = (persona: string) => () =>
  journey.as(persona).query(QUERY.replace('ID', journey.demonstration.childId).replace('CASE', journey.demonstration.caseId));

beforeAll(async () => {
  journey = await Journey.start({ standIns: true });
  [hubKey, gatewayKey, policeKey, strangerKey] = await Promise.all([
    journey.keyOf('mash'),
    journey.keyOf('gateway'),
    journey.keyOf('police'),
    createSigningKey(),
  ]);
  police = `${journey.urlOf('police')}/graphql`;
  mash = `${journey.urlOf('mash')}/graphql`;
}, 120_000);
afterAll(() => journey?.stop(), 30_000);

/** Tokens live for a minute: what was captured is used again for half of that. */
const FRESH_MS = 25_000;
const kept = new Map<string, { captured: Captured; at: number }>();
async function sent(subgraph: string, persona = 'mash-analyst'): Promise<Captured> {
  const key = `${subgraph} ${persona}`;
  const known = kept.get(key);
  if (known !== undefined && Date.now() - known.at < FRESH_MS) return known.captured;
  const captured = await capture(journey, subgraph, asks(persona));
  kept.set(key, { captured, at: Date.now() });
  return captured;
}

const ask = async (url: string, { token, body }: Pick<Captured, 'token' | 'body'>) =>
  straight(url, { headers: await proved(gatewayKey, url, token), body });
const withRepresentations = ({ token, body }: Captured, change: (one: Json) => Json) => ({
  token,
  body: { ...body, variables: { ...body.variables, representations: body.variables.representations.map(change) } },
});

test('what the gateway sent is answered, or the refusals below would prove nothing', async () => {
  const captured = await sent('police');
  const { status, text } = await ask(police, captured);
  expect(status).toBe(200);
  expect(text).toContain('"incidents":[{"id":');
});

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

  const seconds = () => Math.floor(Date.now() / 1000);

  function sharedSecret(token: string): string {
    const head = Buffer.from(JSON.stringify({ ...headerOf(token), alg: 'HS256' })).toString('base64url');
    const input = `${head}.${token.split('.')[1]}`;
    return `${input}.${createHmac('sha256', Buffer.from(hubKey.publicJwk.x ?? '', 'base64url'))
      .update(input)
      .digest('base64url')}`;
  }
});

describe('a grant that does not hold', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const grantOf = (one: Json): string => one.grants.police;
  const withGrant = (one: Json, police: unknown): Json => ({ ...one, grants: { police } });
  const ways: [string, (one: Json, theirs: Captured, health: Captured) => Json | Promise<Json>][] = [
    ['no grants', ({ grants: _, ...one }) => one],
    ['null for grants', (one) => ({ ...one, grants: null })],
    ['grants that are text', (one) => ({ ...one, grants: grantOf(one) })],
    ['no grant for this agency', (one) => ({ ...one, grants: { health: grantOf(one) } })],
    ['null for a grant', (one) => withGrant(one, null)],
    ['nothing in a grant', (one) => withGrant(one, '')],
    ['words', (one) => withGrant(one, 'please')],
    [
      'a grant for another agency',
      (one, _theirs, health) => withGrant(one, health.body.variables.representations[0].grants.health),
    ],
    ['a grant of another user', (one, theirs) => withGrant(one, grantOf(theirs.body.variables.representations[0]))],
    ['a view in place of a grant', (one) => withGrant(one, one.view)],
    ['a grant with the level raised', (one) => withGrant(one, altered(grantOf(one), { level: 4, roles: ['police_researcher'] }))],
    ['a grant for other records', (one) => withGrant(one, altered(grantOf(one), { ids: ['PX-1'] }))],
    ['a grant without a signature', (one) => withGrant(one, unsigned(grantOf(one)))],
    ['a grant signed by a stranger', async (one) => withGrant(one, await resigned(grantOf(one), strangerKey))],
    [
      'a grant signed by the agency itself',
      async (one) => withGrant(one, await resigned(grantOf(one), policeKey, {}, { kid: policeKey.kid })),
    ],
    [
      'a grant signed by the gateway',
      async (one) => withGrant(one, await resigned(grantOf(one), gatewayKey, {}, { kid: gatewayKey.kid })),
    ],
    [
      'a grant that has expired',
      async (one) => withGrant(one, await resigned(grantOf(one), hubKey, { iat: seconds() - 120, exp: seconds() - 61 })),
    ],
    ['a grant that never expires', async (one) => withGrant(one, await resigned(grantOf(one), hubKey, { exp: undefined }))],
    [
      'a grant of an earlier request',
      async (one) => withGrant(one, await resigned(grantOf(one), hubKey, { rid: '3f0e7f6e-6d7c-4a8e-9f43-0d6a2ffb0c11' })),
    ],
    [
      'a grant for another person',
      async (one) => withGrant(one, await resigned(grantOf(one), hubKey, { person: '00000000-0000-4000-8000-000000000000' })),
    ],
    ['another person’s id', (one) => ({ ...one, id: '00000000-0000-4000-8000-000000000000' })],
    ['no id', ({ id: _, ...one }) => one],
    ['an id that is an object', (one) => ({ ...one, id: { $ne: null } })],
  ];

  const answers: Straight[] = [];

  test.each(ways)('opens nothing: %s', async (_what, change) => {
    const mine = await sent('police');
    const theirs = await sent('police', 'police-researcher');
    const health = await sent('health');
    const [first] = mine.body.variables.representations;
    const changed = await change(first, theirs, health);
    const answer = await ask(police, { token: mine.token, body: { ...mine.body, variables: { representations: [changed] } } });
    answers.push(answer);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).data._entities.map(({ police: record }: Json) => record)).toEqual([null]);
  });

  test('is answered byte for byte alike, whatever was wrong with it', () => {
    expect(answers).toHaveLength(ways.length);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.text).toContain('"code":"NOT_FOUND"');
  });

  test('costs only the person it is for, among others whose grants hold', async () => {
    const mine = await sent('police');
    const { body } = withRepresentations(mine, (one) => one);
    const [first] = body.variables.representations;
    const twice = { ...body, variables: { representations: [withGrant(first, 'please'), first] } };
    const { data } = JSON.parse((await ask(police, { token: mine.token, body: twice })).text);
    expect(data._entities[0].police).toBeNull();
    expect(data._entities[1].police).not.toBeNull();
  });
});

describe('a view that does not hold', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const ways: [string, (one: Json, theirs: Captured) => Json | Promise<Json>][] = [
    ['no view', ({ view: _, ...one }) => one],
    ['words', (one) => ({ ...one, view: 'please' })],
    ['a view that is an object', (one) => ({ ...one, view: {} })],
    ['another user’s view', (one, theirs) => ({ ...one, view: theirs.body.variables.representations[0].view })],
    ['another person’s id', (one) => ({ ...one, id: '00000000-0000-4000-8000-000000000000' })],
    [
      'a view with another purpose written in',
      (one) => ({ ...one, view: altered(one.view, { purpose: 'SECTION_47', level: 4, roles: ['decision_maker'] }) }),
    ],
    ['a view without a signature', (one) => ({ ...one, view: unsigned(one.view) })],
    ['a view signed by a stranger', async (one) => ({ ...one, view: await resigned(one.view, strangerKey) })],
    [
      'a view signed by an agency',
      async (one) => ({ ...one, view: await resigned(one.view, policeKey, {}, { kid: policeKey.kid }) }),
    ],
    [
      'a view that has expired',
      async (one) => ({ ...one, view: await resigned(one.view, hubKey, { iat: seconds() - 120, exp: seconds() - 61 }) }),
    ],
    [
      'a view of an earlier request',
      async (one) => ({ ...one, view: await resigned(one.view, hubKey, { rid: '3f0e7f6e-6d7c-4a8e-9f43-0d6a2ffb0c11' }) }),
    ],
    [
      'a grant in place of a view',
      async (one) => ({ ...one, view: await resigned(one.view, hubKey, { ids: [], doubtful: false }, { typ: 'grant+jwt' }) }),
    ],
  ];
  const answers: Straight[] = [];

  test.each(ways)('lets nobody back in: %s', async (_what, change) => {
    const mine = await sent('mash');
    const theirs = await sent('mash', 'police-researcher');
    const [first] = mine.body.variables.representations;
    const answer = await ask(mash, {
      token: mine.token,
      body: { ...mine.body, variables: { representations: [await change(first, theirs)] } },
    });
    answers.push(answer);
    expect(JSON.parse(answer.text).data).toEqual({ _entities: [null] });
  });

  test('is answered byte for byte alike', () => {
    expect(answers).toHaveLength(ways.length);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('forged required fields are not believed about anybody whose view does not hold', async () => {
    const mine = await sent('mash');
    const [first] = mine.body.variables.representations;
    const forged = {
      ...first,
      view: 'please',
      police: { sourceHeader: { state: 'NO_RECORD_FOUND', asAt: null, lastPublishedAt: null } },
    };
    const { data } = JSON.parse(
      (await ask(mash, { token: mine.token, body: { ...mine.body, variables: { representations: [forged] } } })).text,
    );
    expect(data).toEqual({ _entities: [null] });
  });
});

describe('the other doors of an agency', () => {
  const url = (path: string) => `${journey.urlOf('police')}${path}`;
  const asPrincipal = async (path: string, method: string) => {
    const { token } = await sent('police');
    return proved(gatewayKey, url(path), token, method);
  };

  test.each([
    ['GET', '/feed'],
    ['GET', '/feed?after=0&limit=10'],
    ['PUT', '/watch'],
    ['POST', '/publish/police-v1'],
    ['GET', '/publications'],
    ['GET', '/publications/00000000-0000-4000-8000-000000000000'],
  ])('%s %s is shut to whoever brings nothing', async (method, path) => {
    const answer = await straight(url(path), { method, ...(method === 'GET' ? {} : { body: { people: [] } }) });
    expect(answer).toEqual({ status: 401, text: UNAUTHENTICATED });
  });

  test.each([
    ['GET', '/feed'],
    ['PUT', '/watch'],
  ])(
    '%s %s is for the hub alone: not for people, another agency’s token, another scope, or the agency’s own key',
    async (method, path) => {
      const body = method === 'GET' ? {} : { body: { people: [] } };
      const now = new Date();
      const tokens = await Promise.all([
        signService(hubKey, 'health', 'feed', now),
        signService(hubKey, 'police', 'publish', now),
        signService(hubKey, 'police', 'feed', new Date(now.getTime() - 120_000)),
        signService(policeKey, 'police', 'feed', now),
        signService(strangerKey, 'police', 'feed', now),
      ]);
      for (const token of tokens) {
        const answer = await straight(url(path), { method, headers: { authorization: `Bearer ${token}` }, ...body });
        expect(answer).toEqual({ status: 401, text: UNAUTHENTICATED });
      }
      expect(await straight(url(path), { method, headers: await asPrincipal(path, method), ...body })).toEqual({
        status: 401,
        text: UNAUTHENTICATED,
      });
    },
  );

  test('publishing is shut to people who are signed in and publish for nobody', async () => {
    const doors = [
      ['POST', '/publish/police-v1'],
      ['GET', '/publications'],
      ['GET', '/publications/00000000-0000-4000-8000-000000000000'],
    ] as const;
    const answers: Straight[] = [];
    for (const [method, path] of doors) {
      answers.push(
        await straight(url(path), {
          method,
          headers: await asPrincipal(path, method),
          ...(method === 'GET' ? {} : { body: '{}' }),
        }),
      );
    }
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('a subgraph tells nobody its schema', async () => {
    const { token } = await sent('police');
    for (const query of [
      '{ _service { sdl } }',
      '{ __schema { types { name } } }',
      '{ __type(name: "PoliceRecord") { fields { name } } }',
      '{ polise }',
    ]) {
      const { status, text } = await straight(police, { headers: await proved(gatewayKey, police, token), body: { query } });
      expect(status).toBe(400);
      expect(text).not.toMatch(/PoliceRecord|policeRecord|Did you mean/);
    }
  });

  test('an agency’s own record is not for a viewer from elsewhere', async () => {
    const { token, body } = await sent('police');
    const { ids } = claimsOf(body.variables.representations[0].grants.police) as { ids: string[] };
    const query = `{ policeRecord(personId: "${ids[0]}") { incidents { summary } } }`;
    const { data, errors } = JSON.parse(
      (await straight(police, { headers: await proved(gatewayKey, police, token), body: { query } })).text,
    );
    expect(data.policeRecord).toBeNull();
    expect(errors[0].extensions.code).toBe('WITHHELD');
  });
});

describe('the doors of the hub that are for the gateway', () => {
  test('tokens are exchanged for the gateway alone', async () => {
    const form = (token: string) =>
      new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      }).toString();
    const token = await journey.token('mash-analyst');
    const url = `${journey.urlOf('mash')}/token`;
    const headers = async (key: SigningKey) => ({
      'content-type': 'application/x-www-form-urlencoded',
      dpop: (await proved(key, url, token)).dpop ?? '',
    });
    expect(await straight(url, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form(token) })).toEqual({
      status: 401,
      text: UNAUTHENTICATED,
    });
    expect(await straight(url, { headers: await headers(strangerKey), body: form(token) })).toEqual({
      status: 401,
      text: UNAUTHENTICATED,
    });
    expect((await straight(url, { headers: await headers(gatewayKey), body: form(token) })).status).toBe(200);
  });

  test('nobody but the gateway writes the access log', async () => {
    const { token } = await sent('mash');
    const url = `${journey.urlOf('mash')}/access-log`;
    const body = {
      rid: claimsOf(token).rid,
      operationName: null,
      operationHash: '0'.repeat(64),
      disclosures: [],
      unavailable: [],
    };
    expect(await straight(url, { body })).toEqual({ status: 401, text: UNAUTHENTICATED });
    expect(await straight(url, { headers: await proved(strangerKey, url, token), body })).toEqual({
      status: 401,
      text: UNAUTHENTICATED,
    });
    const forged = await resigned(token, hubKey, { cnf: { jkt: strangerKey.kid } });
    expect(await straight(url, { headers: await proved(strangerKey, url, forged), body })).toEqual({
      status: 401,
      text: UNAUTHENTICATED,
    });
  });
});
