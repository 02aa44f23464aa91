import { connect } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { hub, raw, REFUSED } from './support/attacked';

/** What the system says about itself to whoever asks wrongly: nothing, and always in the same words. */

const CANARY = 'Canary-7f3a';
const INSIDE =
  /node_modules|\.js:\d|at \w+ \(|postgres|typeorm|SQL|syntax|relation "|Did you mean|Unexpected token|Expected |Cannot query/i;

const QUESTIONS: [string, string][] = [
  ['the whole schema', getIntrospectionQuery()],
  ['the names of the types', '{ __schema { types { name } } }'],
  ['one type', '{ __type(name: "Child") { fields { name } } }'],
  ['introspection in a fragment, under an alias', 'query A { ...B } fragment B on Query { x: __schema { queryType { name } } }'],
  ['a field that nearly exists', '{ childd(id: 1) { id } }'],
  ['an argument that nearly exists', '{ child(idd: 1, purpose: SCREENING) { id } }'],
  ['a type that nearly exists', '{ me { ... on Principall { id } } }'],
  ['a value that nearly exists', '{ child(id: "1", purpose: SECTION_4) { id } }'],
  ['the federation’s machinery', '{ _service { sdl } }'],
  ['the federation’s entities', '{ _entities(representations: [{ __typename: "Child", id: "1" }]) { __typename } }'],
  ['a hidden field', '{ child(id: "1", purpose: SCREENING) { view grants { police } } }'],
  ['a hidden type', '{ child(id: "1", purpose: SCREENING) { police { sourceHeader { state } } } }'],
  ['nothing readable', `{ me { ${CANARY}`],
  ['characters that are none', '{ me { \u0000 } }'],
  ['an operation it does not have', `query A { me { id } } query B { me { id } }`],
];

describe('2. Disclosure', () => {
  describe.each(['mash-analyst', 'police-publisher'])('to %s', (persona) => {
    test.each(QUESTIONS)('%s: one uniform error', async (_what, query) => {
      const { status, text } = await hub().as(persona).query(query);
      expect({ status, text }).toEqual({ status: 400, text: REFUSED });
    });

    test('a variable of another type, or one that is missing: the same error, without the value', async () => {
      const query =
        'query FindChildren($search: PersonSearch!, $purpose: Purpose!) { findChildren(search: $search, purpose: $purpose) { id dateOfBirth score matchedOn names { given family use } } }';
      for (const variables of [
        { search: CANARY },
        { search: { nam: CANARY }, purpose: 'SCREENING' },
        { search: { first: CANARY }, purpose: 'SCREENING' },
        {},
      ]) {
        const { status, text } = await hub().as(persona).query(query, variables);
        expect({ status, text }).toEqual({ status: 400, text: REFUSED });
      }
    });

    test.each([
      ['half of one', `{"query":"{ ${CANARY}`],
      ['words', CANARY],
      ['a text', `"${CANARY}"`],
      ['a list', `["${CANARY}"]`],
      ['a query that is no text', `{"query":{"a":"${CANARY}"}}`],
      ['no query', `{"operationName":"${CANARY}"}`],
      [
        'variables that are no object',
        `{"query":"query Me { me { id displayName agency roles teams } }","variables":"${CANARY}"}`,
      ],
      ['a persisted query by its hash', `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'0'.repeat(64)}"}}}`],
      [
        'an operation with a hash beside it',
        `{"query":"query Me { me { id displayName agency roles teams } }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"${CANARY}"}}}`,
      ],
      ['a document by an id that there is not', `{"documentId":"sha256:${CANARY}"}`],
    ])('a body that is %s: the same error, and nothing of the body in it', async (_what, body) => {
      const { status, text } = await hub().as(persona).post(body);
      expect({ status, text }).toEqual({ status: 400, text: REFUSED });
    });
  });

  test('other types of body are refused alike, whoever says they are simple', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
      'application/xml',
    ]) {
      const { status, text } = await raw('/graphql', {
        method: 'POST',
        as: 'mash-analyst',
        headers: { 'content-type': type },
        body: '{ me { id } }',
      });
      expect({ status, text }).toEqual({ status: 400, text: REFUSED });
    }
  });

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('any %s: 405, and nothing of the schema', async (method) => {
    const { status, text, headers } = await raw('/graphql?query=%7B__schema%7Btypes%7Bname%7D%7D%7D', {
      method,
      as: 'mash-analyst',
    });
    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'POST' });
    expect(text).not.toMatch(/types|Query/);
  });

  test('inline tracing does not answer, however it is asked for', async () => {
    const { data, text } = await hub()
      .as('police-publisher')
      .post(
        { query: '{ me { id } }' },
        { 'apollo-federation-include-trace': 'ftv1', 'apollo-tracing': '1', 'x-apollo-tracing': '1' },
      );
    expect(data.me.id).not.toBe('');
    expect(text).not.toMatch(/ftv1|tracing|extensions/);
  });

  test.each([
    '/',
    '/graphiql',
    '/playground',
    '/metrics',
    '/.env',
    '/debug',
    '/server-status',
    '/feed',
    '/token',
    '/access-log',
    '/health',
  ])('%s is nowhere, for anybody', async (path) => {
    for (const method of ['GET', 'POST']) {
      const { status, text } = await raw(path, { method, as: 'mash-analyst' });
      expect({ status, text }).toEqual({
        status: 404,
        text: '{"errors":[{"message":"There is nothing here","extensions":{"code":"NOT_FOUND"}}]}',
      });
    }
  });

  test('health says that it lives and is ready, and not of what it is made', async () => {
    expect((await raw('/health/live')).text).toBe('{"status":"live"}');
    expect((await raw('/health/ready')).text).toBe('{"status":"ready"}');
  });

  test('no answer says what answered it, and none may be kept on the way', async () => {
    for (const path of ['/graphql', '/nowhere', '/health/live']) {
      const { headers } = await raw(path, { method: path === '/health/live' ? 'GET' : 'POST', as: 'mash-analyst' });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      for (const name of ['x-powered-by', 'server', 'etag', 'via', 'x-runtime']) expect(headers.get(name)).toBeNull();
    }
  });

  test('a page elsewhere cannot read an answer: no other origin is let in', async () => {
    const { headers } = await raw('/graphql', {
      method: 'POST',
      as: 'mash-analyst',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: '{}',
    });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a value that the database cannot take tells nothing of the database', async () => {
    const search =
      'query FindChildren($search: PersonSearch!, $purpose: Purpose!) { findChildren(search: $search, purpose: $purpose) { id dateOfBirth score matchedOn names { given family use } } }';
    const asks = [
      hub()
        .as('mash-analyst')
        .query(search, { purpose: 'SCREENING', search: { name: `${CANARY}\u0000` } }),
      hub()
        .as('mash-analyst')
        .query(search, { purpose: 'SCREENING', search: { name: `${CANARY}\ud800` } }),
      hub()
        .as('mash-analyst')
        .query(search, { purpose: 'SCREENING', search: { first: 2_147_483_647, name: CANARY } }),
      hub()
        .as('mash-analyst')
        .query(search, { purpose: 'SCREENING', search: { dateOfBirth: '0000-00-00', name: CANARY } }),
      hub().as('police-publisher').query('{ policePublications(first: 5, after: "\u0000") { totalCount } }'),
      hub().as('police-publisher').query('{ me { id } policeRecord(personId: "\\u0000") { incidents { id } } }'),
    ];
    for (const { text } of await Promise.all(asks)) {
      expect(text).not.toMatch(INSIDE);
      expect(text).not.toContain(CANARY);
      // What was sent is wrong; nothing of ours is.
      expect(text).not.toContain('INTERNAL');
    }
  });

  /** What is answered to these bytes until the connection ends. */
  const say = (port: number, bytes: string): Promise<string> =>
    new Promise((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket
        .on('data', (chunk) => (text += chunk))
        .on('close', () => resolve(text))
        .on('error', () => resolve(text));
    });

  test('an address that is none is answered by everybody, and ends nobody', async () => {
    for (const port of [hub().gatewayUrl, ...['sign-in', 'mash', 'police'].map((name) => hub().urlOf(name))].map(
      (url) => new URL(url).port,
    )) {
      for (const path of ['//', '/%', '/%00', 'http://%zz/', '*']) {
        const said = await say(Number(port), `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
        expect(said).toMatch(/^HTTP\/1\.1 4\d\d /);
        expect(said).not.toMatch(INSIDE);
      }
      expect(await say(Number(port), 'GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(
        /^HTTP\/1\.1 (200|404) /,
      );
    }
  });

  test('a request that is no HTTP is not explained', async () => {
    const said = await say(Number(new URL(hub().gatewayUrl).port), `${CANARY} nonsense\r\n\r\n`);
    expect(said).not.toContain(CANARY);
    expect(said).not.toMatch(INSIDE);
  });
});
