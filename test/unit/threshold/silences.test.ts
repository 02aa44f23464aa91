import type { RequiredRecord } from '../../../subgraphs/mash/child/person.types';
import type { FeedStatus } from '../../../subgraphs/mash/signals/feed-status';
import { silencesOf } from '../../../subgraphs/mash/threshold/silences';
import { AGENCIES } from '../../../subgraphs/registry';
import { NOW } from './support';

const OPENED = new Date(NOW.getTime() - 600_000);
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);
const heard = (secondsAgo: number | null, answeredFor: Date | null = NOW): FeedStatus => ({
  lastHeardAt: secondsAgo === null ? null : new Date(NOW.getTime() - secondsAgo * 1000),
  ...{ lastPublishedAt: null, unavailableSince: null, answeredFor },
});
const answered = (state: string): RequiredRecord => ({ sourceHeader: { state } });
const derived = new Map([['police', new Set(['missing_first'])]]);

/** Everybody answers but the police, who do as told. */
function policeWith(record: RequiredRecord | null | undefined, feed: FeedStatus | undefined) {
  const others = AGENCIES.filter(({ name }) => name !== 'police');
  const records = Object.fromEntries(others.map(({ field }) => [field, answered('NO_RECORD_FOUND')]));
  const feeds = new Map(others.map(({ name }) => [name as string, heard(1)]));
  if (feed !== undefined) feeds.set('police', feed);
  return silencesOf(record === undefined ? records : { ...records, police: record }, feeds, derived, OPENED, NOW);
}

test.each<[string, RequiredRecord | null | undefined, FeedStatus | undefined, string[]]>([
  ['records found', answered('RECORDS_FOUND'), heard(1), []],
  ['nothing that may be shared', answered('NOTHING_SHAREABLE'), heard(1), []],
  ['withheld by agreement, which is an answer', answered('WITHHELD'), heard(1), []],
  ['no answer to this request', null, heard(1), ['UNAVAILABLE']],
  ['not even asked', undefined, heard(1), ['UNAVAILABLE']],
  ['an answer that makes no sense', answered('HELLO'), heard(1), ['UNAVAILABLE']],
  ['a feed never heard', answered('NO_RECORD_FOUND'), heard(null), ['NEVER_HEARD']],
  ['no feed at all', answered('NO_RECORD_FOUND'), undefined, ['NEVER_HEARD']],
  ['a feed heard a minute ago', answered('NO_RECORD_FOUND'), heard(60), []],
  ['a feed heard longer ago', answered('NO_RECORD_FOUND'), heard(61), ['STALE']],
  ['a case opened since the agency last told what it knows', answered('NO_RECORD_FOUND'), heard(1, ago(601)), ['NOT_YET_TOLD']],
  ['a case it has told everything about', answered('NO_RECORD_FOUND'), heard(1, ago(599)), []],
  ['a feed that is being read from zero', answered('RECORDS_FOUND'), heard(1, null), ['NOT_YET_TOLD']],
  ['an identity in doubt', answered('NOT_LINKED'), heard(1), ['NOT_LINKED']],
])('%s', (_, record, feed, reasons) => {
  expect(policeWith(record, feed).map(({ reason }) => reason)).toEqual(reasons);
});

test('a silence says when the agency was last heard and what it could show', () => {
  expect(policeWith(null, heard(30))).toEqual([
    { agency: 'police', reason: 'UNAVAILABLE', since: new Date('2026-11-22T11:59:30Z'), indicators: new Set(['missing_first']) },
  ]);
});
