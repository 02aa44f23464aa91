import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { type Answer, Journey, type Json } from '../support/journey';
import type { Behaviour, Exchange } from '../support/stand-in';
import { COLLATED } from './support/collated';
import { AGENCIES, type Agency, expectOnlyItsOwnPartMissing, restWithinMs } from './support/outage';

/** An agency that answers, and wrongly: in its place stands a server that says whatever the test wants. */

let journey: Journey;
let before: Answer;

const ask = () =>
  journey
    .as('mash-analyst')
    .query(COLLATED, { id: journey.demonstration.childId, caseId: journey.demonstration.caseId, purpose: 'SECTION_47' });

const [POLICE, , , SOCIAL_CARE] = AGENCIES;

/** Says this instead of what the agency answered. */
const says =
  (text: string, status = 200, type = 'application/json'): Behaviour =>
  (_exchange, response) =>
    response.writeHead(status, { 'content-type': type }).end(text);

/** Changes what the agency answered. */
const changed =
  (change: (answer: Json) => Json): Behaviour =>
  async (exchange, response) => {
    const { body } = await exchange.forward();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(change(JSON.parse(body))));
  };
const eachEntity = (change: (entity: Json) => Json): Behaviour =>
  changed((answer) => ({ ...answer, data: { _entities: answer.data._entities.map(change) } }));
/** Only where it is asked: what is not asked must not be there. */
const eachIncident = (change: Json): Behaviour =>
  eachEntity((entity) => {
    const incidents =
      entity.police.incidents?.map((one: Json) => ({
        ...one,
        ...Object.fromEntries(Object.entries(change).filter(([key]) => key in one)),
      })) ?? null;
    return { ...entity, police: { ...entity.police, incidents } };
  });
const inText =
  (change: (text: string) => string): Behaviour =>
  async (exchange, response) => {
    const { body } = await exchange.forward();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(change(body));
  };

async function whileItSays(agency: Agency, behaviour: Behaviour, work: () => Promise<void>): Promise<void> {
  const standIn = journey.standIn(agency.name);
  standIn.behaviour = (exchange: Exchange, response: ServerResponse) =>
    exchange.path === '/graphql' ? behaviour(exchange, response) : undefined;
  try {
    await work();
  } finally {
    standIn.behaviour = undefined;
  }
}

beforeAll(async () => {
  journey = await Journey.start({ standIns: true, agencyTimeoutMs: 1_500 });
  before = await eventually(ask, ({ data, errors }) => errors.length === 0 && data.child.threshold.complete);
  expect(before.errors).toEqual([]);
}, 120_000);
afterAll(() => journey?.stop(), 30_000);

// What one test left behind in the gateway, the next would see.
afterEach(async () => {
  const { data, errors } = await eventually(ask, (answer) => answer.errors.length === 0);
  expect(errors).toEqual([]);
  expect(data.child.police).toEqual(before.data.child.police);
}, 30_000);

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const otherChild = {
  id: '00000000-0000-4000-8000-000000000000',
  names: [{ given: ['Mallory'], family: 'Invented', use: 'USUAL', sources: [] }],
};

/** Nine megabytes of what the ledger takes. */
const ENDLESS = {
  ...{ purpose: 'SECTION_47', agreement: '1', withheld: [] },
  released: [{ category: 'x', rule: 'x', fields: new Array(45_000).fill('x'.repeat(200)) }],
};

const RUBBISH: [what: string, behaviour: Behaviour, reason: string][] = [
  ['a web page', says('<!doctype html><title>Sign in</title>', 200, 'text/html'), 'BAD_ANSWER'],
  ['a fault page', says('<html>Internal Server Error: Amelia Hartley</html>', 500, 'text/html'), 'BAD_ANSWER'],
  ['a redirect', (_exchange, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'BAD_ANSWER'],
  ['that it does not know us', says('{"errors":[{"message":"Not authenticated"}]}', 401), 'REFUSED'],
  ['nothing', says(''), 'BAD_ANSWER'],
  ['half an answer', inText((text) => text.slice(0, text.length / 2)), 'BAD_ANSWER'],
  ['a list', says('[]'), 'BAD_ANSWER'],
  ['null', says('null'), 'BAD_ANSWER'],
  ['an object with nothing in it', says('{}'), 'BAD_ANSWER'],
  ['no data and no error', says('{"data":null}'), 'BAD_ANSWER'],
  [
    'no data and an error',
    says('{"data":null,"errors":[{"message":"relation person_9990000352 does not exist"}]}'),
    'BAD_ANSWER',
  ],
  ['a list of people that is none', says('{"data":{"_entities":{}}}'), 'BAD_ANSWER'],
  [
    'one person too many',
    changed((answer) => ({ data: { _entities: [...answer.data._entities, answer.data._entities[0]] } })),
    'BAD_ANSWER',
  ],
  ['one person too few', changed((answer) => ({ data: { _entities: answer.data._entities.slice(1) } })), 'BAD_ANSWER'],
  ['nobody', eachEntity(() => null), 'BAD_ANSWER'],
  ['people without what was asked', eachEntity(({ __typename }) => ({ __typename })), 'BAD_ANSWER'],
  ['people who are text', eachEntity(() => 'Amelia Hartley'), 'BAD_ANSWER'],
  ['people of another type', eachEntity((entity) => ({ ...entity, __typename: 'Adult' })), 'BAD_ANSWER'],
  ['what nobody asked it for: another child', eachEntity((entity) => ({ ...entity, ...otherChild })), 'BAD_ANSWER'],
  [
    'what another agency would say',
    eachEntity((entity) => ({ ...entity, health: { conditions: [] }, socialCare: null })),
    'BAD_ANSWER',
  ],
  ['grants of its own making', eachEntity((entity) => ({ ...entity, grants: { health: 'x.y.z' } })), 'BAD_ANSWER'],
  ['a record that is a list', eachEntity((entity) => ({ ...entity, police: [entity.police] })), 'BAD_ANSWER'],
  ['a record that is a number', eachEntity((entity) => ({ ...entity, police: 5 })), 'BAD_ANSWER'],
  ['a list that is text', eachEntity((entity) => ({ ...entity, police: { ...entity.police, incidents: 'none' } })), 'BAD_ANSWER'],
  ['a list of text', eachEntity((entity) => ({ ...entity, police: { ...entity.police, incidents: ['none'] } })), 'BAD_ANSWER'],
  [
    'a text that is an object',
    eachEntity((entity) => ({
      ...entity,
      police: { ...entity.police, incidents: [{ ...entity.police.incidents[0], summary: {} }] },
    })),
    'BAD_ANSWER',
  ],
  ['a word that the list of words does not have', eachIncident({ type: 'GOSSIP' }), 'BAD_ANSWER'],
  ['a number where a text should be', eachIncident({ summary: 5 }), 'BAD_ANSWER'],
  ['records without their id', eachIncident({ id: null }), 'BAD_ANSWER'],
  [
    'a record without its hidden header',
    eachEntity((entity) => ({ ...entity, police: { ...entity.police, sourceHeader: undefined } })),
    'BAD_ANSWER',
  ],
  ['__proto__ beside the data', inText((text) => text.replace('{', '{"__proto__":{"polluted":true},')), 'NONE'],
  [
    '__proto__ among the people',
    inText((text) => text.replace('"_entities":[{', '"_entities":[{"__proto__":{"polluted":true},')),
    'BAD_ANSWER',
  ],
  [
    '__proto__ in a record, written another way',
    inText((text) => text.replace('"police":{', '"police":{"\\u005f_pr\\u006fto__":{"polluted":true},')),
    'BAD_ANSWER',
  ],
  [
    'constructor in a record',
    inText((text) => text.replace('"police":{', '"police":{"constructor":{"prototype":{"polluted":true}},')),
    'BAD_ANSWER',
  ],
  ['an answer as deep as a well', says(`{"data":${nested(50_000)}}`), 'BAD_ANSWER'],
  ['a well beside the answer', inText((text) => text.replace('{', `{"well":${nested(50_000)},`)), 'NONE'],
  [
    'disclosures that hold what was disclosed',
    changed((answer) => ({
      ...answer,
      extensions: { disclosures: [{ purpose: 'Amelia Hartley was hit', agreement: '1', released: [], withheld: [] }] },
    })),
    'BAD_ANSWER',
  ],
  ['data without a word of what was disclosed', changed(({ extensions: _, ...answer }) => answer), 'BAD_ANSWER'],
  [
    'disclosures without the agreement that was decided by',
    changed((answer) => ({ ...answer, extensions: { disclosures: [{ purpose: 'SECTION_47', released: [], withheld: [] }] } })),
    'BAD_ANSWER',
  ],
  [
    'disclosures that are none',
    changed((answer) => ({ ...answer, extensions: { disclosures: [{ purpose: 'SECTION_47', agreement: '1' }] } })),
    'BAD_ANSWER',
  ],
  ['errors that are text', changed((answer) => ({ ...answer, errors: ['no'] })), 'BAD_ANSWER'],
  ['a flood of errors', changed((answer) => ({ ...answer, errors: new Array(60_000).fill({ message: 'no' }) })), 'BAD_ANSWER'],
  [
    'more for the ledger than it takes in one row',
    changed((answer) => ({ ...answer, extensions: { disclosures: [ENDLESS] } })),
    'TOO_LARGE',
  ],
];

const hundredMegabytes: Behaviour = async (_exchange, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.on('error', () => undefined).setMaxListeners(200);
  response.write('{"data":{"_entities":["');
  const piece = 'x'.repeat(1024 * 1024);
  for (let sent = 0; sent < 100 && !response.destroyed; sent += 1) {
    if (!response.write(piece))
      await Promise.race([
        new Promise((resolve) => response.once('drain', resolve)),
        new Promise((resolve) => response.once('close', resolve)),
      ]);
  }
  return response.end();
};

const drip: Behaviour = async (_exchange, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.on('error', () => undefined);
  while (!response.destroyed) {
    response.write(' ');
    await sleep(50);
  }
  return response;
};

test.each(RUBBISH.filter(([, , reason]) => reason !== 'NONE'))(
  'an agency that answers with %s costs its own part only',
  async (_what, behaviour, reason) => {
    await whileItSays(POLICE, behaviour, async () => {
      const answer = await ask();
      expectOnlyItsOwnPartMissing(answer, before, POLICE);
      expect(new Set(answer.errors.map(({ extensions }) => extensions.reason))).toEqual(new Set([reason]));
      expect(answer.text).not.toMatch(/Mallory|polluted|9990000352 does not|Internal Server|was hit/);
    });
  },
);

test.each(RUBBISH.filter(([, , reason]) => reason === 'NONE'))('%s is left where it stands', async (_what, behaviour) => {
  await whileItSays(POLICE, behaviour, async () => {
    const { errors, data } = await ask();
    expect(errors).toEqual([]);
    expect(data.child.police).toEqual(before.data.child.police);
  });
});

test.each([
  ['an answer that never ends', drip, 'TIMEOUT'],
  ['a hundred megabytes', hundredMegabytes, 'TOO_LARGE|TIMEOUT'],
  ['silence', () => new Promise(() => undefined), 'TIMEOUT'],
  ['a connection that breaks', (_exchange: Exchange, response: ServerResponse) => response.destroy(), 'UNREACHABLE'],
] as [string, Behaviour, string][])(
  'an agency that answers with %s costs its own part only, in time',
  async (_what, behaviour, reason) => {
    await whileItSays(POLICE, behaviour, async () => {
      const answers = [await ask()];
      if ((answers[0]?.ms ?? 0) > restWithinMs(before)) answers.push(await ask());
      const [answer] = answers.sort((one, other) => one.ms - other.ms) as [Answer];
      expect(answer.ms).toBeLessThan(restWithinMs(before));
      expectOnlyItsOwnPartMissing(answer, before, POLICE);
      expect(answer.errors[0]?.extensions.reason).toMatch(new RegExp(`^(${reason})$`));
    });
  },
);

test('so it is for an agency of any name', async () => {
  await whileItSays(SOCIAL_CARE, says('<html>'), async () => {
    expectOnlyItsOwnPartMissing(await ask(), before, SOCIAL_CARE);
  });
});

test.each([
  ['a state that only the hub may give', { state: 'NOT_ASKED' }],
  ['a state that there is not', { state: 'ALL_CLEAR' }],
  ['times that are none', { state: 'RECORDS_FOUND', asAt: 'yesterday', lastPublishedAt: 'never' }],
])('a header with %s does not reach the other agencies, and is never read as "nothing known"', async (_what, header) => {
  const behaviour = eachEntity((entity) => ({
    ...entity,
    police: { ...entity.police, sourceHeader: { ...entity.police.sourceHeader, ...header } },
  }));
  await whileItSays(POLICE, behaviour, async () => {
    const { data, errors } = await ask();
    expect(errors).toEqual([]);
    const [police, ...others] = data.child.sources;
    expect(police.state).toBe(header.state === 'RECORDS_FOUND' ? 'RECORDS_FOUND' : 'UNAVAILABLE');
    expect(others.map(({ state }: Json) => state)).toEqual(['RECORDS_FOUND', 'RECORDS_FOUND', 'RECORDS_FOUND']);
  });
});

test.each([
  ['a date that is none', { date: '2026-02-31T25:00' }],
  ['a significance that there is not', { significance: 'GLARING' }],
])('chronology entries with %s are a gap in the chronology, and the other agencies’ stay', async (_what, entry) => {
  const behaviour = eachEntity((entity) => ({
    ...entity,
    police: { ...entity.police, chronologyEntries: entity.police.chronologyEntries?.map((one: Json) => ({ ...one, ...entry })) },
  }));
  await whileItSays(POLICE, behaviour, async () => {
    const { data, errors } = await ask();
    expect(errors).toEqual([]);
    expect(data.child.chronology.gaps).toEqual([{ agency: 'POLICE', state: 'UNAVAILABLE' }]);
    expect(data.child.chronology.totalCount).toBeGreaterThan(0);
  });
});

test('errors that point outside of its own answer, or speak for another agency, do neither', async () => {
  const said = {
    code: 'WITHHELD',
    agency: 'HEALTH',
    category: 'conditions',
    rule: 'health/conditions/no-line',
    tell: 'Never ask again.',
  };
  const behaviour = changed((answer) => ({
    ...answer,
    errors: [
      { message: 'x', path: ['_entities', 99, 'child', 'health'], extensions: { ...said, at: ['child', 'health'] } },
      { message: 'x', path: ['child', 'health'], extensions: said },
      { message: 'x', path: [{ toString: 'y' }], extensions: said },
      {
        message: 'Amelia Hartley',
        path: ['_entities', 0, 'police'],
        extensions: { code: 'SECRET_CODE', stacktrace: ['at /home/police/secrets.ts'], refusal: 'UNAUTHENTICATED' },
      },
    ],
  }));
  await whileItSays(POLICE, behaviour, async () => {
    const { withheld, errors, text, data } = await ask();
    const forged = withheld.filter(({ tell }) => tell === 'Never ask again.');
    expect(forged.every(({ agency, path }) => agency === 'POLICE' && !path.includes('health'))).toBe(true);
    expect(errors.length).toBeGreaterThan(0);
    for (const { path, extensions } of errors)
      expect({ last: path?.at(-1), extensions }).toEqual({ last: 'police', extensions: { code: 'INTERNAL', agency: 'POLICE' } });
    expect(text).not.toMatch(/SECRET_CODE|secrets\.ts|stacktrace/);
    expect(data.child.health).toEqual(before.data.child.health);
  });
});

test('an agency that fails once in a request is not waited for again in it', async () => {
  const standIn = journey.standIn('police');
  await whileItSays(
    POLICE,
    () => new Promise(() => undefined),
    async () => {
      standIn.forget();
      const answer = await ask();
      expect(answer.ms).toBeLessThan(restWithinMs(before) * 2);
      expect(standIn.calls.filter((path) => path === '/graphql').length).toBeGreaterThan(0);
      const reasons = new Set(answer.errors.map(({ extensions }) => extensions.reason));
      expect([...reasons].every((reason) => reason === 'TIMEOUT' || reason === 'EARLIER_FAILURE')).toBe(true);
    },
  );
});
