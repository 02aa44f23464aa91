import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { hub, raw, REFUSED } from './support/attacked';

/** Small texts that cost much. Staff are refused by the list; a publishing system sends what it likes and meets the limits. */

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const CHILD = 'child(id: "00000000-0000-4000-8000-000000000000", purpose: SECTION_47)';
const tree = (levels: number): string =>
  levels === 0 ? 'id' : `household { person { ... on Child { ${tree(levels - 1)} } ... on Adult { ${tree(levels - 1)} } } }`;
/** About a kilobyte that expands to two people at every level: such a text held a planner for thirteen seconds. */
const FRAGMENT_TREE = `{ ${CHILD} { ...C8 } } ${times(
  8,
  (index) =>
    `fragment C${index + 1} on Child { household { person { ...C${index} ...A${index} } } } fragment A${index + 1} on Adult { household { person { ...C${index} ...A${index} } } }`,
)} fragment C0 on Child { id } fragment A0 on Adult { id }`;

const ATTACKS: [string, string][] = [
  ['alias overload of __typename', `{ ${times(1_000, (index) => `a${index}: __typename`)} }`],
  ['alias overload, just over what is allowed', `{ ${times(61, (index) => `a${index}: __typename`)} }`],
  ['alias overload of a costly field', `{ ${times(40, (index) => `a${index}: ${CHILD} { id }`)} }`],
  ['field duplication', `{ me { ${times(4_000, () => 'id')} } }`],
  ['field duplication beyond every limit', `{ ${times(20_000, () => '__typename')} }`],
  ['directive overload', `{ me ${times(900, () => '@skip(if: false)')} { id } }`],
  ['directives that are none', `{ me ${times(900, (index) => `@d${index}`)} { id } }`],
  ['deep recursion', `{ ${CHILD} { ${tree(8)} } }`],
  ['deep nesting of nothing', `{ me ${times(2_000, () => '{ id')} ${times(2_000, () => '}')} }`],
  [
    'deep recursion of lists in an argument',
    `{ findChildren(purpose: SCREENING, search: ${'['.repeat(3_000)}${']'.repeat(3_000)}) { id } }`,
  ],
  ['circular fragments', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
  ['a fragment of itself', `{ ${CHILD} { ...A } } fragment A on Child { household { person { ...A } } }`],
  [
    'a bomb of named fragments',
    `{ ...F0 } ${times(20, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)} fragment F20 on Query { me { id } }`,
  ],
  ['an alias tree for the planner', `{ ${times(30, (index) => `a${index}: ${CHILD} { ${tree(1)} }`)} }`],
  ['an alias tree of fragments', FRAGMENT_TREE],
  ['the schema of the schema', `{ __schema { types { ${'fields { type { '.repeat(6)} name ${'} }'.repeat(6)} } } }`],
  ['an answer in parts', `{ ${CHILD} { id ... @defer { names { family } } } }`],
];

describe('1. GraphQL cost', () => {
  test('the tree that stalls a planner is a kilobyte', () => expect(FRAGMENT_TREE.length).toBeLessThan(1_700));

  describe.each(['mash-analyst', 'police-publisher'])('sent by %s', (persona) => {
    test.each(ATTACKS)('%s: refused in the one uniform error, before anything is planned or asked', async (_what, query) => {
      hub().standIn('police').forget();
      const { status, text, ms } = await hub().as(persona).query(query);
      expect({ status, text }).toEqual({ status: 400, text: REFUSED });
      expect(ms).toBeLessThan(5_000);
      expect(
        hub()
          .standIn('police')
          .calls.filter((path) => path === '/graphql'),
      ).toEqual([]);
    });

    test('array batching: refused, however small', async () => {
      for (const batch of [
        [],
        [{ query: '{ me { id } }' }],
        Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' })),
      ]) {
        const { status, text } = await hub().as(persona).post(batch);
        expect({ status, text }).toEqual({ status: 400, text: REFUSED });
      }
    });

    test('variables nested without end: refused, and the door still stands', async () => {
      for (const nested of ['['.repeat(50_000) + ']'.repeat(50_000), `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`]) {
        const { status, text } = await hub().as(persona).post(`{"query":"{ me { id } }","variables":{"v":${nested}}}`);
        expect({ status, text }).toEqual({ status: 400, text: REFUSED });
      }
    });
  });

  test.each([
    ['mash-analyst', 300_000],
    ['police-publisher', 5_000_000],
  ])('a huge body of %s, as an operation or as variables: 413', async (persona, size) => {
    for (const body of [
      { query: `{ me { id } } #${'x'.repeat(size)}` },
      { query: '{ me { id } }', variables: { x: 'x'.repeat(size) } },
    ]) {
      const { status, text } = await hub().as(persona).post(body);
      expect({ status, text }).toEqual({ status: 413, text: REFUSED });
    }
  });

  test('what staff may not send, a publishing system may: records in one large batch', async () => {
    const variables = { unused: 'x'.repeat(1_000_000) };
    expect((await hub().as('mash-analyst').query('{ me { id } }', variables)).status).toBe(413);
    expect(await hub().as('police-publisher').query('{ me { agency } }', variables)).toMatchObject({
      status: 200,
      data: { me: { agency: 'POLICE' } },
    });
  });

  test('a small body that unpacks to a huge one: 413', async () => {
    const { gzipSync } = await import('node:zlib');
    const { status, text } = await raw('/graphql', {
      method: 'POST',
      as: 'mash-analyst',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ query: '{ me { id } }', variables: { x: 'x'.repeat(50_000_000) } })),
    });
    expect({ status, text }).toEqual({ status: 413, text: REFUSED });
  });

  describe('slowloris', () => {
    /** Says `first`, then a little every half second; resolves to the milliseconds after which it was cut off. */
    async function drip(port: number, first: string, drop: string): Promise<number> {
      const socket = connect(port, '127.0.0.1');
      const begun = performance.now();
      const closed = new Promise((end) => socket.once('close', end));
      socket.on('error', () => undefined).resume();
      socket.write(first);
      const more = setInterval(() => drop !== '' && socket.write(drop), 500);
      await Promise.race([closed, sleep(20_000, undefined, { ref: false })]);
      clearInterval(more);
      socket.destroy();
      return performance.now() - begun;
    }

    test('headers, bodies and silence, at the gateway and at a subgraph: closed within ten seconds', async () => {
      const token = await hub().token('mash-analyst');
      const post = (path: string, more = '') =>
        `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n${more}\r\n{`;
      const gateway = Number(new URL(hub().gatewayUrl).port);
      const police = Number(new URL(hub().urlOf('police')).port);
      const ways: [string, number, string, string][] = [
        ['headers', gateway, 'POST /graphql HTTP/1.1\r\nhost: x\r\n', 'x-slow: 1\r\n'],
        ['a first line', gateway, 'POST /gra', 'p'],
        ['a body, signed in', gateway, post('/graphql', `authorization: Bearer ${token}\r\n`), ' '],
        ['a body, by nobody', gateway, post('/graphql'), ' '],
        ['a body to nowhere', gateway, post('/nowhere'), ' '],
        ['a body to nowhere among the publications', gateway, post('/publish/police/police-v1/more'), ' '],
        ['a body to nowhere at a subgraph', police, post('/publish/police-v1/more'), ' '],
        ['a publication by nobody', gateway, post('/publish/police/police-v1'), ' '],
        ['headers to a subgraph', police, 'POST /graphql HTTP/1.1\r\nhost: x\r\n', 'x-slow: 1\r\n'],
        ['a body to a subgraph', police, post('/graphql'), ' '],
        ['silence', gateway, '', ''],
        ['silence at a subgraph', police, '', ''],
      ];
      const took = await Promise.all(
        ways.map(async ([what, port, first, drop]) => [what, await drip(port, first, drop)] as const),
      );
      expect(took.filter(([, ms]) => ms > 10_000)).toEqual([]);
    }, 40_000);
  });

  test('one user who holds stream after stream open leaves room for the others', async () => {
    const leaving = new AbortController();
    const open = async (persona: string) => {
      const headers = { authorization: `Bearer ${await hub().token(persona)}` };
      return (await fetch(`${hub().gatewayUrl}/events`, { headers, signal: leaving.signal })).status;
    };
    const theirs: number[] = [];
    for (let count = 0; count < 12; count += 1) theirs.push(await open('mash-analyst'));
    expect(theirs).toEqual([...Array(10).fill(200), 503, 503]);
    expect(await open('decision-maker')).toBe(200);
    leaving.abort();
  });

  test('after all of it, an ordinary question is answered', async () => {
    const { status, data, errors } = await hub()
      .as('mash-analyst')
      .query('query Me { me { id displayName agency roles teams } }');
    expect({ status, errors, roles: data.me.roles }).toEqual({ status: 200, errors: [], roles: ['mash_analyst'] });
  });
});
