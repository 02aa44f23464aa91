import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { Journey, type Json } from '../support/journey';
import { published } from './support/publishing';

/** The published patterns of harm in the demonstration borough: each is found by a rule, in the list, and in the report. */

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
}, 240_000);
afterAll(() => journey?.stop(), 30_000);

const LIST = `query Triage { cases(first: 100, orderBy: HIGHEST_ADVICE_FIRST, filter: { status: OPEN }) {
  edges { node { id reference level purpose reason advice { level couldReach complete modelVersion }
    subjects { id threshold { level digest rules { id state evidence { agency indicator } } }
      thresholdHistory(first: 5) { level changes { kind } } } } } } }`;

/** Cases of the borough by the words of their contact. */
async function triage(persona = 'decision-maker'): Promise<Json[]> {
  const { data } = await journey.as(persona).query(LIST);
  return data.cases.edges.map(({ node }: Json) => node);
}
const metIn = (one: Json): string[] =>
  one.subjects.flatMap(({ threshold }: Json) =>
    threshold.rules.filter(({ state }: Json) => state === 'MET').map(({ id }: Json) => id),
  );
const caseAbout = (all: readonly Json[], words: string): Json => all.find(({ reason }) => reason.includes(words));

/** Until the agencies have told what they know and the advice has followed. */
const settled = () =>
  eventually(
    () => triage(),
    (all) =>
      metIn(caseAbout(all, 'Fourth contact in a year')).includes('RAM-6') &&
      metIn(caseAbout(all, 'Health visitor asks')).includes('CON-VISITS') &&
      all.every(({ advice, subjects }) => advice?.level === Math.max(...subjects.map(({ threshold }: Json) => threshold.level))),
  );

test('each published pattern is found by its rule', async () => {
  const all = await settled();
  // Information that was never put together: police, health, school and social care each hold a piece.
  const apart = caseAbout(all, 'Third domestic abuse incident');
  expect(metIn(apart)).toContain('CON-COMBINED');
  const agencies = apart.subjects.flatMap(({ threshold }: Json) =>
    threshold.rules
      .filter(({ id }: Json) => id === 'CON-COMBINED')
      .flatMap(({ evidence }: Json) => evidence.map(({ agency }: Json) => agency)),
  );
  expect(new Set(agencies).size).toBeGreaterThan(1);
  // A parent's partner whom only the police know, and five visits in a month, each treated alone.
  const visits = caseAbout(all, 'Health visitor asks');
  expect(metIn(visits)).toEqual(expect.arrayContaining(['CON-VISITS', 'CON-PARTNER']));
  // Contacts that were closed one by one.
  expect(metIn(caseAbout(all, 'Fourth contact in a year'))).toContain('RAM-6');
});

test('the list is ordered by the advice that a look at each child gives', async () => {
  const all = await settled();
  const levels = all.map(({ advice }) => advice.level);
  expect(levels).toEqual([...levels].sort((left, right) => right - left));
  expect(all.every(({ subjects }) => subjects.every(({ thresholdHistory }: Json) => thresholdHistory.length > 0))).toBe(true);
});

test('a decision is recorded on what was read, and replayed to the same digest', async () => {
  const decider = journey.as('decision-maker');
  const one = caseAbout(await settled(), 'Fourth contact in a year');
  const [child] = one.subjects;
  const record = await decider.query(
    `mutation Decide($input: DecisionInput!) { recordDecision(input: $input) { id agrees state needsSecond digest } }`,
    {
      input: {
        ...{ caseId: one.id, child: child.id, level: child.threshold.level, outcome: 'CHILD_IN_NEED_ASSESSMENT' },
        ...{ rationale: 'The history was read as a whole.', digest: child.threshold.digest },
      },
    },
  );
  expect(record.errors).toEqual([]);
  expect(record.data.recordDecision).toMatchObject({ agrees: true, state: 'RECORDED', digest: child.threshold.digest });
  const { data } = await decider.query(
    `query Review($id: ID!) { case(id: $id) { decisions { rationale replay { isSame asDecided { met } underTodaysModel { level } } } } }`,
    { id: one.id },
  );
  expect(data.case.decisions).toMatchObject([
    { replay: { isSame: true, asDecided: { met: expect.arrayContaining(['RAM-6']) } } },
  ]);
});

test('what is told after a decision leaves what it saw as it was, and the replay says what is new', async () => {
  const decider = journey.as('decision-maker');
  const one = caseAbout(await settled(), 'Third domestic abuse incident');
  const [child] = one.subjects;
  const { rows } = await journey.inDatabase('mash', (client) =>
    client.query<{ person: string }>(`select person from agency_person where agency = 'police' and hub = $1`, [child.id]),
  );
  const person = rows[0]?.person ?? '';
  const { level, digest } = child.threshold;
  const input = {
    caseId: one.id,
    child: child.id,
    level,
    digest,
    outcome: 'STRATEGY_DISCUSSION',
    rationale: 'The pieces were put together.',
  };
  await decider.query(`mutation Decide($input: DecisionInput!) { recordDecision(input: $input) { id } }`, { input });
  const data = { reportedAt: new Date(Date.now() - 86_400_000).toISOString(), riskGrade: 'HIGH' };
  const episode = JSON.stringify({ kind: 'missing-episode', key: 'after-the-decision', person, data });
  await published(journey, 'police', 'police-v1', [{ name: 'missing.ndjson', bytes: episode }]);
  const review = `query Review($id: ID!) { case(id: $id) { decisions { digest replay {
    isSame asDecided { level digest } underTodaysModel { level } levelToday changes { kind agency } } } } }`;
  const [replayed] = await eventually(
    async () => (await decider.query(review, { id: one.id })).data.case.decisions as Json[],
    (decisions) => decisions[0]?.replay.changes.length > 0,
  );
  expect(replayed).toMatchObject({ digest, replay: { isSame: true, asDecided: { level, digest } } });
  expect(replayed?.replay.levelToday).toBeGreaterThanOrEqual(level);
  expect(replayed?.replay.changes).toContainEqual({ kind: 'TOLD', agency: 'POLICE' });
});

test('an analyst reads decisions and neither signs nor replays them; a screening officer is shown none of it', async () => {
  const one = caseAbout(await settled(), 'Fourth contact in a year');
  const ask = `query Look($id: ID!) { case(id: $id) { advice { level } decisions { level replay { isSame } } } }`;
  const analyst = await journey.as('mash-analyst').query(ask, { id: one.id });
  expect(analyst.data.case.decisions).toMatchObject([{ replay: null }]);
  expect(analyst.withheld.map(({ category }) => category)).toEqual(['decision-replay']);
  const screening = await journey.as('screening-officer').query(ask, { id: one.id });
  expect(screening.data.case).toEqual({ advice: null, decisions: null });
});

test('the report shows each pattern, and a transparency record is beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'threshold-report-'));
  try {
    execFileSync(process.execPath, ['dist/tools/threshold-report.js', 'continuum-of-need-1', 'continuum-of-need-2', folder], {
      env: { ...process.env, MASH_DATA: journey.dataDir },
    });
    const page = readFileSync(join(folder, 'report.md'), 'utf8');
    expect(page).toContain('# continuum-of-need 1 against continuum-of-need 2');
    const never = page.split('\n').find((line) => line.startsWith('Rules of continuum-of-need 2 that are met for nobody')) ?? '';
    for (const rule of ['CON-COMBINED', 'CON-PARTNER', 'CON-VISITS', 'RAM-6']) expect(never).not.toContain(`\`${rule}\``);
    expect(readFileSync(join(folder, 'rules.svg'), 'utf8')).toContain('RAM-6');
    expect(readFileSync(join(folder, 'transparency-record.md'), 'utf8')).toContain('## Tier 2: detail');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a stream of events is for those who sign in, and begins at once', async () => {
  expect((await fetch(`${journey.gatewayUrl}/events`)).status).toBe(401);
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${await journey.token('decision-maker')}` };
  const answer = await fetch(`${journey.gatewayUrl}/events`, { headers, signal: leaving.signal });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  leaving.abort();
});
