import type { ServerResponse } from 'node:http';
import type { Behaviour } from '../../../support/stand-in';

/** Agencies that break one rule each. */

/** Changes what the agency answers to an entity fetch. */
const answers =
  (change: (answer: never, exchange: { headers: Record<string, unknown>; body: string }) => object | undefined): Behaviour =>
  async (exchange, response: ServerResponse) => {
    if (exchange.path !== '/graphql' || exchange.method !== 'POST') return undefined;
    const { status, body } = await exchange.forward();
    const changed = status === 200 ? change(JSON.parse(body) as never, exchange as never) : undefined;
    return response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(changed === undefined ? body : JSON.stringify(changed));
  };

// biome-ignore lint/suspicious/noExplicitAny: answers are taken apart to be spoiled
type Json = any;
const eachRecord = (change: (record: Json) => Json) =>
  answers((answer: Json) =>
    answer.data?._entities?.[0]?.police
      ? { ...answer, data: { _entities: [{ ...answer.data._entities[0], police: change(answer.data._entities[0].police) }] } }
      : undefined,
  );

interface LogRow {
  readonly id: string;
  readonly at: string;
  readonly rid: string;
  readonly digest: string;
}

/** Changes what the agency says of its own log. */
function logged(change: (rows: LogRow[]) => object[]): Behaviour {
  return async (exchange, response) => {
    if (!exchange.path.startsWith('/ledger/disclosures')) return undefined;
    const { status, body } = await exchange.forward();
    if (status !== 200) return response.writeHead(status).end(body);
    return response.writeHead(200).end(JSON.stringify({ disclosures: change(JSON.parse(body).disclosures), more: false }));
  };
}

const oneOfEach = (rows: LogRow[]): LogRow[] => [...new Map(rows.map((row) => [row.digest, row])).values()];

/** What each does wrong, and the rule by which it is told. */
export const FAKES: [string, string, Behaviour][] = [
  [
    'lets anybody in',
    'doors/spoiled-call-is-refused',
    (_exchange, response) => response.writeHead(200).end('{"data":{"__typename":"Query"}}'),
  ],
  [
    'says why it refuses',
    'doors/one-refusal-for-all',
    async (exchange, response) => {
      const { status, body } = await exchange.forward();
      return response
        .writeHead(status)
        .end(status === 401 ? `${body.slice(0, -1)},"token":${String(exchange.headers.authorization).length}}` : body);
    },
  ],
  [
    'answers GET',
    'doors/post-only',
    ({ method, path }, response) =>
      method === 'GET' && path.startsWith('/graphql') ? response.writeHead(200).end('{}') : undefined,
  ],
  [
    'tells its schema',
    'doors/tells-no-schema',
    ({ body }, response) =>
      /__schema|_service/.test(body) ? response.writeHead(200).end('{"data":{"__schema":{"types":[]}}}') : undefined,
  ],
  [
    'opens records without a grant',
    'grants/spoiled-grant-opens-nothing',
    answers((answer: Json) =>
      answer.data?._entities?.[0]?.police === null ? { data: { _entities: [{ police: { persons: [] } }] } } : undefined,
    ),
  ],
  [
    'says what is wrong with a grant',
    'grants/denied-and-absent-read-alike',
    answers((answer: Json, { body }) =>
      answer.data?._entities?.[0]?.police === null ? { ...answer, extensions: { hint: body.length } } : undefined,
    ),
  ],
  [
    'refuses everybody',
    'grants/good-grant-opens',
    answers((answer: Json) =>
      answer.data?._entities
        ? {
            data: { _entities: [{ police: null }] },
            errors: [{ path: ['_entities', 0, 'police'], extensions: { code: 'NOT_FOUND' } }],
          }
        : undefined,
    ),
  ],
  [
    'shows what it should withhold',
    'agreement/shows-and-withholds-as-agreed',
    eachRecord((record) => ({
      ...record,
      ...('intelligence' in record ? { intelligence: [{ __typename: 'IntelligenceReport' }] } : {}),
    })),
  ],
  [
    'withholds what it agreed to show',
    'agreement/shows-and-withholds-as-agreed',
    answers((answer: Json) =>
      answer.data?._entities?.[0]?.police?.incidents
        ? {
            ...answer,
            data: {
              _entities: [{ ...answer.data._entities[0], police: { ...answer.data._entities[0].police, incidents: null } }],
            },
            errors: [
              ...(answer.errors ?? []),
              {
                path: ['_entities', 0, 'police', 'incidents'],
                extensions: { code: 'WITHHELD', category: 'incidents', rule: 'x' },
              },
            ],
          }
        : undefined,
    ),
  ],
  [
    'answers an empty list where it withholds',
    'silences/withheld-is-null-with-its-rule',
    eachRecord((record) => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value ?? []]))),
  ],
  [
    'withholds without a word',
    'silences/withheld-is-null-with-its-rule',
    answers((answer: Json) => (answer.errors && answer.data?._entities?.[0]?.police ? { ...answer, errors: [] } : undefined)),
  ],
  [
    'says that nothing is known to whoever may not know',
    'silences/state-of-the-source',
    eachRecord((record) => ('sourceHeader' in record ? { ...record, sourceHeader: { state: 'NO_RECORD_FOUND' } } : record)),
  ],
  [
    'does not tell what it released',
    'disclosures/told-with-every-answer',
    answers((answer: Json) => (answer.extensions ? { ...answer, extensions: {} } : undefined)),
  ],
  [
    'lets anybody read its disclosure log',
    'disclosure-log/hub-alone',
    ({ path, headers }, response) =>
      path.startsWith('/ledger/disclosures') && headers.authorization === undefined
        ? response.writeHead(200).end('{"disclosures":[],"more":false}')
        : undefined,
  ],
  ['keeps no disclosure log', 'disclosure-log/kept-as-told', logged(() => [])],
  ['loses a line of its disclosure log', 'disclosure-log/kept-as-told', logged((rows) => rows.slice(0, -1))],
  ['keeps one line for two looks', 'disclosure-log/kept-as-told', logged((rows) => oneOfEach(rows))],
  [
    'keeps another line than it told',
    'disclosure-log/kept-as-told',
    logged((rows) => rows.map((row) => ({ ...row, digest: 'a'.repeat(64) }))),
  ],
  [
    'keeps more than it told',
    'disclosure-log/kept-as-told',
    logged((rows) => rows.flatMap((row) => [row, { ...row, id: String(Number(row.id) + 1_000_000) }])),
  ],
  [
    'tells the hub whose disclosures they were',
    'disclosure-log/pages',
    logged((rows) => rows.map((row) => ({ ...row, person: '1' }))),
  ],
  [
    'changes its disclosure log',
    'disclosure-log/only-grows',
    logged((rows) => rows.map((row) => ({ ...row, at: new Date().toISOString() }))),
  ],
  ['counts its disclosures backwards', 'disclosure-log/pages', logged((rows) => [...rows].reverse())],
  [
    'opens its feed',
    'feed/hub-alone',
    ({ path }, response) =>
      path.startsWith('/feed')
        ? response.writeHead(200).end('{"epoch":"e","cursor":"c","more":false,"lastPublishedAt":null,"events":[]}')
        : undefined,
  ],
  [
    'tells the same events for ever',
    'feed/pages-and-cursors',
    async (exchange, response) => {
      if (!exchange.path.startsWith('/feed')) return undefined;
      const { status, body } = await exchange.forward();
      return response.writeHead(status).end(status === 200 ? JSON.stringify({ ...JSON.parse(body), events: ['a.b.c'] }) : body);
    },
  ],
  [
    'signs its events with another key',
    'feed/every-event-signed',
    async (exchange, response) => {
      if (!exchange.path.startsWith('/feed?limit')) return undefined;
      const { status, body } = await exchange.forward();
      if (status !== 200) return response.writeHead(status).end(body);
      const page = JSON.parse(body) as { cursor: string; events: string[] };
      const forged = `${Buffer.from('{"alg":"EdDSA","typ":"event+jwt"}').toString('base64url')}.e30.${'A'.repeat(86)}`;
      return response
        .writeHead(200)
        .end(JSON.stringify({ ...page, events: exchange.path.includes('after') ? page.events : [forged] }));
    },
  ],
];
