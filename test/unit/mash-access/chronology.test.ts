import 'reflect-metadata';
import fc from 'fast-check';
import type { View } from '../../../common/access/subject';
import { chronologyOf } from '../../../subgraphs/mash/child/chronology';
import { Child, type RequiredEntry, type RequiredRecord } from '../../../subgraphs/mash/child/person.types';

const entry = (id: string, date: string, more: Partial<RequiredEntry> = {}): RequiredEntry => ({
  ...{ id, date, kind: 'incident', category: 'incidents', headline: 'Something', significance: 'NOTABLE' },
  ...more,
});
const record = (entries: readonly RequiredEntry[] | null, state = 'RECORDS_FOUND'): RequiredRecord => ({
  sourceHeader: { state },
  chronologyEntries: entries,
});
const person = (records: Record<string, RequiredRecord | null>) => new Child({ person: 'p' } as View, undefined, records);
const full = person({
  police: record([entry('p1', '2026-05-01T22:30:00Z'), entry('p2', '2025-01-01')]),
  health: record([entry('h1', '2026-05-01'), entry('h2', '2026-03-29T23:30:00Z')]),
  education: record([], 'NO_RECORD_FOUND'),
  socialCare: record([], 'NOTHING_SHAREABLE'),
});
const ids = (query = {}) => chronologyOf(full, query).edges.map(({ node }) => node.id);

test('what the agencies gave is one list, latest first', () => {
  expect(ids()).toEqual(['p1', 'h1', 'h2', 'p2']);
});

test('a moment falls on the day it was in England', () => {
  const [first, , third] = chronologyOf(full, {}).edges;
  expect(first?.node).toMatchObject({ date: '2026-05-01', at: new Date('2026-05-01T22:30:00Z'), agency: 'POLICE' });
  expect(third?.node.date).toBe('2026-03-30');
});

test('dates include both ends, agencies leave out the others, and the count follows', () => {
  expect(ids({ from: '2026-03-30', to: '2026-05-01' })).toEqual(['p1', 'h1', 'h2']);
  expect(ids({ agencies: ['HEALTH'] })).toEqual(['h1', 'h2']);
  expect(chronologyOf(full, { agencies: ['HEALTH'], first: 1 })).toMatchObject({ totalCount: 2, gaps: [] });
});

test('an agency that gave nothing is a gap of its kind, unless it may say that it holds nothing', () => {
  expect(chronologyOf(full, {}).gaps).toEqual([{ agency: 'SOCIAL_CARE', state: 'NOTHING_SHAREABLE' }]);
  const silent = person({
    police: null,
    health: record([], 'WITHHELD'),
    education: record(null),
    socialCare: record([], 'NOT_LINKED'),
  });
  expect(chronologyOf(silent, {}).gaps.map(({ state }) => state)).toEqual([
    'UNAVAILABLE',
    'WITHHELD',
    'UNAVAILABLE',
    'NOT_LINKED',
  ]);
});

test.each([
  ['a date that is none', entry('x', 'last week')],
  ['a day that does not exist', entry('x', '2026-13-45')],
  ['a number for a headline', entry('x', '2026-01-01', { headline: 7 as unknown as string })],
  ['an unknown significance', entry('x', '2026-01-01', { significance: 'HUGE' })],
  ['nothing', null as unknown as RequiredEntry],
])('an agency whose list holds %s is a gap, and none of its list is believed', (_, broken) => {
  const shown = chronologyOf(
    person({ police: record([entry('ok', '2026-01-01'), broken]), health: record([entry('h', '2026-01-01')]) }),
    {},
  );
  expect(shown.edges.map(({ node }) => node.id)).toEqual(['h']);
  expect(shown.gaps).toContainEqual({ agency: 'POLICE', state: 'UNAVAILABLE' });
});

test('pages of any size, put together, are the whole list', () => {
  const entries = fc.uniqueArray(
    fc.record({ id: fc.uuid(), day: fc.integer({ min: 1, max: 28 }), agency: fc.constantFrom('police', 'health', 'education') }),
    { selector: ({ id }) => id, maxLength: 30 },
  );
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 7 }), (all, first) => {
      const of = (agency: string) =>
        record(
          all.filter((one) => one.agency === agency).map(({ id, day }) => entry(id, `2026-02-${String(day).padStart(2, '0')}`)),
        );
      const child = person({ police: of('police'), health: of('health'), education: of('education') });
      const whole = chronologyOf(child, { first: 200 }).edges.map(({ node }) => node.id);
      const paged: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page = chronologyOf(child, { first, after });
        paged.push(...page.edges.map(({ node }) => node.id));
        ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      }
      expect(paged).toEqual(whole);
    }),
  );
});

test('an altered cursor is refused', () => {
  const { cursor } = chronologyOf(full, { first: 1 }).edges[0] as { cursor: string };
  const encode = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
  for (const after of [
    `${cursor}=`,
    'x',
    encode(['2026-05-01', 'NOBODY', 'p1']),
    encode(['soon', 'POLICE', 'p1']),
    encode(['2026-05-01', 'POLICE']),
  ]) {
    expect(() => chronologyOf(full, { after })).toThrow('not a cursor of this list');
  }
  expect(() => chronologyOf(full, { first: 0 })).toThrow('from 1 to 200');
});
