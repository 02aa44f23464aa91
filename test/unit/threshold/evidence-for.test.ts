import type { Category } from '../../../common/access/agreement';
import type { View } from '../../../common/access/subject';
import { evidenceFor } from '../../../subgraphs/mash/threshold/evidence-for';
import { agreements, category, MAY_KNOW, NOW, signal, VIEW } from './support';

const influence = (over: Partial<Category>, view: Partial<View> = {}, now = NOW): string =>
  evidenceFor({ ...VIEW, ...view }, [signal('fgm_risk')], agreements([category(over)]), now)[0]?.influence ?? 'none';

const OTHER_ROLE: Partial<View> = { roles: ['education_lead'] };

test.each<[string, Partial<Category>, Partial<View>, string]>([
  ['full, content', {}, {}, 'CONTENT'],
  ['full, existence only', MAY_KNOW, {}, 'EXISTENCE'],
  ['full, another role', {}, OTHER_ROLE, 'none'],
  ['full, a lower level of need', {}, { level: 3 }, 'none'],
  ['full, about an adult of the household, whom the line leaves out', {}, { relation: 'HOUSEHOLD_ADULT' }, 'none'],
  ['full, locating, a protected place', { locating: true }, { protect: ['LOCATION'] }, 'EXISTENCE'],
  ['full, identifying, a protected identity', { identifying: true }, { protect: ['IDENTITY'] }, 'none'],
  ['level only, whoever reads it', { threshold: 'level_only' }, OTHER_ROLE, 'LEVEL_ONLY'],
  ['level only, also for those who may read it', { threshold: 'level_only' }, {}, 'LEVEL_ONLY'],
  ['none, also for those who may read it', { threshold: 'none' }, {}, 'none'],
  ['a category that may not feed', { feed: undefined }, {}, 'none'],
  ['level only, a category that may not feed', { threshold: 'level_only', feed: undefined }, {}, 'none'],
])('%s', (_, over, view, expected) => {
  expect(influence(over, view)).toBe(expected);
});

test('an agreement that is not in force lets nothing enter, level only neither', () => {
  const later = new Date('2027-01-02T12:00:00Z');
  expect([influence({}, {}, later), influence({ threshold: 'level_only' }, {}, later)]).toEqual(['none', 'none']);
});

test('what an agency without an agreement or an unknown category tells never enters', () => {
  const told = [signal('fgm_risk', { agency: 'police' }), signal('fgm_risk', { category: 'gossip' })];
  expect(evidenceFor(VIEW, told, agreements([category()]), NOW)).toEqual([]);
});
