import { isSameHuman } from '../access/sign-ins';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { bind } from '../../../common/access/bound';
import type { View } from '../../../common/access/subject';
import { askFor, decisionFor } from '../../../common/access/verdicts';
import { withheldError } from '../../../common/access/withheld-error';
import { badInput, forbidden, notFound } from '../../../common/errors';
import { holdOpenCase } from '../cases/assign-case';
import { checkReason } from '../cases/case-rules';
import { isId } from '../cases/case-store';
import { claimsOf, findReachableCase } from '../cases/reachable-cases';
import type { HubContext } from '../context';
import { termsOf } from '../ledger/access-log';
import { record } from '../ledger/record';
import { modelOf } from '../threshold/assess';
import { findDecision } from './decision-store';
import type { Decision, DecisionInput } from './decision.types';
import { secondPersonFor } from './second-person';

interface Shown {
  readonly level: number;
  readonly complete: boolean;
  readonly viewpoint: string;
}

/**
 * Records what a person decided beside the assessment that they read. It changes neither the terms of the case nor what anybody
 * may see: that is a separate act (`assignCase`).
 *
 * @throws WITHHELD, NOT_FOUND; BAD_USER_INPUT when the assessment was not read, has risen since, or a departure has no reason.
 */
export async function recordDecision(input: DecisionInput, context: HubContext): Promise<Decision> {
  checkMayDecide(context);
  const rationale = checkReason(input.rationale);
  const highest = Math.max(...modelOf(context).levels.map(({ level }) => level));
  if (input.level < 1 || input.level > highest) throw badInput(`level: must be from 1 to ${highest}`);
  const child = await reachSubject(input, context);
  const id = randomUUID();
  await context.database.transaction(async (tx) => {
    const row = await holdOpenCase(input.caseId, context, tx);
    const advice = await findShown(tx, input, child, context);
    await checkNotRisen(tx, input.caseId, child, advice);
    const agrees = input.level === advice.level;
    const departureReason = agrees ? null : departureOf(input.departureReason);
    const earlierNoAction = await countNoAction(tx, child, context);
    const { twoPeople } = context.thresholds.advice;
    const needsSecond = secondPersonFor({ level: input.level, outcome: input.outcome, advice, earlierNoAction }, twoPeople);
    await tx.query(
      `insert into case_decision (id, case_id, person, level, outcome, rationale, advice, agrees, departure_reason, decided_by,
         decided_at, needs_second) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[id, input.caseId, child, input.level, input.outcome, rationale, input.digest, agrees, departureReason],
        ...[context.principal.sub, context.now(), needsSecond],
      ],
    );
    const { level, outcome, digest } = input;
    await record(tx, {
      ...{ kind: 'DECISION', at: context.now(), by: context.principal, persons: [child], cases: [termsOf(row)] },
      detail: { decision: id, level, outcome, advice: digest, agrees, needsSecond },
    });
  });
  return getDecision(id, 'Mutation.recordDecision', context);
}

/**
 * The second person agrees, or gives it back with a reason; whoever decided cannot be the second.
 *
 * @throws WITHHELD, FORBIDDEN, BAD_USER_INPUT; NOT_FOUND for a decision of a case that is not theirs, or that waits for nobody.
 */
export async function signDecision(
  { decision: id, agrees, reason }: { decision: string; agrees: boolean; reason: string },
  context: HubContext,
): Promise<Decision> {
  checkMayDecide(context);
  const why = checkReason(reason);
  const { database, principal, now } = context;
  const decision = isId(id) ? await findDecision(id, database) : undefined;
  const row = decision && (await findReachableCase(decision.caseId, context, database));
  if (decision?.state !== 'AWAITING_SECOND' || row === undefined) throw notFound();
  if (await isSameHuman(principal.sub, decision.decidedBy, database))
    throw forbidden('A second person signs, not the one who decided');
  await database.transaction(async (tx) => {
    const written: unknown[] = await tx.query(
      `insert into case_decision_second (decision, agrees, reason, signed_by, signed_at) values ($1, $2, $3, $4, $5)
       on conflict (decision) do nothing returning decision`,
      [id, agrees, why, principal.sub, now()],
    );
    // Somebody else was quicker.
    if (written.length === 0) throw notFound();
    await record(tx, {
      ...{ kind: 'DECISION', at: now(), by: principal, persons: [decision.child], cases: [termsOf(row)] },
      detail: { decision: id, second: true, agrees },
    });
  });
  return getDecision(id, 'Mutation.signDecision', context);
}

/** As its writer now sees it, through the case. */
async function getDecision(id: string, field: string, context: HubContext): Promise<Decision> {
  const found = await findDecision(id, context.database);
  const row = found && (await findReachableCase(found.caseId, context, context.database));
  if (found === undefined || row === undefined) throw notFound();
  const view: View = { ...claimsOf(row, context), kind: 'view', person: '', relation: 'SUBJECT', protect: [] };
  const may = askFor(context, view, field);
  if (may.state !== 'CONTENT') throw withheldError(context.agreement, 'decisions', may.rule);
  return bind(found, view);
}

function checkMayDecide(context: HubContext): void {
  const may = decisionFor(context, context.principal, 'deciding');
  if (may.state !== 'CONTENT') throw withheldError(context.agreement, 'deciding', may.rule);
}

async function reachSubject({ caseId, child }: DecisionInput, context: HubContext): Promise<string> {
  const row = isId(caseId) ? await findReachableCase(caseId, context, context.database) : undefined;
  if (row?.status !== 'OPEN' || !isId(child)) throw notFound();
  const reached = await context.views.child(child, claimsOf(row, context));
  if (reached === undefined || reached.subject.relation !== 'SUBJECT') throw notFound();
  return reached.id;
}

async function findShown(
  tx: EntityManager,
  { caseId, digest }: DecisionInput,
  child: string,
  { principal }: HubContext,
): Promise<Shown> {
  const [shown]: Shown[] = await tx.query(
    `select level, complete, viewpoint from shown_assessment where digest = $1 and case_id = $2 and person = $3 and member = $4
     for update`,
    [digest, caseId, child, principal.sub],
  );
  if (shown === undefined)
    throw badInput('digest: no such assessment of this child was laid before you; read the threshold first');
  return shown;
}

/** News that arrived while the decision was written must be read before it is signed. */
async function checkNotRisen(tx: EntityManager, caseId: string, child: string, { level, viewpoint }: Shown): Promise<void> {
  const [now]: { level: number }[] = await tx.query(
    'select level from child_advice where case_id = $1 and person = $2 and viewpoint = $3',
    [caseId, child, viewpoint],
  );
  if (now !== undefined && now.level > level) throw badInput('digest: the advice has risen since you read it; read it again');
}

function departureOf(reason: string | null | undefined): string {
  if (reason === undefined || reason === null || reason.trim() === '') {
    throw badInput('departureReason: the level is not the one advised; say why');
  }
  return checkReason(reason);
}

/** Under every id that the child ever had. */
async function countNoAction(tx: EntityManager, child: string, { thresholds, now }: HubContext): Promise<number> {
  const [row]: { count: number }[] = await tx.query(
    `with recursive same (id) as (
       select $1::uuid union select r.from_hub from same join hub_person_redirect r on r.to_hub = same.id)
     select count(*)::int as count from case_decision
     where person in (select id from same) and outcome = 'NO_FURTHER_ACTION' and decided_at > $2::timestamptz - make_interval(days => $3)`,
    [child, now(), thresholds.advice.twoPeople.repeatedNoAction.within],
  );
  return row?.count ?? 0;
}
