import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { definition } from '../../../subgraphs/police';
import { runConformance } from '../../../tools/conformance/run';
import type { SubjectOptions } from '../../../tools/conformance/subject';
import { type AgencyUnderTest, startAgencyUnderTest } from '../../support/agency-caller';
import { compileProject } from '../../support/compile';
import { insertYouth as insertRows } from '../../support/sample-rows';
import { type Behaviour, StandIn } from '../../support/stand-in';

/** An agency that hosts its own subgraph shows that it keeps what the hub relies on; one that breaks a rule is told which. */

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/police.yaml'), 'utf8');
const SDL = readFileSync(join(__dirname, '../../../schema/police.graphql'), 'utf8');

let under: AgencyUnderTest;
let front: StandIn;
let options: SubjectOptions;
let folder: string;

beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  await insertRows(under.database.migratorUrl, {
    agency_person: [{ person: '1', key: '1', life_stage: 'CHILD', names: '[]', addresses: '[]' }],
    incident: [
      { person: '1', key: 'i1', reference: 'X1', type: 'DOMESTIC', occurred_at: '2026-01-05T10:00:00Z', summary: 'Shouting' },
    ],
    involvement: [{ person: '1', key: 'v1', incident: 'i1', role: 'SUBJECT' }],
  });
  front = await StandIn.listen();
  front.before(under.service.url);
  folder = mkdtempSync(join(tmpdir(), 'conformance-test-'));
  options = {
    url: front.url,
    registered: definition.registered as SubjectOptions['registered'],
    agreement: compileAgreement(AGREEMENT, 'police.yaml'),
    sdl: SDL,
    hubKey: under.hub,
    gatewayKey: under.gateway,
    person: '1',
    agencyKeys: [under.own.publicJwk],
  };
}, 60_000);
afterAll(async () => {
  await front.close();
  await under.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  front.behaviour = undefined;
});

/** Names of the rules that fail, of the part of the trial that one rule belongs to. */
const failed = async (check: string): Promise<string[]> => {
  const part = (['doors', 'grants', 'disclosure-log', 'feed'] as const).find((one) => check.startsWith(one)) ?? 'agreement';
  // Odd, so that each level, basis, relation and protection has its turn.
  const { findings } = await runConformance({ ...options, everyViewer: 9 }, [part]);
  return findings.filter(({ holds }) => !holds).map((one) => one.check);
};

test('an agency of ours conforms, compared with its agreement in thousands of answers', async () => {
  const result = await runConformance(options);
  expect(result.findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(result).toMatchObject({ agency: 'POLICE', conforms: true });
  expect(result.findings.length).toBeGreaterThanOrEqual(17);
  expect(result.cells).toBeGreaterThan(3_000);
}, 120_000);

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

const FAKES: [string, string, Behaviour][] = [
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

test.each(FAKES)(
  'one that %s fails, by the name of the rule: %s',
  async (_what, check, behaviour) => {
    front.behaviour = behaviour;
    expect(await failed(check)).toContain(check);
  },
  120_000,
);

test('one that hangs up fails every part, and the trial comes to its end', async () => {
  front.behaviour = (_exchange, response) => response.destroy();
  const { findings, conforms } = await runConformance(options);
  expect(conforms).toBe(false);
  expect(findings.map(({ check }) => check)).toEqual(
    ['doors', 'grants', 'agreement', 'disclosure-log', 'feed'].map((part) => `${part}/answers-at-all`),
  );
});

test('the command says so in words, and by its exit code', async () => {
  compileProject();
  writeFileSync(join(folder, 'agency.jwks.json'), JSON.stringify({ keys: [under.own.publicJwk] }));
  // Not to be waited for in one go: the agency on trial runs in this very process.
  const run = (...args: string[]) =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [join(__dirname, '../../../dist/tools/conformance.js'), ...args], (error, stdout, stderr) =>
        resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
  expect(await run()).toMatchObject({ status: 1, stderr: expect.stringContaining('Usage: npm run conformance') });
  const args = [
    under.service.url,
    '--agency',
    'police',
    '--person',
    '1',
    '--agency-keys',
    join(folder, 'agency.jwks.json'),
    '--gateway-key',
    join(folder, 'gateway.json'),
  ];
  // A hub's key of its own making, which the subgraph has not pinned: nothing it says is believed.
  const refused = await run(...args, '--hub-key', join(folder, 'made.json'));
  expect(refused).toMatchObject({ status: 1, stdout: expect.stringContaining('POLICE does not conform') });
  expect(refused.stdout).toContain('FAILS  doors/good-call-is-answered');
}, 120_000);
