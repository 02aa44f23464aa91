import { findFeedStatus, type FeedStatus } from '../../../subgraphs/mash/signals/feed-status';
import { assess } from '../../../subgraphs/mash/threshold/assess';
import type { ThresholdAssessment } from '../../../subgraphs/mash/threshold/threshold.types';
import { ALL_ANSWER, type Families, NOW, signal, startFamilies } from './support';

let families: Families;
let feeds: ReadonlyMap<string, FeedStatus>;
beforeAll(async () => {
  families = await startFamilies(50);
  const events = Array.from({ length: 50 }, (_, index) => ({
    ...{ type: 'signals' as const, person: `child-${index}` },
    signals: [signal('missing_first', 'missing_episodes')],
  }));
  await families.tell('police', ...events);
  await families.tell('police', { type: 'signals', person: 'mother-1', signals: [signal('da_marac_case', 'domestic_abuse')] });
  await families.tell('police', { type: 'signals', person: 'child-2', signals: [signal('cse_current', 'intelligence')] });
  await families.tell('police', { type: 'signals', person: 'mother-3', signals: [signal('offending_serious', 'custody')] });
  feeds = await findFeedStatus(families.db);
});
afterAll(() => families.close());

/** Each signal once, however many rules it speaks for. */
const evidenceOf = ({ rules }: ThresholdAssessment) => [
  ...new Map(rules.flatMap(({ evidence }) => evidence).map((one) => [one.source, one])).values(),
];

async function assessed(name: string, records = ALL_ANSWER, role = 'mash_analyst', level = 4): Promise<ThresholdAssessment> {
  const context = families.context(role);
  return assess(await families.child(name, context, records, level), feeds, context);
}

test('a missing episode told by the police is an underlying factor, with its source and age', async () => {
  const outcome = await assessed('child-0');
  expect(outcome).toMatchObject({ level: 2, couldReach: 2, complete: true, missing: [] });
  expect(evidenceOf(outcome)).toMatchObject([{ indicator: 'missing_first', agency: 'POLICE', relation: 'SUBJECT', dataAge: 2 }]);
});

test('what is known of the mother counts for the child, as told of an adult of the household', async () => {
  const outcome = await assessed('child-1');
  expect(outcome.level).toBe(4);
  expect(evidenceOf(outcome)).toContainEqual(
    expect.objectContaining({ indicator: 'da_marac_case', relation: 'HOUSEHOLD_ADULT' }),
  );
});

test('intelligence moves the level and is nowhere else', async () => {
  const outcome = await assessed('child-2');
  expect(outcome.level).toBe(4);
  expect(JSON.stringify(outcome.rules)).not.toContain('cse_current');
  expect(outcome.rules.every(({ state }) => state === 'NOT_MET')).toBe(true);
});

test("an adult's own offending is not the child's", async () => {
  expect((await assessed('child-3')).level).toBe(2);
});

test('with the police away their last known signal stays, everything they could show cannot be told, and they are named', async () => {
  const outcome = await assessed('child-0', { ...ALL_ANSWER, police: null });
  expect(outcome).toMatchObject({ level: 2, couldReach: 4, complete: false });
  expect(evidenceOf(outcome)).toMatchObject([{ indicator: 'missing_first', dataAge: 2 }]);
  const [away] = outcome.missing;
  expect(away).toMatchObject({ agency: 'POLICE', reason: 'UNAVAILABLE', since: new Date(NOW.getTime() - 2000) });
  expect(away?.indicators).toContain('sexual_offender_in_or_joining_home');
});

test('an agency whose feed was never heard leaves the answer open', async () => {
  const context = families.context();
  const unheard = new Map([
    ...feeds,
    ['health', { lastHeardAt: null, lastPublishedAt: null, unavailableSince: null, answeredFor: null }],
  ]);
  const outcome = await assess(await families.child('child-0', context), unheard, context);
  expect(outcome.couldReach).toBe(4);
  expect(outcome.missing[0]).toMatchObject({ agency: 'HEALTH', reason: 'NEVER_HEARD', since: null });
});

test('through a case of a lower level, evidence whose agreement starts higher does not enter', async () => {
  const outcome = await assessed('child-1', ALL_ANSWER, 'mash_analyst', 1);
  expect(evidenceOf(outcome)).toEqual([]);
});

test('the ledger is told whose category the evidence came from, once a person and category', async () => {
  const context = families.context();
  await assess(await families.child('child-1', context), feeds, context);
  const released = context.disclosures
    .entries()
    .map(({ person, released: rules }) => [person, rules.map(({ category, fields }) => [category, fields])]);
  expect(new Map(released as [string, unknown][])).toEqual(
    new Map([
      [families.hubOf('child-1'), [['police/missing_episodes', ['Evidence.indicator:police/missing_episodes']]]],
      [families.hubOf('mother-1'), [['police/domestic_abuse', ['Evidence.indicator:police/domestic_abuse']]]],
    ]),
  );
});

test('fifty children of fifty cases in one request take the queries of one', async () => {
  const queriesOf = async (count: number): Promise<string[]> => {
    const queries: string[] = [];
    const context = families.context('mash_analyst', queries);
    const names = Array.from({ length: count }, (_, index) => `child-${index}`);
    const children = await Promise.all(names.map((name) => families.child(name, context)));
    const outcomes = await Promise.all(children.map((child) => assess(child, feeds, context)));
    expect(outcomes.every(({ level }) => level >= 2)).toBe(true);
    return queries;
  };
  const [one, fifty] = [await queriesOf(1), await queriesOf(50)];
  expect(fifty.length).toBe(one.length);
  expect(fifty.filter((text) => text.includes('agency_signal as told'))).toHaveLength(1);
});
