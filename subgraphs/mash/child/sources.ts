import { AGENCIES, type RegisteredAgency } from '../../registry';
import type { FeedStatus } from '../signals/feed-status';
import { SOURCE_STATES, type SourceState } from './enums';
import type { ReachedPerson, RequiredRecord } from './person.types';
import type { SourceStatus } from './source-status.types';

/** States that only an agency's own header may claim: the hub alone says who was unavailable or not asked. */
const TOLD_BY_AGENCIES: readonly SourceState[] = SOURCE_STATES.filter(
  (state) => state !== 'UNAVAILABLE' && state !== 'NOT_ASKED',
);

/**
 * One typed answer per registered agency (design D4). An agency that gave no record, or a header that makes no sense, is
 * unavailable: a silence is never read as "nothing known".
 */
export function sourcesOf(person: ReachedPerson, feeds: ReadonlyMap<string, FeedStatus>, now: Date): SourceStatus[] {
  return AGENCIES.map((registered) => sourceOf(registered, person.records[registered.field], feeds.get(registered.name), now));
}

/** What the agency's hidden header says; `UNAVAILABLE` when there is none or it is not one of the states agencies may give. */
export function stateOf(record: RequiredRecord | null | undefined): SourceState {
  const told = record?.sourceHeader?.state;
  return TOLD_BY_AGENCIES.find((state) => state === told) ?? 'UNAVAILABLE';
}

function sourceOf(
  { agency }: RegisteredAgency,
  record: RequiredRecord | null | undefined,
  feed: FeedStatus | undefined,
  now: Date,
): SourceStatus {
  const state = stateOf(record);
  if (state === 'UNAVAILABLE') {
    return {
      agency,
      state,
      asAt: feed?.lastHeardAt ?? null,
      lastPublishedAt: feed?.lastPublishedAt ?? null,
      since: feed?.unavailableSince ?? now,
    };
  }
  const { asAt, lastPublishedAt } = record?.sourceHeader ?? {};
  return {
    agency,
    state,
    asAt: instant(asAt),
    lastPublishedAt: instant(lastPublishedAt) ?? feed?.lastPublishedAt ?? null,
    since: null,
  };
}

function instant(value: string | Date | null | undefined): Date | null {
  const date = new Date(value ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}
