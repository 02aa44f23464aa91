import type { View } from '../../../../common/access/subject';
import { askFor, decisionFor } from '../../../../common/access/verdicts';
import { withheldError } from '../../../../common/access/withheld-error';
import type { HubContext } from '../../context';
import type { SearchScope } from '../search/find-candidates';
import { beforeAnyCase, searchScope } from '../search/search-scope';

/** Linking is the front door's work: whom somebody may know of for it is what screening lets them know. */
const PURPOSE = 'SCREENING';

/** Through which category of the hub's agreement reviews of people under IDENTITY protection are reached. */
export const RESTRICTED = 'restricted-link-reviews';

/** What one member may see and decide of links. */
export interface ReviewScope extends SearchScope {
  /** Whether reviews of people under IDENTITY protection are theirs too. */
  readonly restricted: boolean;
  readonly view: View;
}

/**
 * Records of agencies whose knowing of somebody the caller may not know of take no part in what they are shown.
 *
 * @param field the root field that is asked, for the decision and the ledger
 * @throws WITHHELD, FORBIDDEN
 */
export async function reviewScope(field: string, context: HubContext): Promise<ReviewScope> {
  const decision = askFor(context, context.principal, field);
  if (decision.state !== 'CONTENT') {
    throw withheldError(context.agreement, context.agreement.categoryOf.get(field) ?? '', decision.rule);
  }
  const view = beforeAnyCase(PURPOSE, context);
  const restricted = decisionFor(context, context.principal, RESTRICTED).state === 'CONTENT';
  return { ...(await searchScope(PURPOSE, context)), restricted, view };
}

/** As `reviewScope`, for what only those may do who decide about people under IDENTITY protection. @throws WITHHELD, FORBIDDEN */
export async function restrictedScope(field: string, context: HubContext): Promise<ReviewScope> {
  const scope = await reviewScope(field, context);
  if (!scope.restricted) {
    throw withheldError(context.agreement, RESTRICTED, decisionFor(context, context.principal, RESTRICTED).rule);
  }
  return scope;
}

/** The ledger says who was shown: that two people may be one says something of both. */
export function noteShown(people: readonly string[], field: string, scope: ReviewScope, context: HubContext): void {
  const category = context.agreement.categoryOf.get(field) ?? '';
  const decision = decisionFor(context, context.principal, category);
  for (const person of new Set(people)) {
    context.disclosures.note({ ...scope.view, person }, category, field, decision);
  }
}
