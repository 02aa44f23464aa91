import { request } from 'node:http';
import { proof } from '../../../common/tokens/dpop';
import { createSigningKey } from '../../../common/tokens/keys';
import { signPrincipal } from '../../../common/tokens/principal-token';
import { signService } from '../../../common/tokens/service-token';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';

const HELLO = { query: '{ __typename }' };

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT);
});
afterAll(() => under.close());

const analyst = () => new Caller(under, 'youth');

/** Headers of a call that would hold, but for the keys that sign it. */
async function signedWith(keys: { hub?: typeof under.hub; gateway?: typeof under.hub; jkt?: string }, url = under.service.url) {
  const { hub = under.hub, gateway = under.gateway, jkt = under.gateway.kid } = keys;
  const { kind: _, ...who } = analyst().principal;
  const token = await signPrincipal(hub, { ...who, audience: 'youth', jkt }, new Date());
  return {
    authorization: `DPoP ${token}`,
    dpop: await proof(gateway, { method: 'POST', url: `${url}/graphql`, token }),
    'content-type': 'application/json',
  };
}

test('a call that does not hold gets one answer, byte for byte, whatever was wrong with it', async () => {
  const caller = analyst();
  const once = await caller.headers('/graphql');
  expect((await caller.post(HELLO, once)).status).toBe(200);
  const stranger = await createSigningKey();
  const { dpop: _, ...withoutProof } = await caller.headers('/graphql');
  const refused: Record<string, string>[] = [
    { 'content-type': 'application/json' },
    { 'content-type': 'application/json', authorization: 'Bearer nonsense' },
    once,
    withoutProof,
    { ...(await caller.headers('/graphql')), dpop: (await caller.headers('/graphql')).dpop! },
    await caller.headers('/graphql', { at: new Date(Date.now() - 120_000) }),
    await caller.headers('/graphql', { audience: 'police' }),
    await caller.headers('/feed'),
    await caller.headers('/graphql', { method: 'GET' }),
    await signedWith({ hub: stranger }),
    await signedWith({ gateway: stranger }),
    {
      ...(await caller.headers('/graphql')),
      authorization: `Bearer ${await signService(under.hub, 'youth', 'feed', new Date())}`,
    },
  ];
  const answers = await Promise.all(refused.map((headers) => caller.post(HELLO, headers)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
    new Set(['401 {"errors":[{"message":"Not authenticated","extensions":{"code":"UNAUTHENTICATED"}}]}']),
  );
});

test('nothing but POST is answered, and nothing says what runs here', async () => {
  const response = await fetch(`${under.service.url}/graphql?query=%7B__typename%7D`, {
    headers: await analyst().headers('/graphql', { method: 'GET' }),
  });
  expect([response.status, await response.text()]).toEqual([
    404,
    '{"errors":[{"message":"Not found","extensions":{"code":"NOT_FOUND"}}]}',
  ]);
  expect(response.headers.get('x-powered-by')).toBeNull();
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['introspection', '{ __schema { types { name } } }'],
  ['its own text', '{ _service { sdl } }'],
  ['suggestions', '{ youthRecor { __typename } }'],
  ['half an operation', '{ youthRecord('],
])('%s is refused without a word about the schema', async (_, query) => {
  const { status, text } = await analyst().post({ query });
  expect(status).toBe(400);
  expect(text).not.toMatch(/youth|introspection|stack|did you mean/i);
});

test('a variable of the wrong type is refused without repeating it', async () => {
  const { text } = await analyst().post({
    query: 'query ($id: ID!) { youthRecord(personId: $id) { __typename } }',
    variables: { id: { name: 'Ada' } },
  });
  expect(text).toContain('BAD_USER_INPUT');
  expect(text).not.toContain('Ada');
});

test('operations in an array, bodies that are no JSON and bodies too large are refused', async () => {
  const caller = analyst();
  const send = async (body: string) => {
    const response = await fetch(`${under.service.url}/graphql`, {
      method: 'POST',
      headers: await caller.headers('/graphql'),
      body,
    });
    return [response.status, (await response.text()).includes('at ')];
  };
  expect(await send(JSON.stringify([HELLO, HELLO]))).toEqual([400, false]);
  expect(await send('{"query": ')).toEqual([400, false]);
  expect(await send(JSON.stringify({ query: `# ${'x'.repeat(5_000_000)}` }))).toEqual([413, false]);
});

test('an unforeseen error tells an incident id and nothing else', async () => {
  const caller = analyst();
  const grant = await caller.grant({});
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { youth: grant } }];
  const { text } = await caller.post({
    query: 'query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { youth { broken } } } }',
    variables: { people },
  });
  const { data, errors } = JSON.parse(text) as { data: unknown; errors: { message: string; extensions: object }[] };
  expect(data).toEqual({ _entities: [{ youth: { broken: null } }] });
  expect(errors).toEqual([
    {
      message: 'Something went wrong',
      path: ['_entities', 0, 'youth', 'broken'],
      extensions: { code: 'INTERNAL', incident: expect.any(String) },
    },
  ]);
  expect(text).not.toContain('Ada');
});

test('a caller without a credential is refused before its body is read', async () => {
  const { hostname, port } = new URL(under.service.url);
  const slow = request({ hostname, port, method: 'POST', path: '/graphql', headers: { 'content-length': 1000 } });
  const closed = new Promise((resolve) => slow.once('error', resolve).once('response', resolve));
  slow.flushHeaders();
  // No credential: it is refused at once, before the body that never comes.
  await expect(closed).resolves.toHaveProperty('statusCode', 401);
  slow.destroy();
});

test('health says whether the database answers', async () => {
  const response = await fetch(`${under.service.url}/health`);
  expect([response.status, await response.json()]).toEqual([200, { state: 'READY' }]);
});

test('the feed is for the hub, and publishing for a publisher of this agency', async () => {
  const feed = async (headers: Record<string, string>) => (await fetch(`${under.service.url}/feed`, { headers })).status;
  const token = await signService(under.hub, 'youth', 'feed', new Date());
  expect(await feed({ authorization: `Bearer ${token}` })).toBe(200);
  expect(await feed({})).toBe(401);
  expect(await feed(await analyst().headers('/feed', { method: 'GET' }))).toBe(401);
  const publications = async (caller: Caller) =>
    (await fetch(`${under.service.url}/publications`, { headers: await caller.headers('/publications', { method: 'GET' }) }))
      .status;
  expect(await publications(new Caller(under, 'youth', { agency: 'YOUTH', roles: ['publisher'] }))).toBe(200);
  expect(await publications(analyst())).toBe(403);
});

test('a field that the agreement does not name stops the start', async () => {
  const gap = SAMPLE_AGREEMENT.replace(', YouthConcern.words', '');
  await expect(startAgencyUnderTest(sampleAgency, gap)).rejects.toThrow('YouthConcern.words');
});
