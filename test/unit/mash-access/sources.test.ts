import 'reflect-metadata';
import type { View } from '../../../common/access/subject';
import { Child, type RequiredRecord } from '../../../subgraphs/mash/child/person.types';
import { sourcesOf } from '../../../subgraphs/mash/child/sources';
import { AGENCIES } from '../../../subgraphs/registry';

const NOW = new Date('2026-11-22T10:00:00Z');
const HEARD = new Date('2026-11-22T09:00:00Z');
const DOWN = new Date('2026-11-22T09:30:00Z');
const feeds = new Map([
  ['police', { lastPublishedAt: HEARD, lastHeardAt: HEARD, unavailableSince: DOWN, answeredFor: null }],
  ['health', { lastPublishedAt: null, lastHeardAt: HEARD, unavailableSince: null, answeredFor: null }],
]);
const person = (records: Record<string, RequiredRecord | null>) => new Child({ person: 'p' } as View, undefined, records);
const header = (state: string, asAt: string | null = null, lastPublishedAt: string | null = null) => ({
  sourceHeader: { state, asAt, lastPublishedAt },
});

test('every registered agency has one answer, in the order of the registry', () => {
  expect(sourcesOf(person({}), new Map(), NOW).map(({ agency }) => agency)).toEqual(AGENCIES.map(({ agency }) => agency));
});

test('what an agency says of itself is passed on with its times', () => {
  const [police] = sourcesOf(
    person({ police: header('NO_RECORD_FOUND', '2026-11-22T10:00:00Z', '2026-11-20T00:00:00Z') }),
    feeds,
    NOW,
  );
  expect(police).toEqual({
    ...{ agency: 'POLICE', state: 'NO_RECORD_FOUND', asAt: NOW, since: null },
    lastPublishedAt: new Date('2026-11-20T00:00:00Z'),
  });
});

test('an agency that gave no record is unavailable, since its feed fell silent', () => {
  const [police, health] = sourcesOf(person({ police: null, health: null }), feeds, NOW);
  expect(police).toEqual({ agency: 'POLICE', state: 'UNAVAILABLE', asAt: HEARD, lastPublishedAt: HEARD, since: DOWN });
  expect(health).toMatchObject({ state: 'UNAVAILABLE', asAt: HEARD, since: NOW });
});

test.each([
  ['a state nobody knows', header('ALL_CLEAR')],
  ['a state that is the hub to give', header('NOT_ASKED')],
  ['no header', {}],
  ['an empty header', { sourceHeader: null }],
])('an answer with %s is no answer', (_, record) => {
  const [police] = sourcesOf(person({ police: record }), feeds, NOW);
  expect(police?.state).toBe('UNAVAILABLE');
});

test('a time that cannot be read is left out', () => {
  expect(sourcesOf(person({ health: header('RECORDS_FOUND', 'yesterday') }), feeds, NOW)[1]).toMatchObject({
    asAt: null,
    state: 'RECORDS_FOUND',
  });
});
