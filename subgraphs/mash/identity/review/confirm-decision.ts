import { isSameHuman } from '../../access/sign-ins';
import type { EntityManager } from 'typeorm';
import { badInput, forbidden, notFound } from '../../../../common/errors';
import { checkReason } from '../../cases/case-rules';
import { isId } from '../../cases/case-store';
import type { HubContext } from '../../context';
import { lockIdentities } from '../apply-people';
import { bringIntoForce, findDecision, noteStep } from './decision-store';
import type { LinkExposure, LinkOutcome } from './decision.types';
import { keepNotices } from '../wrong-links/wrong-link-store';
import { findExposures, type HeldRecord } from './exposures';
import { outcomeOf } from './outcome';
import type { ReviewScope } from './review-scope';

export interface SecondView {
  readonly id: string;
  readonly agree: boolean;
  readonly reason: string;
}

/**
 * The second pair of eyes. Never those of whoever decided first.
 *
 * @throws BAD_USER_INPUT, FORBIDDEN; NOT_FOUND when no decision of this id waits
 */
export async function confirmDecision(view: SecondView, scope: ReviewScope, context: HubContext): Promise<LinkOutcome> {
  const reason = checkReason(view.reason);
  if (!isId(view.id)) throw notFound();
  const shownTo = await context.database.transaction(async (tx) => {
    await lockIdentities(tx);
    const decision = await findDecision(view.id, tx);
    if (decision === undefined || !decision.needsSecond || (await isAboutOwn(view.id, scope, tx))) throw notFound();
    if (decision.agreed !== null) throw badInput('id: has been answered already');
    if (await isSameHuman(context.principal.sub, decision.decidedBy, tx))
      throw forbidden('A second person has to agree, not the one who decided');
    await tx.query(
      'insert into link_confirmation (decision, agreed, reason, decided_by, at, rid) values ($1, $2, $3, $4, $5, $6)',
      [view.id, view.agree, reason, context.principal.sub, context.now(), context.principal.rid],
    );
    await noteStep(tx, view.agree ? 'CONFIRMED' : 'DECLINED', view.id, context);
    if (!view.agree) return [];
    const shown = decision.kind === 'LINK' ? [] : await exposuresBefore(view.id, tx);
    await bringIntoForce(tx, view.id, context);
    // Of what is sealed nobody is told.
    if (decision.kind === 'NOT_SAME') await keepNotices(tx, view.id, shown);
    return shown;
  });
  return outcomeOf(view.id, shownTo, scope, context, 'Mutation.confirmLinkDecision');
}

/** Nobody decides about their own people, second or first. */
async function isAboutOwn(id: string, { barred = [] }: ReviewScope, tx: EntityManager): Promise<boolean> {
  const own: unknown[] = await tx.query(
    `select 1 from link_decision_pair as pair join agency_person as person
       on (person.agency, person.person) in ((pair.agency, pair.person), (pair.other_agency, pair.other_person))
     where pair.decision = $1 and person.hub = any($2::uuid[]) limit 1`,
    [id, barred],
  );
  return own.length > 0;
}

/** Of the two sides of a decision those that are one person until now: a pair's two records are never of one side. */
async function exposuresBefore(id: string, tx: EntityManager): Promise<LinkExposure[]> {
  const rows: { one: HeldRecord; other: HeldRecord }[] = await tx.query(
    `select jsonb_build_object('agency', near.agency, 'person', near.person, 'hub', near.hub, 'ownHub', near.own_hub) as one,
       jsonb_build_object('agency', far.agency, 'person', far.person, 'hub', far.hub, 'ownHub', far.own_hub) as other
     from link_decision_pair as pair
     join agency_person as near on near.agency = pair.agency and near.person = pair.person and near.identity is not null
     join agency_person as far on far.agency = pair.other_agency and far.person = pair.other_person and far.identity is not null
     where pair.decision = $1 and near.hub = far.hub`,
    [id],
  );
  const first = rows[0]?.one;
  if (first === undefined) return [];
  const held = new Map(rows.flatMap(({ one, other }) => [one, other]).map((record) => [record.ownHub, record]));
  const beyond = new Set(
    rows.flatMap(({ one, other }) =>
      one.ownHub === first.ownHub ? [other.ownHub] : other.ownHub === first.ownHub ? [one.ownHub] : [],
    ),
  );
  const [near, far] = [
    [...held.values()].filter(({ ownHub }) => !beyond.has(ownHub)),
    [...held.values()].filter(({ ownHub }) => beyond.has(ownHub)),
  ];
  return findExposures(near, far, tx);
}
