import { badInput, forbidden, notFound } from '../../../../common/errors';
import { checkReason } from '../../cases/case-rules';
import { isId } from '../../cases/case-store';
import type { HubContext } from '../../context';
import { lockIdentities } from '../apply-people';
import { bringIntoForce, findDecision, noteStep } from './decision-store';
import type { LinkExposure, LinkOutcome } from './decision.types';
import { findExposures } from './exposures';
import { outcomeOf } from './outcome';
import type { PersonRecord } from './person-records';
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
    if (decision === undefined || !decision.needsSecond) throw notFound();
    if (decision.agreed !== null) throw badInput('id: has been answered already');
    if (decision.decidedBy === context.principal.sub) throw forbidden('A second person has to agree, not the one who decided');
    await tx.query(
      'insert into link_confirmation (decision, agreed, reason, decided_by, at, rid) values ($1, $2, $3, $4, $5, $6)',
      [view.id, view.agree, reason, context.principal.sub, context.now(), context.principal.rid],
    );
    await noteStep(tx, view.agree ? 'CONFIRMED' : 'DECLINED', view.id, context);
    if (!view.agree) return [];
    const shown = decision.kind === 'LINK' ? [] : await exposuresBefore(view.id, tx);
    await bringIntoForce(tx, view.id, context);
    return shown;
  });
  return outcomeOf(view.id, shownTo, scope, context, 'Mutation.confirmLinkDecision');
}

/** Of the two sides of a decision those that are one person until now. */
async function exposuresBefore(id: string, tx: Parameters<typeof findExposures>[2]): Promise<LinkExposure[]> {
  const rows: (PersonRecord & { side: string })[] = await tx.query(
    `select distinct held.side, person.agency, person.person, person.hub, person.own_hub as "ownHub"
     from link_decision_pair as pair
     cross join lateral (values ('one', pair.agency, pair.person), ('other', pair.other_agency, pair.other_person))
       as held (side, agency, person)
     join agency_person as person on person.agency = held.agency and person.person = held.person
     where pair.decision = $1 and person.identity is not null`,
    [id],
  );
  const of = (side: string) => rows.filter((row) => row.side === side);
  return rows.length > 0 && new Set(rows.map(({ hub }) => hub)).size === 1 ? findExposures(of('one'), of('other'), tx) : [];
}
