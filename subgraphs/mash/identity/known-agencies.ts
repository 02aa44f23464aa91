import { mayKnowExistence } from '../../../common/access/decide';
import type { View } from '../../../common/access/subject';
import { AGENCIES, type RegisteredAgency } from '../../registry';
import type { HubContext } from '../context';

/**
 * Agencies whose knowing of a person this viewer may know of; their own always. That an agency knows somebody is itself a
 * disclosure, so a fact is shown with no other sources than these.
 *
 * What decides is the category of the agreement through which the agency's own staff find a person (`Query.policeRecord`):
 * it is where an agreement speaks of people as such. An agreement without one tells nobody.
 */
export function knownAgencies(view: View, context: Pick<HubContext, 'agreements' | 'now'>): RegisteredAgency[] {
  return AGENCIES.filter((registered) => {
    const agreement = context.agreements.get(registered.agency);
    const category = agreement?.categoryOf.get(`Query.${registered.field}Record`);
    const told = agreement !== undefined && category !== undefined && mayKnowExistence(view, agreement, category, context.now());
    return told || view.agency === registered.agency;
  });
}

/** Registry names turned into the codes of those that may be shown. */
export function shownSources(sources: readonly string[], known: readonly RegisteredAgency[]): RegisteredAgency['agency'][] {
  return known.filter(({ name }) => sources.includes(name)).map(({ agency }) => agency);
}
