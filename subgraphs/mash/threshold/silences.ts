import { AGENCIES } from '../../registry';
import type { RequiredRecord } from '../child/person.types';
import { stateOf } from '../child/sources';
import type { FeedStatus } from '../signals/feed-status';
import type { Silence } from './facts';
import type { DerivedIndicators } from './policy/derived-indicators';

/** A feed is asked every second, and every five when it fails: what was not heard for this long is not what stands today. */
const STALE_AFTER_MS = 60_000;

/**
 * Agencies whose answer is not to be had now (RAM-5), by what their own header says and how long their feed is silent. Their
 * last known signals stand; a silence is never read as "nothing known".
 *
 * @param records what each agency answered about the child, by the field it adds.
 * @param feeds by registry name.
 * @param openedAt when the case was opened: whom it is about, an agency learns a moment later.
 */
export function silencesOf(
  records: Readonly<Record<string, RequiredRecord | null>>,
  feeds: ReadonlyMap<string, FeedStatus>,
  derived: DerivedIndicators,
  openedAt: Date,
  now: Date,
): Silence[] {
  return AGENCIES.flatMap(({ name, field }) => {
    const feed = feeds.get(name);
    const heard = feed?.lastHeardAt ?? null;
    const reason = reasonOf(stateOf(records[field]), feed, openedAt, now);
    return reason === undefined
      ? []
      : [{ agency: name, reason, since: heard, indicators: derived.get(name) ?? new Set<string>() }];
  });
}

function reasonOf(state: string, feed: FeedStatus | undefined, openedAt: Date, now: Date): Silence['reason'] | undefined {
  const heard = feed?.lastHeardAt ?? null;
  if (heard === null) return 'NEVER_HEARD';
  if (state === 'UNAVAILABLE') return 'UNAVAILABLE';
  if (now.getTime() - heard.getTime() > STALE_AFTER_MS) return 'STALE';
  const answeredFor = feed?.answeredFor ?? null;
  // The same for an agency that knows the child as for one that does not: it tells nobody which.
  if (answeredFor === null || answeredFor <= openedAt) return 'NOT_YET_TOLD';
  // Said by the custodian, and only to those who may know of every category.
  return state === 'NOT_LINKED' ? 'NOT_LINKED' : undefined;
}
