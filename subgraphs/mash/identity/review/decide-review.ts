import type { EntityManager } from 'typeorm';
import { badInput, notFound } from '../../../../common/errors';
import { checkReason } from '../../cases/case-rules';
import type { HubContext } from '../../context';
import { lockIdentities } from '../apply-people';
import { areRuledOut, type DecisionKind, keepDecision, type RecordPair } from './decision-store';
import type { LinkOutcome, ReviewDecision } from './decision.types';
import { outcomeOf } from './outcome';
import { findReview } from './list-reviews';
import { loadRecords, type PersonRecord } from './person-records';
import type { ReviewScope } from './review-scope';

export interface ReviewAnswer {
  readonly id: string;
  readonly decision: ReviewDecision;
  readonly reason: string;
}

/**
 * Answers one review. NOT_SAME holds between all records of the two people; LINK joins the two that were compared.
 *
 * @throws BAD_USER_INPUT; NOT_FOUND when nothing waits under this id that the caller may know of
 */
export async function decideReview(answer: ReviewAnswer, scope: ReviewScope, context: HubContext): Promise<LinkOutcome> {
  const reason = checkReason(answer.reason);
  const id = await context.database.transaction(async (tx) => {
    await lockIdentities(tx);
    const row = await findReview(answer.id, scope, { ...context, database: tx as never });
    if (row === undefined) throw notFound();
    if (row.state === 'AWAITING_SECOND') throw badInput('id: decided already; a second person has to agree or decline');
    const people = await loadRecords([row.leftHub, row.rightHub], scope, tx);
    const [left, right] = [people.get(row.leftHub) ?? [], people.get(row.rightHub) ?? []];
    const compared: RecordPair = [recordOf(left, right, row.lower), recordOf(left, right, row.upper)];
    if (answer.decision === 'LINK') await checkNotRuledOut(tx, left, right);
    const pairs = answer.decision === 'NOT_SAME' ? crossPairs(left, right) : [compared];
    return keepDecision(
      tx,
      { kind: answer.decision, reason, pairs, needsSecond: needsSecond(answer.decision, [...left, ...right], row.restricted) },
      context,
    );
  });
  return outcomeOf(id, [], scope, context);
}

/** Every record of the one with every record of the other. */
export const crossPairs = (left: readonly PersonRecord[], right: readonly PersonRecord[]): RecordPair[] =>
  left.flatMap((one) => right.map((other): RecordPair => [one, other]));

/** Somebody whose identity is protected is linked, taken apart and sealed by two people, never by one. */
export function needsSecond(kind: DecisionKind, records: readonly PersonRecord[], restricted = false): boolean {
  return kind === 'SEALED' || (kind !== 'NEED_MORE' && (restricted || records.some(({ protectIdentity }) => protectIdentity)));
}

/** Of what was sealed nobody learns: the words are the same for every decision that stands. @throws BAD_USER_INPUT */
export async function checkNotRuledOut(
  tx: EntityManager,
  left: readonly PersonRecord[],
  right: readonly PersonRecord[],
): Promise<void> {
  if (await areRuledOut(tx, left, right)) throw badInput('A decision stands against linking these people');
}

function recordOf(left: readonly PersonRecord[], right: readonly PersonRecord[], ref: number): PersonRecord {
  const found = [...left, ...right].find((record) => record.ref === ref);
  if (found === undefined) throw notFound();
  return found;
}
