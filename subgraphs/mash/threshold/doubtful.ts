import type { Agreement } from '../../../common/access/agreement';
import { mayKnowExistence } from '../../../common/access/decide';
import type { Relation, View } from '../../../common/access/subject';
import { AGENCIES } from '../../registry';
import type { AgencyLinks } from '../identity/people';
import type { Silence } from './facts';
import type { DerivedIndicators } from './policy/derived-indicators';

/** Somebody of the household, seen through the case, with what the agencies call them. */
export interface Linked {
  readonly view: View;
  readonly relation: Relation;
  readonly links: AgencyLinks | undefined;
}

/** As the agency itself would say it: that a link is in doubt is told only to those who may know of every category (D4). */
export function mayKnowAll(view: View, agreement: Agreement | undefined, now: Date): boolean {
  if (agreement === undefined) return false;
  // Categories that store records are those that say how long (ADR 12).
  return [...agreement.categories.values()]
    .filter(({ retention }) => retention !== undefined)
    .every(({ id }) => mayKnowExistence(view, agreement, id, now));
}

/**
 * Silences about people of the household: an agency that holds a record which may be theirs and may be somebody else's cannot be
 * read as knowing nothing of them. An agency that is silent altogether is named already.
 */
export function doubtfulSilences(
  household: readonly Linked[],
  silent: readonly Silence[],
  { agreements, derived, now }: { agreements: ReadonlyMap<string, Agreement>; derived: DerivedIndicators; now: Date },
): Silence[] {
  return AGENCIES.flatMap(({ name, agency }) => {
    if (silent.some((one) => one.agency === name)) return [];
    const doubted = household.filter(
      ({ links, view }) => links?.[name]?.doubtful && mayKnowAll(view, agreements.get(agency), now),
    );
    const about = new Set(doubted.map(({ relation }) => relation));
    const indicators = derived.get(name) ?? new Set<string>();
    return about.size === 0 ? [] : [{ agency: name, reason: 'NOT_LINKED' as const, since: null, indicators, about }];
  });
}
