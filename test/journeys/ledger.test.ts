import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { Journey, type Json } from '../support/journey';
import { entryOf } from './support/agreement-lines';
import { fieldsSeen } from './support/answer-walk';
import { COLLATED, collated, type Looking } from './support/collated';

/** No ledger entry, no data (design D8). */

let journey: Journey;
let looking: Looking;

beforeAll(async () => {
  journey = await Journey.start({ standIns: true });
  looking = { ...journey.demonstration, purpose: 'SECTION_47' };
}, 120_000);
afterAll(() => journey?.stop(), 30_000);
afterEach(() => {
  for (const name of ['mash', 'health']) journey.standIn(name).behaviour = undefined;
});

const rows = (): Promise<Json[]> =>
  journey.inDatabase('mash', async (client) => (await client.query('select * from access_log order by id')).rows);

/** The rows that came while this was done. */
async function rowsOf<T>(work: () => Promise<T>): Promise<{ answer: T; added: Json[] }> {
  const before = (await rows()).length;
  const answer = await work();
  return { answer, added: (await rows()).slice(before) };
}

const CUSTODIANS: Readonly<Record<string, string>> = {
  MASH: 'mash',
  POLICE: 'police',
  HEALTH: 'health',
  EDUCATION: 'education',
  SOCIAL_CARE: 'social-care',
};
const PERSONAS = ['mash-analyst', 'education-lead', 'screening-officer', 'ig-auditor', 'police-researcher'];

describe.each(PERSONAS)('an answer to %s', (persona) => {
  test('has exactly one row: who, whose records, through which case, under which agreements', async () => {
    const { answer, added } = await rowsOf(() => collated(journey.as(persona), looking));
    expect(answer.errors).toEqual([]);
    expect(added).toHaveLength(1);
    const [row] = added;
    expect(row.member).toContain(persona);
    expect(row.roles).toEqual([persona.replaceAll('-', '_')]);
    expect(row.operation_name).toBe('Collated');
    expect(row.operation_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(row.persons).toContain(looking.childId);
    expect(row.cases).toEqual([
      expect.objectContaining({ id: looking.caseId, purpose: 'SECTION_47', level: 4, basis: 'PUBLIC_TASK' }),
    ]);
    for (const version of Object.values(row.agreements)) expect(version).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(row.unavailable).toEqual([]);
  });

  test('shows nothing whose category the row does not say was released about that person, by its custodian', async () => {
    const { answer, added } = await rowsOf(() => collated(journey.as(persona), looking));
    const released = new Set<string>();
    for (const { custodian, entry } of added[0].disclosures) {
      for (const { category } of entry.released) released.add([custodian, entry.person, category].join(' '));
    }
    const unsaid = fieldsSeen(COLLATED, answer.data).flatMap(({ field, value, person, path }) => {
      const entry = entryOf(field);
      if (entry === undefined || value === null || person === undefined) return [];
      return released.has([CUSTODIANS[entry.agency], person.id, entry.category].join(' '))
        ? []
        : [`${path.join('.')} (${entry.category})`];
    });
    expect(unsaid).toEqual([]);
  });

  test('lists as withheld, for its reader, only what the row says was withheld by the same rule', async () => {
    const { answer, added } = await rowsOf(() => collated(journey.as(persona), looking));
    const withheld = new Set<string>();
    for (const { custodian, entry } of added[0].disclosures) {
      for (const { category, rule } of entry.withheld) withheld.add([custodian, category, rule].join(' '));
    }
    const unsaid = answer.withheld
      .map(({ agency, category, rule }) => [CUSTODIANS[agency], category, rule].join(' '))
      .filter((one) => !withheld.has(one));
    expect(unsaid).toEqual([]);
  });
});

test('a row never holds a value: no name, number, date, address, or word of a record', async () => {
  const { answer, added } = await rowsOf(() => collated(journey.as('mash-analyst'), looking));
  const text = JSON.stringify(added[0]);
  const about =
    /\.(given|family|lines|postcode|dateOfBirth|nhsNumber|summary|outcome|location|circumstances|detail|reason|organisation|provider|school|action|worker|team|headline|reference|offence|occurredAt|receivedOn)$/;
  const values = fieldsSeen(COLLATED, answer.data)
    .filter(({ field }) => about.test(field))
    .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is string => typeof value === 'string' && value.length > 3);
  expect(values.length).toBeGreaterThan(100);
  expect([...new Set(values)].filter((value) => text.includes(value))).toEqual([]);
});

test('every operation that answers has its row, whatever it asks', async () => {
  const analyst = journey.as('mash-analyst');
  const asked: [string, object][] = [
    ['{ me { id } }', {}],
    ['{ __typename }', {}],
    ['{ cases(first: 5) { totalCount } }', {}],
    [
      'query Find($search: PersonSearch!) { findChildren(search: $search, purpose: SCREENING) { id names { family } } }',
      { search: { name: 'Hartley' } },
    ],
    ['query Nobody($id: ID!) { child(id: $id, purpose: SECTION_47) { id } }', { id: '00000000-0000-4000-8000-000000000000' }],
  ];
  for (const [query, variables] of asked) {
    const { answer, added } = await rowsOf(() => analyst.query(query, variables));
    expect(answer.status).toBe(200);
    expect(added).toHaveLength(1);
    expect(JSON.stringify(added)).not.toContain('Hartley');
  }
});

test('what was refused before it was asked of anybody has no data and no row', async () => {
  const { answer, added } = await rowsOf(() => journey.as('mash-analyst').query('{ nothing }'));
  expect({ data: answer.data, added }).toEqual({ data: undefined, added: [] });
});

test('an agency that did not answer stands in the row', async () => {
  journey.standIn('health').behaviour = (_exchange, response) => response.destroy();
  const { answer, added } = await rowsOf(() => collated(journey.as('mash-analyst'), looking));
  expect(answer.errors[0]?.extensions.agency).toBe('HEALTH');
  expect(added.map(({ unavailable }) => unavailable)).toEqual([['HEALTH']]);
  expect(added[0].disclosures.map(({ custodian }: Json) => custodian)).not.toContain('health');
});

/** Nothing is in the answer but that the ledger is away. */
function expectNothingReleased({ status, text }: { status: number; text: string }): void {
  expect(status).toBe(503);
  expect(JSON.parse(text)).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'LEDGER_UNAVAILABLE' } }] });
}

describe('when the ledger does not take the row', () => {
  const logSays = (status: number, body = '') => {
    journey.standIn('mash').behaviour = ({ path }, response) =>
      path === '/access-log' ? response.writeHead(status).end(body) : undefined;
  };

  test.each([500, 503, 400, 401, 404, 200, 302])('because it answers %d, nothing is released', async (status) => {
    logSays(status, '{}');
    const { answer, added } = await rowsOf(() => collated(journey.as('mash-analyst'), looking));
    expectNothingReleased(answer);
    expect(added).toEqual([]);
  });

  test('because it hangs, nothing is released, and the caller does not wait for ever', async () => {
    journey.standIn('mash').behaviour = ({ path }) => (path === '/access-log' ? new Promise(() => undefined) : undefined);
    const answer = await collated(journey.as('mash-analyst'), looking);
    expectNothingReleased(answer);
  }, 20_000);

  test('because the connection breaks, nothing is released', async () => {
    journey.standIn('mash').behaviour = ({ path }, response) => (path === '/access-log' ? response.destroy() : undefined);
    expectNothingReleased(await collated(journey.as('mash-analyst'), looking));
  });

  test('because its table may not be written, nothing is released, of any kind of operation; then all is well again', async () => {
    await journey.inDatabase('mash', (client) => client.query('revoke insert on ledger from mash_app'));
    try {
      expectNothingReleased(await collated(journey.as('mash-analyst'), looking));
      expectNothingReleased(await journey.as('mash-analyst').query('{ me { id } }'));
      expectNothingReleased(await journey.as('mash-analyst').query('{ cases(first: 1) { edges { node { id } } } }'));
    } finally {
      await journey.inDatabase('mash', (client) => client.query('grant insert on ledger to mash_app'));
    }
    expect((await collated(journey.as('mash-analyst'), looking)).status).toBe(200);
  });

  test('because the database lost its connections between reading and writing, there is data with a row or neither', async () => {
    journey.standIn('mash').behaviour = async ({ path }) => {
      if (path !== '/access-log') return undefined;
      await journey.inDatabase('mash', (client) =>
        client.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mash_app'"),
      );
      return undefined;
    };
    const { answer, added } = await rowsOf(() => collated(journey.as('mash-analyst'), looking));
    if (answer.status === 200) expect(added).toHaveLength(1);
    else expectNothingReleased(answer);
    journey.standIn('mash').behaviour = undefined;
    await sleep(500);
    expect((await collated(journey.as('mash-analyst'), looking)).status).toBe(200);
  }, 20_000);
});

test('a client that is gone before its answer leaves an entry all the same: it may have got the data', async () => {
  const query = 'query Gone($id: ID!, $caseId: ID!) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { id dateOfBirth } }';
  const authorization = `Bearer ${await journey.token('mash-analyst')}`;
  const leaving = new AbortController();
  // Gone in the middle: the gateway has the question, and asks the hub.
  journey.standIn('mash').behaviour = ({ path }) => {
    if (path === '/graphql') leaving.abort();
    return undefined;
  };
  const { childId: id, caseId } = journey.demonstration;
  const asked = fetch(`${journey.gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query, variables: { id, caseId } }),
    signal: leaving.signal,
  });
  await expect(asked).rejects.toThrow('aborted');
  const entries = async () => (await rows()).filter((row) => row.operation_name === 'Gone').length;
  expect(await eventually(entries, (found) => found === 1)).toBe(1);
});

test('the hub’s own account can add rows and read them, and nothing else', async () => {
  for (const statement of ["update ledger set member = 'nobody'", 'delete from ledger', 'truncate ledger', 'drop table ledger']) {
    const attempt = journey.inDatabase('mash', async (client) => {
      await client.query('set role mash_app');
      await client.query(statement);
    });
    await expect(attempt).rejects.toThrow(/permission denied|must be owner/);
  }
});

test('no log of any service holds a name, a number or a word of a record', async () => {
  await collated(journey.as('mash-analyst'), looking);
  for (const service of ['gateway', 'mash', 'police', 'health', 'education', 'social-care', 'sign-in']) {
    expect(journey.logOf(service)).not.toMatch(/Hartley|Amelia|shouting|999000\d{4}|Westholme/);
  }
});
