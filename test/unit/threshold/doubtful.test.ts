import { doubtfulSilences, mayKnowAll } from '../../../subgraphs/mash/threshold/doubtful';
import { evaluate } from '../../../subgraphs/mash/threshold/evaluate';
import { agreements, category, facts, MAY_KNOW, NOW, ruled, signal, silence, VIEW } from './support';

const RETENTION = { retention: {} as never };
const LINES = { content: [{ ...category().content[0], relations: ['HOUSEHOLD_ADULT'] }] as never, ...RETENTION };
const ADULT = { ...VIEW, relation: 'HOUSEHOLD_ADULT' as const };
const links = (doubtful: boolean) =>
  Object.fromEntries(
    ['police', 'health', 'education', 'social-care'].map((name) => [name, { ids: [], doubtful: doubtful && name === 'health' }]),
  );
const setting = (categories = [category(LINES)]) => ({
  ...{ agreements: agreements(categories), now: NOW },
  derived: new Map([['health', new Set(['parent_mental_health_significant', 'diet_poor'])]]),
});
const of = (doubtful: boolean, categories?: Parameters<typeof setting>[0]) =>
  doubtfulSilences([{ view: ADULT, relation: 'HOUSEHOLD_ADULT', links: links(doubtful) }], [], setting(categories));

test('an agency that may hold a record of an adult of the household cannot be read as knowing nothing of them', () => {
  expect(of(true)).toMatchObject([{ agency: 'health', reason: 'NOT_LINKED', about: new Set(['HOUSEHOLD_ADULT']) }]);
  expect(of(false)).toEqual([]);
});

test('only those are told of the doubt who may know of every category that holds records', () => {
  const closed = category({ id: 'closed', ...RETENTION, content: [], existence: [] });
  expect(of(true, [category(LINES), closed])).toEqual([]);
  expect(mayKnowAll(ADULT, agreements([category(LINES), closed]).get('HEALTH'), NOW)).toBe(false);
  expect(mayKnowAll(ADULT, undefined, NOW)).toBe(false);
  expect(mayKnowAll(VIEW, agreements([category({ ...MAY_KNOW, ...RETENTION })]).get('HEALTH'), NOW)).toBe(true);
});

test('an agency that is silent altogether is named once', () => {
  const household = [{ view: ADULT, relation: 'HOUSEHOLD_ADULT' as const, links: links(true) }];
  expect(doubtfulSilences(household, [silence('health', 'diet_poor')], setting())).toEqual([]);
});

test('a doubt about an adult leaves open what rules ask of adults, and nothing that they ask of the child', () => {
  const when = (about: string) => ({ hasAny: { indicators: ['parent_mental_health_significant'], about: [about] } });
  const state = (about: string) => evaluate(ruled(when(about)), facts([], { silences: of(true) })).rules[0];
  expect(state('HOUSEHOLD_ADULT')).toMatchObject({ state: 'CANNOT_TELL', couldTell: ['health'] });
  expect(state('SUBJECT')).toMatchObject({ state: 'NOT_MET', couldTell: [] });
  const met = evaluate(
    ruled(when('HOUSEHOLD_ADULT')),
    facts([signal('parent_mental_health_significant', { relation: 'HOUSEHOLD_ADULT' })], { silences: of(true) }),
  );
  expect(met.rules[0]).toMatchObject({ state: 'MET', couldTell: [] });
});
