import { badInput } from '../../../../common/errors';
import { checkReason } from '../../cases/case-rules';
import type { HubContext } from '../../context';
import { lockIdentities } from '../apply-people';
import { crossPairs } from './decide-review';
import { keepDecision } from './decision-store';
import type { LinkOutcome } from './decision.types';
import { knownRecords } from './link-people';
import { outcomeOf } from './outcome';
import type { ReviewScope } from './review-scope';

/**
 * Seals a child before and after adoption from each other: never linked, never side by side in a review, and neither stands in the
 * household or among the relatives of the other. Two records that are one person now are taken apart first (`unlinkPeople`).
 *
 * @throws BAD_USER_INPUT; NOT_FOUND for somebody whom the caller may not know to be known
 */
export async function sealPeople(
  { person, other, reason }: { readonly person: string; readonly other: string; readonly reason: string },
  scope: ReviewScope,
  context: HubContext,
): Promise<LinkOutcome> {
  const why = checkReason(reason);
  const id = await context.database.transaction(async (tx) => {
    await lockIdentities(tx);
    const [before, after] = [await knownRecords(person, scope, tx), await knownRecords(other, scope, tx)];
    if (before[0]?.hub === after[0]?.hub) throw badInput('other: is the same person; take their records apart first');
    return keepDecision(tx, { kind: 'SEALED', reason: why, pairs: crossPairs(before, after), needsSecond: true }, context);
  });
  return outcomeOf(id, [], scope, context, 'Mutation.sealPeople');
}
