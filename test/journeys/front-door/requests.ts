import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { type Json, post } from '../../support/journey';
import { journey } from './hub';

/** What the only public door takes, and what it refuses before anything is planned. */

const analyst = () => journey.as('mash-analyst');
const codes = ({ errors }: { errors: readonly { extensions: { code: string } }[] }) =>
  errors.map(({ extensions }) => extensions.code);
const CHILD = 'child(id: "00000000-0000-4000-8000-000000000000", purpose: SECTION_47)';
/** Children and adults of a household, and of theirs: each level doubles. */
const households = (levels: number): string =>
  levels === 0
    ? 'police { custody { id } } sources { state }'
    : `household { person { ... on Child { ${households(levels - 1)} } ... on Adult { ${households(levels - 1)} } } }`;

describe('who is asking', () => {
  test('nobody: 401, and nothing but that', async () => {
    const answer = await post(journey.gatewayUrl, { query: '{ me { id } }' });
    expect({ status: answer.status, data: answer.data, codes: codes(answer) }).toEqual({
      status: 401,
      data: undefined,
      codes: ['UNAUTHENTICATED'],
    });
  });

  test('nobody who says so in any way: the same 401, to the letter, whatever is asked', async () => {
    const plain = await post(journey.gatewayUrl, { query: '{ me { id } }' });
    const token = await journey.token('mash-analyst');
    const headers: Record<string, string>[] = [
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer words' },
      { authorization: `Basic ${Buffer.from('mash-analyst:secret').toString('base64')}` },
      { authorization: `Bearer ${token.slice(0, -4)}AAAA` },
      { authorization: `Bearer ${token.split('.').slice(0, 2).join('.')}.` },
      { authorization: token },
      { cookie: `token=${token}` },
      { 'x-forwarded-user': 'mash-analyst', 'x-roles': 'mash_analyst', 'x-agency': 'MASH' },
    ];
    for (const one of headers) {
      for (const query of ['{ me { id } }', '{ __typename }', '{ nothing }', '{']) {
        const answer = await post(journey.gatewayUrl, { query }, one);
        expect({ status: answer.status, text: answer.text }).toEqual({ status: 401, text: plain.text });
      }
    }
  });

  test('a persona whom the sign-in does not know gets no token', async () => {
    await expect(journey.token('chief-of-everything')).rejects.toThrow('chief-of-everything');
  });

  test('somebody who signed in and left the register is nobody', async () => {
    const persona = journey.as('health-navigator');
    expect((await persona.query('{ me { roles } }')).data.me.roles).toEqual(['health_navigator']);
    await journey.inDatabase('mash', (client) =>
      client.query("update member set valid_to = now() - interval '1 minute' where subject = 'health-navigator'"),
    );
    const answer = await persona.query('{ me { roles } }');
    expect({ status: answer.status, codes: codes(answer) }).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  test('roles come from the register alone: headers and variables add none', async () => {
    const { data } = await analyst().post(
      { query: '{ me { roles agency } }', variables: { roles: ['decision_maker'] } },
      { 'x-roles': 'decision_maker', 'x-agency': 'POLICE' },
    );
    expect(data.me).toEqual({ roles: ['mash_analyst'], agency: 'MASH' });
  });
});

describe('how it is asked', () => {
  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('not by %s', async (method) => {
    const response = await fetch(`${journey.gatewayUrl}/graphql?query=%7B__typename%7D`, {
      method,
      headers: { authorization: `Bearer ${await journey.token('mash-analyst')}` },
    });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await response.text()).not.toContain('Query');
  });

  test('not in batches', async () => {
    const answer = await analyst().post([{ query: '{ me { id } }' }, { query: '{ me { id } }' }]);
    expect({ status: answer.status, data: answer.data }).toEqual({ status: 400, data: undefined });
  });

  test.each([
    ['half of it', '{"query":"{ me { id'],
    ['nothing', ''],
    ['a text', '"{ me { id } }"'],
    ['null', 'null'],
    ['no query', '{}'],
    ['a query that is a list', '{"query":["{ me { id } }"]}'],
    ['variables that are a text', '{"query":"{ me { id } }","variables":"none"}'],
    ['a query that cannot be read', '{"query":"{ me { id "}'],
    ['several operations and no name', '{"query":"query A { me { id } } query B { me { id } }"}'],
    ['a name that no operation has', '{"query":"query A { me { id } }","operationName":"B"}'],
  ])('%s is refused with 400, without repeating what came', async (_what, body) => {
    const { status, data, text } = await analyst().post(body);
    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(text).not.toMatch(/at \S+\.js|node_modules|Unexpected token/);
  });

  test('a body that is too large is refused with 413', async () => {
    const answer = await analyst().query('{ me { id } }', { padding: 'x'.repeat(5 * 1024 * 1024) });
    expect({ status: answer.status, codes: codes(answer) }).toEqual({ status: 413, codes: ['REQUEST_TOO_LARGE'] });
  });

  test('another type of body is refused', async () => {
    const answer = await analyst().post('query={me{id}}', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.data).toBeUndefined();
  });

  test('variables cannot reach for a prototype', async () => {
    const answer = await analyst().post(
      '{"query":"query Q($search: PersonSearch!) { findChildren(search: $search, purpose: SCREENING) { id } }","variables":{"__proto__":{"search":{"name":"x"}},"search":{"name":"Nobody","__proto__":{"first":50}}}}',
    );
    expect(answer.status).toBeLessThan(500);
    expect(({} as Json).first).toBeUndefined();
  });

  test('a caller who sends the body drop by drop is not waited for', async () => {
    const { port } = new URL(journey.gatewayUrl);
    const socket = connect(Number(port), '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', () => resolve('closed')));
    socket.on('error', () => undefined);
    socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`);
    const drip = setInterval(() => socket.write(' '), 500);
    const ended = await Promise.race([closed, sleep(18_000, 'still open')]);
    clearInterval(drip);
    socket.destroy();
    expect(ended).toBe('closed');
  }, 30_000);
});

describe('what is asked', () => {
  test('its own name only: __typename and nothing else', async () => {
    expect(await analyst().query('{ __typename }')).toMatchObject({ status: 200, data: { __typename: 'Query' }, errors: [] });
    expect(await analyst().query('mutation { __typename }')).toMatchObject({
      status: 200,
      data: { __typename: 'Mutation' },
      errors: [],
    });
  });

  const tooLarge: [string, string][] = [
    ['aliases', `{ ${Array.from({ length: 80 }, (_, index) => `a${index}: __typename`).join(' ')} }`],
    ['aliases of a child', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: ${CHILD} { id }`).join(' ')} }`],
    ['levels', `{ ${CHILD} { ${'household { person { ... on Child { '.repeat(10)} id ${'} } } '.repeat(10)} } }`],
    [
      'fields by a bomb of fragments',
      `{ ...F0 } ${Array.from({ length: 12 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} ...F${index + 1} }`).join(' ')} fragment F12 on Query { me { id } }`,
    ],
    ['households of households', `{ ${CHILD} { ${households(5)} } }`],
    [
      'households of households, by fragments',
      `{ ${CHILD} { ...L5 } } ${[5, 4, 3, 2, 1].map((level) => `fragment L${level} on Child { household { person { ... on Child { ...L${level - 1} } ... on Adult { ...G${level - 1} } } } } fragment G${level} on Adult { household { person { ... on Child { ...L${level - 1} } ... on Adult { ...G${level - 1} } } } }`).join(' ')} fragment L0 on Child { id } fragment G0 on Adult { id }`,
    ],
  ];
  test.each(tooLarge)('too many %s: refused with a clear code, before planning', async (_what, query) => {
    const answer = await analyst().query(query);
    expect({ status: answer.status, data: answer.data }).toEqual({ status: 400, data: undefined });
    expect(codes(answer)).toContain('OPERATION_TOO_LARGE');
  });

  test.each([
    ['a circle of fragments', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['three thousand of one field', `{ me { ${'id '.repeat(3_000)} } }`],
    ['fifteen hundred directives', `{ me ${'@x'.repeat(1_500)} { id } }`],
    ['the same directive three hundred times', `{ me ${'@skip(if: false) '.repeat(300)} { id } }`],
    ['brackets nested a thousand deep', `{ me ${'{ id '.repeat(1_000)}${'}'.repeat(1_000)} }`],
    [
      'the schema of the schema of the schema',
      '{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }',
    ],
    ['a field that is deferred', `{ ${CHILD} { id ... @defer { names { family } } } }`],
  ])('%s: refused at once, in few words', async (_what, query) => {
    const answer = await analyst().query(query);
    expect({ status: answer.status, data: answer.data }).toEqual({ status: 400, data: undefined });
    expect(answer.errors.length).toBeLessThan(10);
  });

  test.each([
    ['another field of the same type', `{ ${CHILD} { health: police { custody { id } } } }`],
    ['a field of another type', `{ ${CHILD} { state: names { family } } }`],
    ['a hidden field', `{ ${CHILD} { grants: names { family } } }`],
    ['a hidden field, in a fragment', `{ ${CHILD} { ...A } } fragment A on Child { view: id }`],
  ])('an alias that is the name of %s is an alias like any other', async (_what, query) => {
    const answer = await analyst().query(query);
    expect({ status: answer.status, data: answer.data, codes: codes(answer) }).toEqual({
      status: 200,
      data: { child: null },
      codes: [],
    });
  });

  test('an alias of a name that is nobody’s, or its own, is taken', async () => {
    const { status, data, errors } = await analyst().query('{ who: me { ident: id id: id roles: agency } }');
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
    expect(data.who).toEqual({ ident: data.who.id, id: expect.any(String), roles: 'MASH' });
  });

  test.each(['view', 'grants { police }', 'police { sourceHeader { state } }', 'police { chronologyEntries { id } }'])(
    'what is hidden is not there to be asked: %s',
    async (field) => {
      const answer = await analyst().query(`{ ${CHILD} { ${field} } }`);
      expect({ status: answer.status, data: answer.data, codes: codes(answer) }).toEqual({
        status: 400,
        data: undefined,
        codes: ['GRAPHQL_VALIDATION_FAILED'],
      });
    },
  );

  test.each([
    '{ _service { sdl } }',
    '{ _entities(representations: []) { __typename } }',
    'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
  ])('nor is the machinery of the federation: %s', async (query) => {
    expect(await analyst().query(query, { r: [] })).toMatchObject({ status: 400, data: undefined });
  });

  test('the schema that developers see holds nothing hidden', async () => {
    const { data, status } = await analyst().query(getIntrospectionQuery());
    expect(status).toBe(200);
    const types = buildClientSchema(data).getTypeMap();
    expect(Object.keys(types)).not.toEqual(expect.arrayContaining(['Grants']));
    const text = JSON.stringify(data);
    for (const hidden of [
      '"Grants"',
      '"SourceHeader"',
      '"ChronologyHeader"',
      '"view"',
      '"grants"',
      '"sourceHeader"',
      '"chronologyEntries"',
      '"_Any"',
      '"_entities"',
      'join__',
      'inaccessible',
    ]) {
      expect(text).not.toContain(hidden);
    }
  });

  test('a name of any length for an operation is no way to be refused the ledger', async () => {
    const { status, errors } = await analyst().query(`query ${'N'.repeat(300)} { me { id } }`);
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
  });
});

describe('what the door says about itself', () => {
  test('that it lives and is ready, and nothing else', async () => {
    expect(await (await fetch(`${journey.gatewayUrl}/health/live`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${journey.gatewayUrl}/health/ready`);
    expect({ status: ready.status, body: await ready.json() }).toEqual({
      status: 200,
      body: { status: 'ready', subgraphs: { police: true, health: true, education: true, 'social-care': true, mash: true } },
    });
  });

  test.each(['/', '/nothing', '/graphql/nothing', '/.env', '/access-log', '/token', '/feed', '/publications'])(
    '%s is nowhere',
    async (path) => {
      const response = await fetch(`${journey.gatewayUrl}${path}`);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/json');
    },
  );

  test('answers are kept by nobody on the way, and say nothing of what answered', async () => {
    const response = await fetch(`${journey.gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await journey.token('mash-analyst')}` },
      body: '{"query":"{ me { id } }"}',
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('etag')).toBeNull();
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
