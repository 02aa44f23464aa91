import { text } from 'node:stream/consumers';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createSigningKey, type SigningKey } from '../../../common/tokens/keys';
import { AgencySource } from '../../../gateway/agency-source';
import { AnswerReader } from '../../../gateway/answers';
import { RequestBudget } from '../../../gateway/budget';
import type { GatewayContext } from '../../../gateway/context';
import { LedgerClient } from '../../../gateway/ledger';
import { PersonPaths } from '../../../gateway/person-paths';
import { NotSignedIn, SignIn, SignInUnavailable } from '../../../gateway/sign-in';
import { SubgraphClient } from '../../../gateway/subgraph-client';
import { type FakeService, fakeService, NOBODY, type Seen } from './fake-service';
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

function contextOf(tokens: Record<string, string> = { police: 'token' }, agencyMs = 5_000): GatewayContext {
  const people = new PersonPaths();
  people.note({ child: { ...CHILD, household: [{ person: ADULT }] } });
  return { rid: 'r', tokens, budget: new RequestBudget(agencyMs, agencyMs, 'mash'), disclosures: [], people };
}

/** One entity fetch of the engine to the police. */
async function fetched(
  context: GatewayContext,
  representations: unknown[] | null = [CHILD],
  { url = service.url, path = ['child'], query = FETCH } = {},
) {
  const client = new SubgraphClient('police', `${url}/graphql`, reader);
  try {
    const source = new AgencySource({ client, agency: 'POLICE', proof: key });
    const variables = representations === null ? {} : { representations };
    const options = { kind: 'incoming operation', request: { query, variables }, context, pathInIncomingRequest: path };
    const { data, errors = [] } = await source.process(options as never);
    return {
      data: JSON.parse(JSON.stringify(data ?? null)),
      errors: errors.map(({ message, path: at, extensions }) => ({ message, path: at, extensions: { ...extensions } })),
    };
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
    const { errors } = await fetched(contextOf({ health: 'token' }));
    expect(errors[0]?.extensions).toMatchObject({ code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason: 'REFUSED' });
    expect(seen).toEqual([]);
  });

  test('leaves what was disclosed with the request, under the name of whom it asked', async () => {
    const entry = { person: 'p', purpose: 'SECTION_47', agreement: '1', released: [], withheld: [] };
    says.body = JSON.stringify({ data: { _entities: [WELL] }, extensions: { disclosures: [entry] } });
    const context = contextOf();
    await fetched(context);
    expect(context.disclosures).toEqual([{ custodian: 'police', entry }]);
  });

  test('is never one for a schema: the supergraph comes from a file', async () => {
    const source = new AgencySource({ client: undefined as never, agency: 'POLICE', proof: key });
    await expect(source.process({ kind: 'loading schema', request: {} } as never)).rejects.toThrow('from a file');
  });
});

describe('a subgraph that fails', () => {
  const nulls = {
    data: {
      _entities: [
        { __typename: 'Child', police: null, health: null },
        { __typename: 'Adult', police: null },
      ],
    },
  };

  test.each<[string, () => Parameters<typeof fetched>[2], string]>([
    ['is not there', () => ({ url: NOBODY }), 'UNREACHABLE'],
    ['does not answer', () => void Object.assign(says, { never: true }), 'TIMEOUT'],
    ['does not know us', () => void Object.assign(says, { status: 401, body: '{}' }), 'REFUSED'],
    ['answers rubbish', () => void Object.assign(says, { body: '<html>' }), 'BAD_ANSWER'],
    ['answers for fewer', () => void Object.assign(says, { body: entities(WELL) }), 'BAD_ANSWER'],
    ['answers too much', () => void Object.assign(says, { body: ' '.repeat(21 * 1024 * 1024) }), 'TOO_LARGE'],
  ])('because it %s leaves explicit nulls, and an error at each place', async (_what, prepare, reason) => {
    const how = prepare();
    const context = contextOf(undefined, reason === 'TIMEOUT' ? 300 : undefined);
    const { data, errors } = await fetched(context, [CHILD, ADULT], { path: ['child'], ...how });
    expect({ data }).toEqual(nulls);
    expect(errors.map(({ path }) => path)).toEqual([
      ['_entities', 0, 'police'],
      ['_entities', 0, 'health'],
      ['_entities', 1, 'police'],
    ]);
    for (const { message, extensions } of errors) {
      expect(message).toBe('POLICE did not answer');
      expect(extensions).toMatchObject({ code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason });
    }
    expect(errors[0]?.extensions.at).toEqual(['child', 'police']);
  });

  test('is not asked again in the same request', async () => {
    const context = contextOf();
    await fetched(context, [CHILD], { url: NOBODY });
    const { errors } = await fetched(context);
    expect(errors[0]?.extensions.reason).toBe('EARLIER_FAILURE');
    expect(seen).toEqual([]);
  });

  test('in a root operation leaves no data and one error without a place', async () => {
    const { data, errors } = await fetched(contextOf(), null, { url: NOBODY, query: '{ record { open } }' });
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message: 'POLICE did not answer',
        path: undefined,
        extensions: { code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason: 'UNREACHABLE' },
      },
    ]);
  });

  test('for one person only, by answering null for them, costs that person’s part', async () => {
    says.body = entities(null, { police: { open: true } });
    const { data, errors } = await fetched(contextOf(), [CHILD, ADULT]);
    expect(data).toEqual({ _entities: [{ __typename: 'Child', police: null, health: null }, { police: { open: true } }] });
    expect(errors.map(({ path }) => path)).toEqual([
      ['_entities', 0, 'police'],
      ['_entities', 0, 'health'],
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
  test('is placed where the person stands in the client’s answer, and is the subgraph’s own, whatever it says', async () => {
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
    const { errors } = await fetched(contextOf(), [ADULT], { path: ['child', 'household', '@', 'person'] });
    expect(errors[0]?.extensions).toEqual({
      code: 'WITHHELD',
      agency: 'POLICE',
      category: 'c',
      rule: 'r',
      tell: 't',
      at: ['child', 'household', 0, 'person', 'police', 'open'],
    });
  });

  test('about nobody in the answer has no place', async () => {
    says.body = JSON.stringify({
      data: { _entities: [WELL] },
      extensions: { disclosures: [] },
      errors: [{ message: 'm', path: ['_entities', 7, 'police'], extensions: { code: 'INTERNAL' } }],
    });
    const { errors } = await fetched(contextOf());
    expect(errors[0]?.path).toBeUndefined();
    expect(errors[0]?.extensions).not.toHaveProperty('at');
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
  const exchange = async (authorization: string | undefined, url = service.url) => {
    const signIn = new SignIn(url, key, 300);
    try {
      return await signIn.exchange(authorization);
    } finally {
      await signIn.close();
    }
  };

  test('is exchanged for tokens of this one request, at the hub, with proof of whose gateway asks', async () => {
    says.body = '{"tokens":{"police":"p","mash":"m"},"rid":"chosen by somebody else"}';
    const { rid, tokens } = await exchange('Bearer a.b.c');
    expect(tokens).toEqual({ police: 'p', mash: 'm' });
    const form = new URLSearchParams(seen[0]?.body);
    expect(form.get('subject_token')).toBe('a.b.c');
    expect(form.get('rid')).toBe(rid);
    expect(decodeJwt(String(seen[0]?.headers.dpop))).toMatchObject({ htu: `${service.url}/token` });
  });

  test('has a request id of its own every time', async () => {
    says.body = '{"tokens":{}}';
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
    Object.assign(says, { status: 200, body: '<html>' });
    await expect(exchange('Bearer a.b.c')).rejects.toThrow(SignInUnavailable);
    says.never = true;
    await expect(exchange('Bearer a.b.c')).rejects.toThrow(SignInUnavailable);
    await expect(exchange('Bearer a.b.c', NOBODY)).rejects.toThrow(SignInUnavailable);
  });
});
