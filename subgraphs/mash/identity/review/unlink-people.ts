import { badInput } from '../../../../common/errors';
import { checkReason } from '../../cases/case-rules';
import type { HubContext } from '../../context';
import { lockIdentities } from '../apply-people';
import { crossPairs, needsSecond } from './decide-review';
import { keepDecision } from './decision-store';
import type { LinkOutcome } from './decision.types';
import { keepNotices } from '../wrong-links/wrong-link-store';
import { findExposures } from './exposures';
import { knownRecords } from './link-people';
import { outcomeOf } from './outcome';
import type { ReviewScope } from './review-scope';

export interface Parting {
  readonly person: string;
  /** The hub's own numbers of the records that are somebody else's. */
  readonly records: readonly string[];
  readonly reason: string;
  /** An adopted child before and after: nobody is told that the two were one. */
  readonly sealed: boolean;
}

/**
 * Takes apart what was put together: these records are somebody else's, now and for ever. Both get back the ids their records had.
 *
 * @throws BAD_USER_INPUT; NOT_FOUND for somebody whom the caller may not know to be known
 */
export async function unlinkPeople(parting: Parting, scope: ReviewScope, context: HubContext): Promise<LinkOutcome> {
  const reason = checkReason(parting.reason);
  const { id, shownTo } = await context.database.transaction(async (tx) => {
    await lockIdentities(tx);
    const all = await knownRecords(parting.person, scope, tx);
    const wanted = new Set(parting.records);
    const [leaving, staying] = [all.filter(({ ownHub }) => wanted.has(ownHub)), all.filter(({ ownHub }) => !wanted.has(ownHub))];
    if (leaving.length !== wanted.size || leaving.length === 0 || staying.length === 0) {
      throw badInput('records: name some of the records of this person, and not all of them');
    }
    const kind = parting.sealed ? 'SEALED' : 'NOT_SAME';
    const second = needsSecond(kind, all);
    // Asked before they part: afterwards nobody can tell any more since when they were one.
    const exposures = second ? [] : await findExposures(staying, leaving, tx);
    const decision = { kind, reason, pairs: crossPairs(staying, leaving), needsSecond: second } as const;
    const id = await keepDecision(tx, decision, context);
    await keepNotices(tx, id, exposures);
    return { id, shownTo: exposures };
  });
  return outcomeOf(id, shownTo, scope, context, 'Mutation.unlinkPeople');
}
