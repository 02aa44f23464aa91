import { text } from 'node:stream/consumers';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createSigningKey, type SigningKey } from '../../../common/tokens/keys';
import { AgencySource } from '../../../gateway/agency-source';
import { AnswerReader } from '../../../gateway/answers';
import { RequestBudget } from '../../../gateway/budget';
import type { GatewayContext } from '../../../gateway/context';
import { LedgerClient } from '../../../gateway/ledger';
import { SourceFailure } from '../../../gateway/engine/source';
import { NotSignedIn, SignIn, SignInUnavailable } from '../../../gateway/sign-in';
import { SubgraphClient } from '../../../gateway/subgraph-client';
import { type FakeService, fakeService, NOBODY, type Seen } from '../../support/fake-service';
import { SMALL } from './support';

/** The gateway's calls to other services, against services that say what the test wants. */

const reader = new AnswerReader(SMALL);
let key: SigningKey;
let service: FakeService;
let seen: (Seen & { body: string })[];
let says: { status?: number; body?: string | undefined; never?: boolean };

beforeAll(async () => {
  key = await createSigningKey();
  service = await fakeService(async (request, response) => {
    const { method = '', url = '', headers } = request;
    seen.push({ method, path: url, headers, body: await text(request) });
    if (says.never) return;
    response.writeHead(says.status ?? 200).end(says.body);
  });
});
afterAll(() => service.close());
beforeEach(() => {
  seen = [];
  says = {};
});

const FETCH =
  'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Child { police { open } health { visits { id } } } ... on Adult { police { open } } } }';
const CHILD = { __typename: 'Child', id: '1', view: 'v1' };
const ADULT = { __typename: 'Adult', id: '2', view: 'v2' };

const contextOf = (tokens: Record<string, string> = { police: 'token' }, agencyMs = 5_000): GatewayContext => ({
  rid: 'r',
  tokens,
  budget: new RequestBudget(agencyMs, agencyMs, 'mash'),
  disclosures: [],
});

/** One entity fetch of the engine to the police: what came, or what is told of why nothing did. */
async function fetched(
  context: GatewayContext,
  representations: unknown[] | null = [CHILD],
  { url = service.url, query = FETCH } = {},
) {
  const client = new SubgraphClient('police', `${url}/graphql`);
  const source = new AgencySource({ client, agency: 'POLICE', proof: key, answers: reader });
  try {
    const variables = representations === null ? {} : { representations };
    const { data, errors = [] } = await source.process({ request: { query, variables }, context });
    return { data, errors, failure: undefined };
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return { data: undefined, errors: [], failure: { message: error.message, extensions: error.extensions } };
  } finally {
    await client.close();
  }
}
const entities = (...list: unknown[]) => JSON.stringify({ data: { _entities: list }, extensions: { disclosures: [] } });
const WELL = { police: { open: true }, health: null };

describe('a call to a subgraph', () => {
  test('carries the principal’s token and a proof of this very call', async () => {
    says.body = entities(WELL);
    const { data, errors } = await fetched(contextOf());
    expect({ data, errors }).toEqual({ data: { _entities: [WELL] }, errors: [] });
    const [call] = seen;
    expect(call).toMatchObject({ method: 'POST', path: '/graphql' });
    expect(call?.headers.authorization).toBe('DPoP token');
    expect(decodeProtectedHeader(String(call?.headers.dpop))).toMatchObject({ typ: 'dpop+jwt' });
    expect(decodeJwt(String(call?.headers.dpop))).toMatchObject({ htm: 'POST', htu: `${service.url}/graphql` });
    expect(JSON.parse(call?.body ?? '')).toEqual({ query: FETCH, variables: { representations: [CHILD] } });
  });

  test('is not made without a token for that subgraph', async () => {
    const { failure } = await fetched(contextOf({ health: 'token' }));
    expect(failure?.extensions).toEqual({ code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason: 'REFUSED' });
    expect(seen).toEqual([]);
  });

  test('leaves what was disclosed with the request, under the name of whom it asked', async () => {
    const entry = { person: 'p', purpose: 'SECTION_47', agreement: '1', released: [], withheld: [] };
    says.body = JSON.stringify({ data: { _entities: [WELL] }, extensions: { disclosures: [entry] } });
    const context = contextOf();
    await fetched(context);
    expect(context.disclosures).toEqual([{ custodian: 'police', entry }]);
  });
});

test('a subgraph that tells the ledger more than there can be to tell loses its own part, and leaves nothing for the row', async () => {
  const word = 'x'.repeat(200);
  const released = [{ category: word, rule: word, fields: new Array(10_000).fill(word) }];
  const entry = { person: 'p', purpose: 'SECTION_47', agreement: '1', released, withheld: [] };
  says.body = JSON.stringify({ data: { _entities: [WELL] }, extensions: { disclosures: [entry] } });
  const context = contextOf();
  const { failure } = await fetched(context);
  expect(failure?.extensions).toEqual({ code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason: 'TOO_LARGE' });
  expect(context.disclosures).toEqual([]);
});

describe('a subgraph that fails', () => {
  test.each<[string, () => Parameters<typeof fetched>[2], string]>([
    ['is not there', () => ({ url: NOBODY }), 'UNREACHABLE'],
    ['does not answer', () => void Object.assign(says, { never: true }), 'TIMEOUT'],
    ['does not know us', () => void Object.assign(says, { status: 401, body: '{}' }), 'REFUSED'],
    ['answers rubbish', () => void Object.assign(says, { body: '<html>' }), 'BAD_ANSWER'],
    ['answers for fewer', () => void Object.assign(says, { body: entities(WELL) }), 'BAD_ANSWER'],
    ['answers too much', () => void Object.assign(says, { body: ' '.repeat(21 * 1024 * 1024) }), 'TOO_LARGE'],
  ])('because it %s gives nothing but the reason', async (_what, prepare, reason) => {
    const how = prepare();
    const context = contextOf(undefined, reason === 'TIMEOUT' ? 300 : undefined);
    expect((await fetched(context, [CHILD, ADULT], how ?? {})).failure).toEqual({
      message: 'POLICE did not answer',
      extensions: { code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason },
    });
  });

  test('is not asked again in the same request', async () => {
    const context = contextOf();
    await fetched(context, [CHILD], { url: NOBODY });
    const { failure } = await fetched(context);
    expect(failure?.extensions.reason).toBe('EARLIER_FAILURE');
    expect(seen).toEqual([]);
  });

  test('in a root operation says so in the same way', async () => {
    const { failure } = await fetched(contextOf(), null, { url: NOBODY, query: '{ record { open } }' });
    expect(failure?.extensions).toMatchObject({ code: 'AGENCY_UNAVAILABLE', reason: 'UNREACHABLE' });
  });

  test('for one person only, by answering null for them, costs that person’s part', async () => {
    says.body = entities(null, { police: { open: true } });
    const { data, errors } = await fetched(contextOf(), [CHILD, ADULT]);
    expect(data).toEqual({ _entities: [null, { police: { open: true } }] });
    expect(errors).toEqual([
      {
        message: 'POLICE did not answer',
        path: ['_entities', 0],
        extensions: { code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason: 'BAD_ANSWER' },
      },
    ]);
  });

  test('for one person and says why is believed about that, and about nothing below somebody who is not there', async () => {
    says.body = JSON.stringify({
      data: { _entities: [null] },
      extensions: { disclosures: [] },
      errors: [
        { message: 'why', path: ['_entities', 0], extensions: { code: 'NOT_FOUND' } },
        { message: 'x', path: ['_entities', 0, 'police', 'open'], extensions: { code: 'WITHHELD' } },
      ],
    });
    const { errors } = await fetched(contextOf());
    expect(errors.map(({ message }) => message)).toEqual(['why']);
  });
});

describe('an error of a subgraph', () => {
  test('is the subgraph’s own, whatever it says', async () => {
    says.body = JSON.stringify({
      data: { _entities: [{ police: { open: null } }] },
      extensions: { disclosures: [] },
      errors: [
        {
          message: 'm',
          path: ['_entities', 0, 'police', 'open'],
          extensions: { code: 'WITHHELD', agency: 'HEALTH', category: 'c', rule: 'r', tell: 't', at: ['elsewhere'] },
        },
      ],
    });
    const { errors } = await fetched(contextOf(), [ADULT]);
    expect(errors).toEqual([
      {
        message: 'm',
        path: ['_entities', 0, 'police', 'open'],
        extensions: { code: 'WITHHELD', agency: 'POLICE', category: 'c', rule: 'r', tell: 't' },
      },
    ]);
  });

  test('about nobody in the answer has no place', async () => {
    says.body = JSON.stringify({
      data: { _entities: [WELL] },
      extensions: { disclosures: [] },
      errors: [{ message: 'm', path: ['_entities', 7, 'police'], extensions: { code: 'INTERNAL' } }],
    });
    const { errors } = await fetched(contextOf());
    expect(errors).toEqual([{ message: 'm', extensions: { code: 'INTERNAL', agency: 'POLICE' } }]);
  });
});

describe('the ledger', () => {
  const commit = async (url = service.url, timeoutMs = 300) => {
    const ledger = new LedgerClient(url, key, timeoutMs);
    try {
      const row = { rid: 'r', operationName: null, operationHash: '0', disclosures: [], unavailable: [], refused: [] };
      await ledger.commit({ kind: 'RESPONSE', ...row }, 'token');
    } finally {
      await ledger.close();
    }
  };

  test('has the row when it answers 204', async () => {
    says.status = 204;
    await expect(commit()).resolves.toBeUndefined();
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/access-log' });
    expect(seen[0]?.headers).toMatchObject({ authorization: 'DPoP token', dpop: expect.any(String) });
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ rid: 'r', disclosures: [] });
  });

  test.each([200, 202, 301, 400, 401, 404, 500, 503])('does not have it when it answers %i', async (status) => {
    Object.assign(says, { status, body: '{}' });
    await expect(commit()).rejects.toThrow('nothing is released');
  });

  test('does not have it when it is silent or away', async () => {
    says.never = true;
    await expect(commit()).rejects.toThrow('nothing is released');
    await expect(commit(NOBODY)).rejects.toThrow('nothing is released');
  });
});

describe('a sign-in', () => {
  const WHO = '{"sub":"a","agency":"MASH","roles":["mash_analyst"],"teams":[]}';
  const exchange = async (authorization: string | undefined, url = service.url) => {
    const signIn = new SignIn(url, key, 300);
    try {
      return await signIn.exchange(authorization);
    } finally {
      await signIn.close();
    }
  };

  test('is exchanged for tokens of this one request, at the hub, with proof of whose gateway asks', async () => {
    says.body = `{"tokens":{"police":"p","mash":"m"},"principal":${WHO},"rid":"chosen by somebody else"}`;
    const { rid, tokens, caller } = await exchange('Bearer a.b.c');
    expect(caller).toEqual({ sub: 'a', agency: 'MASH', roles: ['mash_analyst'] });
    expect(tokens).toEqual({ police: 'p', mash: 'm' });
    const form = new URLSearchParams(seen[0]?.body);
    expect(form.get('subject_token')).toBe('a.b.c');
    expect(form.get('rid')).toBe(rid);
    expect(decodeJwt(String(seen[0]?.headers.dpop))).toMatchObject({ htu: `${service.url}/token` });
  });

  test('has a request id of its own every time', async () => {
    says.body = `{"tokens":{},"principal":${WHO}}`;
    expect((await exchange('Bearer a.b.c')).rid).not.toBe((await exchange('bearer a.b.c')).rid);
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer a',
    'Bearer a.b',
    'Bearer a.b.c d',
    'Basic a.b.c',
    'a.b.c',
    'Bearer a.b.c\r\nx: y',
    'Bearer a.b.ü',
  ])('that is none is refused here, and nobody is asked: %j', async (authorization) => {
    await expect(exchange(authorization)).rejects.toThrow(NotSignedIn);
    expect(seen).toEqual([]);
  });

  test.each([400, 401, 403, 404])('that the hub refuses with %i is nobody’s', async (status) => {
    Object.assign(says, { status, body: '{}' });
    await expect(exchange('Bearer a.b.c')).rejects.toThrow(NotSignedIn);
  });

  test('that the hub cannot judge now is not judged', async () => {
    Object.assign(says, { status: 503, body: '{}' });
    await expect(exchange('Bearer a.b.c')).rejects.toThrow(SignInUnavailable);
    for (const body of [
      '<html>',
      '{"tokens":{}}',
      '{"tokens":{},"principal":{"sub":"a","agency":"MASH","roles":"mash_analyst"}}',
    ]) {
      Object.assign(says, { status: 200, body });
      await expect(exchange('Bearer a.b.c')).rejects.toThrow(SignInUnavailable);
    }
    says.never = true;
    await expect(exchange('Bearer a.b.c')).rejects.toThrow(SignInUnavailable);
    await expect(exchange('Bearer a.b.c', NOBODY)).rejects.toThrow(SignInUnavailable);
  });
});
