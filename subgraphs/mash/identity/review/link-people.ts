import type { EntityManager } from 'typeorm';
import { badInput, notFound } from '../../../../common/errors';
import { isId } from '../../cases/case-store';
import { checkReason } from '../../cases/case-rules';
import type { HubContext } from '../../context';
import { lockIdentities } from '../apply-people';
import { recordKey } from '../linking/records';
import { matchedPerson } from '../matching/matched-person';
import { comparePrepared, prepare, shippedModel } from '../../../../matching/index';
import { resolveHubIds } from '../redirects';
import { checkNotRuledOut, needsSecond } from './decide-review';
import { keepDecision, type RecordPair } from './decision-store';
import type { LinkOutcome } from './decision.types';
import { outcomeOf } from './outcome';
import { loadRecords, type PersonRecord } from './person-records';
import type { ReviewScope } from './review-scope';

/**
 * Links two people whom no review has put side by side.
 *
 * @throws BAD_USER_INPUT; NOT_FOUND for somebody whom the caller may not know to be known
 */
export async function linkPeople(
  { person, other, reason }: { readonly person: string; readonly other: string; readonly reason: string },
  scope: ReviewScope,
  context: HubContext,
): Promise<LinkOutcome> {
  const why = checkReason(reason);
  const id = await context.database.transaction(async (tx) => {
    await lockIdentities(tx);
    const [left, right] = [await knownRecords(person, scope, tx), await knownRecords(other, scope, tx)];
    if (left[0]?.hub === right[0]?.hub) throw badInput('other: is the same person already');
    await checkNotRuledOut(tx, left, right);
    const pairs = [mostAlike(left, right)];
    return keepDecision(tx, { kind: 'LINK', reason: why, pairs, needsSecond: needsSecond('LINK', [...left, ...right]) }, context);
  });
  return outcomeOf(id, [], scope, context, 'Mutation.linkPeople');
}

/** The records of a person whom the caller may know to be known; of a protected one only with the right to it. @throws NOT_FOUND */
export async function knownRecords(person: string, scope: ReviewScope, tx: EntityManager): Promise<PersonRecord[]> {
  const current = isId(person) ? (await resolveHubIds([person], tx)).get(person) : undefined;
  const records = current === undefined ? [] : ((await loadRecords([current], scope, tx)).get(current) ?? []);
  const restricted = records.some(({ protectIdentity }) => protectIdentity);
  const own = records.some(({ hub }) => scope.barred?.includes(hub));
  if (own || !records.some(({ visible }) => visible) || (restricted && !scope.restricted)) throw notFound();
  return records;
}

/** The pair that a reviewer would be shown. Of several alike always the same one. */
function mostAlike(left: readonly PersonRecord[], right: readonly PersonRecord[]): RecordPair {
  const ready = (records: readonly PersonRecord[]) =>
    records.map((record) => ({ record, prepared: prepare(matchedPerson(record.identity)), key: recordKey(record) }));
  const [best] = ready(left)
    .flatMap((one) =>
      ready(right).map((other) => ({ one, other, ...comparePrepared(shippedModel(), one.prepared, other.prepared) })),
    )
    .sort((a, b) => b.weight - a.weight || (a.one.key + a.other.key < b.one.key + b.other.key ? -1 : 1));
  if (best === undefined) throw notFound();
  return [best.one.record, best.other.record];
}
