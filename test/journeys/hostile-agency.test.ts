import type { ServerResponse } from 'node:http';
import { eventually } from '../support/eventually';
import { type Answer, Journey, type Json } from '../support/journey';
import type { Behaviour, Exchange } from '../support/stand-in';
import { COLLATED } from './support/collated';
import { everythingOf } from './support/open-schema';
import { AGENCIES, type Agency, expectOnlyItsOwnPartMissing, restWithinMs } from './support/outage';
import { changed, drip, eachEntity, hundredMegabytes, RUBBISH, says } from './support/rubbish';

/** An agency that answers, and wrongly: in its place stands a server that says whatever the test wants. */

let journey: Journey;
let before: Answer;

const ask = () =>
  journey
    .as('mash-analyst')
    .query(COLLATED, { id: journey.demonstration.childId, caseId: journey.demonstration.caseId, purpose: 'SECTION_47' });

/** What the agency that misbehaves has to say by itself: a tenth of the work. */
const POLICE_ALONE = `query Police($id: ID!, $purpose: Purpose!, $caseId: ID) {
  child(id: $id, purpose: $purpose, caseId: $caseId) { police { ${everythingOf('PoliceRecord')} } } }`;
const askPolice = () =>
  journey
    .as('mash-analyst')
    .query(POLICE_ALONE, { id: journey.demonstration.childId, caseId: journey.demonstration.caseId, purpose: 'SECTION_47' });

const [POLICE, , , SOCIAL_CARE] = AGENCIES;

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
  const { data, errors } = await eventually(askPolice, (answer) => answer.errors.length === 0);
  expect(errors).toEqual([]);
  expect(data.child.police).toEqual(before.data.child.police);
}, 30_000);

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
