import { randomUUID } from 'node:crypto';
import { askFor, decisionFor } from '../../../../common/access/verdicts';
import { withheldError } from '../../../../common/access/withheld-error';
import { badInput, notFound } from '../../../../common/errors';
import { londonDate } from '../../../../common/time';
import { holdOpenCase } from '../../cases/assign-case';
import { checkReason } from '../../cases/case-rules';
import { claimsOf, findReachableCase } from '../../cases/reachable-cases';
import { isId } from '../../cases/case-store';
import { Adult, type Child } from '../../child/person.types';
import type { HubContext } from '../../context';
import { termsOf } from '../../ledger/access-log';
import { record } from '../../ledger/record';
import { markCase } from '../kept/due';
import { standingJudgements } from './judged';
import { findJudgements } from './judgement-store';
import type { CarerJudgement, CarerJudgementInput } from './judgement.types';

/**
 * Records what a professional judged of a carer. Nothing is ever changed: a later judgement takes the place of an earlier one.
 *
 * @throws WITHHELD, BAD_USER_INPUT; NOT_FOUND for a case, child or adult that is not theirs to know.
 */
export async function judgeCarer(input: CarerJudgementInput, context: HubContext): Promise<CarerJudgement> {
  const may = decisionFor(context, context.principal, 'judging');
  if (may.state !== 'CONTENT') throw withheldError(context.agreement, 'judging', may.rule);
  const evidence = checkReason(input.evidence);
  const judgedOn = input.judgedOn.toISOString().slice(0, 10);
  if (judgedOn > londonDate(context.now())) throw badInput('judgedOn: is in the future');
  const [child, carer] = await reachBoth(input, context);
  const id = randomUUID();
  const { agency, sub } = context.principal;
  await context.database.transaction(async (tx) => {
    const row = await holdOpenCase(input.caseId, context, tx);
    await tx.query(
      `insert into carer_judgement (id, case_id, child, carer, motivation, capacity, evidence, judged_on, agency, judged_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, input.caseId, child.id, carer, input.motivation, input.capacity, evidence, judgedOn, agency, sub, context.now()],
    );
    await record(tx, {
      ...{ kind: 'JUDGEMENT', at: context.now(), by: context.principal, persons: [child.id, carer], cases: [termsOf(row)] },
      detail: { judgement: id },
    });
    await markCase(tx, input.caseId);
  });
  const written = (await judgementsOn(child, context)).find((one) => one.id === id);
  const shown = askFor(context, child.subject, 'Mutation.judgeCarer');
  if (written === undefined || shown.state !== 'CONTENT') throw notFound();
  return written;
}

/** Judgements about the adults who live with the child, those that stand first, each as far as its reader may know of it. */
export async function judgementsOn(child: Child, context: HubContext): Promise<CarerJudgement[]> {
  const { database, loaders, thresholds, now, views } = context;
  const rows = (await findJudgements([child.id], database)).get(child.id) ?? [];
  const reached = await views.within(child.subject, [...new Set(rows.map(({ carer }) => carer))]);
  const visible = rows.filter(({ carer }) => {
    const person = reached.get(carer);
    return person !== undefined && decisionFor(context, person.subject, 'judgements').state === 'CONTENT';
  });
  const household = new Set(((await loaders.households.load(child.id)) ?? []).map(({ person }) => person));
  const standing = new Set(
    standingJudgements(visible, thresholds.advice.judgementStandsDays, londonDate(now())).filter(({ carer }) =>
      household.has(carer),
    ),
  );
  const shown = visible.map((row) => ({ ...row, stands: standing.has(row) }));
  return [...shown.filter(({ stands }) => stands), ...shown.filter(({ stands }) => !stands).reverse()];
}

async function reachBoth({ caseId, child, carer }: CarerJudgementInput, context: HubContext): Promise<[Child, string]> {
  const row = isId(caseId) ? await findReachableCase(caseId, context, context.database) : undefined;
  if (row?.status !== 'OPEN' || !isId(child) || !isId(carer)) throw notFound();
  const claims = claimsOf(row, context);
  const about = await context.views.child(child, claims);
  if (about === undefined || about.subject.relation !== 'SUBJECT') throw notFound();
  const household = (await context.loaders.households.load(about.id)) ?? [];
  const person = (await context.views.reach([carer], claims)).get(carer);
  if (!(person instanceof Adult) || !household.some((member) => member.person === person.id)) throw notFound();
  if (decisionFor(context, person.subject, 'judgements').state !== 'CONTENT') throw notFound();
  return [about, person.id];
}
