import { randomUUID } from 'node:crypto';
import { openLog } from '../../../common/logger';
import { findDecisions } from '../../../subgraphs/mash/decisions/decision-store';
import { recordDecision, signDecision } from '../../../subgraphs/mash/decisions/record-decision';
import { replay } from '../../../subgraphs/mash/decisions/replay';
import { sweepShown } from '../../../subgraphs/mash/decisions/shown-assessments';
import { findFeedStatus } from '../../../subgraphs/mash/signals/feed-status';
import { assess } from '../../../subgraphs/mash/threshold/assess';
import { judgeCarer, judgementsOn } from '../../../subgraphs/mash/threshold/judgements/judge-carer';
import { historyOf } from '../../../subgraphs/mash/threshold/kept/history';
import { keepAdvice, keepSources } from '../../../subgraphs/mash/threshold/kept/keeper';
import { type Families, NOW, signal, startFamilies } from './support';

let families: Families;
let caseOf: (name: string) => string;

beforeAll(async () => {
  families = await startFamilies(5);
  const rows: { person: string; id: string }[] = await families.db.query('select person, case_id as id from case_subject');
  const cases = new Map(rows.map(({ person, id }) => [person, id]));
  caseOf = (name) => cases.get(families.hubOf(name)) ?? '';
  await families.db.query(
    `insert into case_assignment (case_id, team, assigned_at, assigned_by) select id, 'mash', $1, 'a test' from "case"`,
    [NOW],
  );
  await families.db.query(
    `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
     values ('i', 'd', '2026-01-01', 'd', 'MASH', '{decision_maker}', '{mash}', 'a test')`,
  );
  await keepSources({ database: families.db, thresholds: families.setup.thresholds });
  await families.tell(
    'police',
    {
      type: 'signals',
      person: 'child-0',
      signals: [signal('missing_first', 'missing_episodes'), signal('cse_current', 'intelligence')],
    },
    { type: 'signals', person: 'child-1', signals: [signal('missing_first', 'missing_episodes')] },
  );
});
afterAll(() => families.close());

const contextOf = (sub = 'i|d', role = 'decision_maker') => {
  const context = families.context(role);
  // A decision-maker's look is through the views of this very context.
  Object.assign(context.principal, { sub, teams: ['mash'] });
  return context;
};
async function read(name: string, sub = 'i|d') {
  const context = contextOf(sub);
  return assess(await families.child(name, context), await findFeedStatus(families.db), context);
}
const decide = (name: string, over: object, sub = 'i|d') =>
  recordDecision(
    {
      ...{
        caseId: caseOf(name),
        child: families.hubOf(name),
        level: 2,
        outcome: 'EARLY_HELP',
        rationale: 'As the agencies told us.',
        digest: '',
      },
      ...over,
    } as Parameters<typeof recordDecision>[0],
    contextOf(sub),
  );

test('a decision names the assessment that it saw, and agrees or departs from it', async () => {
  const { digest, level } = await read('child-1');
  expect(level).toBe(2);
  expect(await decide('child-1', { digest })).toMatchObject({ agrees: true, adviceLevel: 2, state: 'RECORDED', needsSecond: [] });
  await expect(decide('child-1', { digest, level: 3 })).rejects.toThrow('departureReason: the level is not the one advised');
  expect(await decide('child-1', { digest, level: 3, departureReason: 'The school is very worried.' })).toMatchObject({
    ...{ agrees: false, level: 3, adviceLevel: 2, departureReason: 'The school is very worried.', state: 'RECORDED' },
  });
});

test.each([
  ['nobody read', { digest: 'f'.repeat(64) }, 'digest: no such assessment'],
  ['without a rationale', { rationale: ' ' }, 'reason: must say why'],
  ['outside of the model', { level: 5 }, 'level: must be from 1 to 4'],
])('a decision on an assessment %s is refused', async (_, over, message) => {
  const { digest } = await read('child-1');
  await expect(decide('child-1', { digest, ...over })).rejects.toThrow(message);
});

test("somebody else's reading is not one's own", async () => {
  const { digest } = await read('child-1', 'i|other');
  await families.db.query(
    `delete from shown_assessment s where member = 'i|d' and not exists (select from case_decision d where d.advice = s.digest)`,
  );
  await families.tell('police', { type: 'signals', person: 'child-2', signals: [signal('missing_first', 'missing_episodes')] });
  const theirs = await read('child-2', 'i|other');
  await expect(decide('child-2', { digest: theirs.digest })).rejects.toThrow('digest: no such assessment');
  expect(digest).not.toBe(theirs.digest);
});

test('an analyst reads without being kept, and signs nothing', async () => {
  const context = contextOf('i|a', 'mash_analyst');
  await assess(await families.child('child-1', context), await findFeedStatus(families.db), context);
  const [{ count }] = await families.db.query(`select count(*)::int as count from shown_assessment where member = 'i|a'`);
  expect(count).toBe(0);
  await expect(
    recordDecision(
      {
        caseId: caseOf('child-1'),
        child: families.hubOf('child-1'),
        level: 2,
        outcome: 'EARLY_HELP',
        rationale: 'x',
        digest: '',
      },
      context,
    ),
  ).rejects.toMatchObject({ extensions: { code: 'WITHHELD' } });
});

test('news that raises the advice must be read before the decision is signed', async () => {
  const { digest } = await read('child-3');
  await families.tell('police', {
    type: 'signals',
    person: 'child-3',
    signals: [signal('offending_serious', 'custody', { confidence: 'CONFIRMED' })],
  });
  await keepAdvice({ setup: { ...families.setup, database: families.db }, log: openLog('test', 'silent') });
  await expect(decide('child-3', { digest, level: 1, outcome: 'NO_FURTHER_ACTION' })).rejects.toThrow(
    'the advice has risen since',
  );
});

describe('two people', () => {
  test('sign what is below the advice; the second is somebody else', async () => {
    const { digest } = await read('child-0');
    const first = await decide('child-0', { digest, level: 2, departureReason: 'Known and followed elsewhere.' });
    expect(first).toMatchObject({ state: 'AWAITING_SECOND', needsSecond: ['BELOW_ADVICE'], second: null });
    const sign = (sub: string, agrees = true) =>
      signDecision({ decision: first.id, agrees, reason: 'Read and discussed.' }, contextOf(sub));
    await expect(sign('i|d')).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect(await sign('i|second')).toMatchObject({ state: 'RECORDED', second: { signedBy: 'i|second', agrees: true } });
    await expect(sign('i|third')).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });

  test('the second may give it back', async () => {
    const { digest } = await read('child-0');
    const { id } = await decide('child-0', { digest, level: 1, outcome: 'NO_FURTHER_ACTION', departureReason: 'Nothing new.' });
    expect(
      await signDecision({ decision: id, agrees: false, reason: 'Ask the school first.' }, contextOf('i|second')),
    ).toMatchObject({ state: 'RETURNED' });
  });

  test('the third time without action within a year needs a second person', async () => {
    const { digest } = await read('child-4');
    const noAction = () => decide('child-4', { digest, level: 1, outcome: 'NO_FURTHER_ACTION' });
    const reasons = [await noAction(), await noAction(), await noAction()].map(({ needsSecond }) => needsSecond);
    expect(reasons).toEqual([[], [], ['REPEATED_NO_ACTION']]);
  });
});

describe('replay', () => {
  test('a past decision gives the same digest from what is kept, whatever has become of the evidence', async () => {
    const [decision] = (await findDecisions([caseOf('child-0')], families.db)).get(caseOf('child-0')) ?? [];
    if (decision === undefined) throw new Error('There is no decision');
    await families.tell('police', { type: 'signals', person: 'child-0', signals: [] });
    await keepAdvice({ setup: { ...families.setup, database: families.db }, log: openLog('test', 'silent') });
    const again = await replay(decision, contextOf());
    expect(again).toMatchObject({
      ...{ isSame: true, levelToday: 1 },
      asDecided: { level: 4, modelVersion: 'continuum-of-need 2', digest: decision.digest },
      underTodaysModel: { level: 4, digest: decision.digest },
    });
    expect(again.asDecided.met).toEqual(['CON-UNDERLYING']);
    expect(again.changes).toEqual([{ kind: 'WITHDRAWN', agency: 'POLICE', indicator: 'missing_first' }]);
  });

  test('under another model it says what we would say now', async () => {
    const [decision] = (await findDecisions([caseOf('child-1')], families.db)).get(caseOf('child-1')) ?? [];
    if (decision === undefined) throw new Error('There is no decision');
    const context = contextOf();
    const adopted = context.thresholds.adopted.map((one) => ({ ...one, advises: one.model.id === 'levels-of-support' }));
    const again = await replay(decision, { ...context, thresholds: { ...context.thresholds, adopted } });
    expect(again).toMatchObject({
      isSame: true,
      asDecided: { level: 2 },
      underTodaysModel: { modelVersion: 'levels-of-support 1', level: 2 },
    });
    expect(again.underTodaysModel.met).toEqual(['EARLY-ANY']);
  });

  test('of a child whose records were put together with others since, today and the history are found', async () => {
    const [before, now] = [families.hubOf('child-1'), randomUUID()];
    const ask = { setup: { ...families.setup, database: families.db }, log: openLog('test', 'silent') };
    await keepAdvice(ask);
    await families.db.query('insert into hub_person (id) values ($1)', [now]);
    await families.db.query('insert into hub_person_redirect (from_hub, to_hub) values ($1, $2)', [before, now]);
    await families.db.query('update agency_person set hub = $2 where hub = $1', [before, now]);
    await families.db.query('insert into threshold_due (person) values ($1)', [now]);
    await keepAdvice(ask);
    const [decision] = (await findDecisions([caseOf('child-1')], families.db)).get(caseOf('child-1')) ?? [];
    if (decision === undefined) throw new Error('There is no decision');
    expect(await replay(decision, contextOf())).toMatchObject({ isSame: true, levelToday: 2 });
    const context = contextOf();
    const history = await historyOf(await families.child('child-1', context), null, context);
    expect(history.map(({ changes }) => changes[0]?.kind)).toEqual(['FIRST', 'FIRST']);
  });

  test('of a case that is followed no more there is no today', async () => {
    const [decision] = (await findDecisions([caseOf('child-4')], families.db)).get(caseOf('child-4')) ?? [];
    if (decision === undefined) throw new Error('There is no decision');
    await families.db.query('delete from child_advice where case_id = $1', [caseOf('child-4')]);
    expect(await replay(decision, contextOf())).toMatchObject({ isSame: true, levelToday: null, changes: [] });
  });
});

test('what was shown goes after thirty days, unless a decision rests on it', async () => {
  await families.db.query(`update shown_assessment set at = at - interval '31 days'`);
  await sweepShown(families.db, NOW);
  const [{ shown, decided }] = await families.db.query(
    `select count(*)::int as shown, count(d.id)::int as decided from shown_assessment s
     left join lateral (select id from case_decision where advice = s.digest and decided_by = s.member limit 1) d on true`,
  );
  expect(shown).toBeGreaterThan(0);
  expect(decided).toBe(shown);
});

test.each(['case_decision', 'case_decision_second', 'carer_judgement', 'threshold_source'])(
  '%s cannot be changed',
  async (table) => {
    await expect(families.db.query(`delete from ${table}`)).rejects.toThrow(/append only|permission denied/);
  },
);

describe('judgements of carers', () => {
  const judge = (over: object = {}, role = 'decision_maker') =>
    judgeCarer(
      {
        ...{ caseId: caseOf('child-2'), child: families.hubOf('child-2'), carer: families.hubOf('mother-2') },
        ...{ motivation: 'LOW', capacity: 'SUFFICIENT', evidence: 'Missed five visits.', judgedOn: new Date('2026-11-20') },
        ...over,
      } as Parameters<typeof judgeCarer>[0],
      contextOf('i|d', role),
    );

  test('are kept with their evidence, count at once, and give way to a later one', async () => {
    expect(await judge()).toMatchObject({ motivation: 'LOW', stands: true, agency: 'MASH', judgedOn: '2026-11-20' });
    const context = contextOf();
    const child = await families.child('child-2', context);
    const told = [
      signal('missing_regular', 'missing_episodes'),
      signal('unsafe_situations', 'incidents'),
      signal('antisocial_low', 'incidents'),
    ];
    await families.tell('police', { type: 'signals', person: 'child-2', signals: told });
    await judge({ motivation: 'SUFFICIENT', judgedOn: new Date('2026-11-21') });
    const all = await judgementsOn(child, context);
    expect(all.map(({ motivation, stands }) => [motivation, stands])).toEqual([
      ['SUFFICIENT', true],
      ['LOW', false],
    ]);
  });

  test.each([
    ['in the future', { judgedOn: new Date('2026-11-23') }, 'BAD_USER_INPUT'],
    ['without evidence', { evidence: '' }, 'BAD_USER_INPUT'],
    ['of somebody of another family', () => ({ carer: families.hubOf('mother-3') }), 'NOT_FOUND'],
    ['of the child', () => ({ carer: families.hubOf('child-2') }), 'NOT_FOUND'],
    ['in a case that is not one', { caseId: 'x' }, 'NOT_FOUND'],
  ])('are refused %s', async (_, over, code) => {
    await expect(judge(typeof over === 'function' ? over() : over)).rejects.toMatchObject({ extensions: { code } });
  });

  test('an auditor judges nobody', async () => {
    await expect(judge({}, 'ig_auditor')).rejects.toMatchObject({ extensions: { code: 'WITHHELD' } });
  });
});
