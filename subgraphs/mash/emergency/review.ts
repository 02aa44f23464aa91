import { badInput, forbidden, notFound } from '../../../common/errors';
import { checkReason } from '../cases/case-rules';
import { isId } from '../cases/case-store';
import type { HubContext } from '../context';
import { isSameHuman } from '../access/sign-ins';
import { record } from '../ledger/record';
import type { BreakGlassUse, Outcome } from './emergency.types';

const USES = `select b.id, c.reference as "case", b.at, b.ends_at as "endsAt", b.member, b.agency, b.roles, b.reason,
    b.earlier_uses as "earlierUses", b.earlier_uses > 0 as flagged, b.outcome, b.outcome_note as "outcomeNote",
    b.reviewed_at as "reviewedAt", b.reviewed_by as "reviewedBy",
    coalesce((select array_agg(n.agency order by n.agency) from custodian_notice n
      where n.break_glass = b.id and n.delivered_at is not null), '{}') as told,
    coalesce((select array_agg(n.agency order by n.agency) from custodian_notice n
      where n.break_glass = b.id and n.delivered_at is null), '{}') as "notYetTold"
  from break_glass b join "case" c on c.id = b.case_id`;

/** The review queue: what nobody has reviewed yet, or all; the oldest unreviewed first. Not what is about the reviewer's own people. */
export function findUses(onlyUnreviewed: boolean, { database, barred }: HubContext): Promise<BreakGlassUse[]> {
  return database.query(
    `${USES} where (not $1::boolean or b.outcome is null) and b.person <> all($2::uuid[]) order by (b.outcome is not null), b.at limit 200`,
    [onlyUnreviewed, barred],
  );
}

/**
 * Says what a use of emergency access was, once and for all. Nobody reviews their own, nor what is about their own people.
 *
 * @throws BAD_USER_INPUT, FORBIDDEN; NOT_FOUND for a use that is not there or was reviewed already
 */
export async function reviewUse(id: string, outcome: Outcome, note: string, context: HubContext): Promise<BreakGlassUse> {
  const { database, principal, barred, now } = context;
  const why = checkReason(note);
  if (!isId(id)) throw notFound();
  const [use]: { member: string; outcome: Outcome | null }[] = await database.query(
    'select member, outcome from break_glass where id = $1 and person <> all($2::uuid[])',
    [id, barred],
  );
  if (use === undefined) throw notFound();
  if (await isSameHuman(principal.sub, use.member, database)) throw forbidden('Nobody reviews their own emergency access');
  if (use.outcome !== null) throw badInput('id: it was reviewed already');
  await database.transaction(async (tx) => {
    const [, changed]: [unknown, number] = await tx.query(
      'update break_glass set outcome = $2, outcome_note = $3, reviewed_at = $4, reviewed_by = $5 where id = $1 and outcome is null',
      [id, outcome, why, now(), principal.sub],
    );
    if (changed === 0) throw badInput('id: it was reviewed already');
    await record(tx, {
      kind: 'BREAK_GLASS',
      at: now(),
      by: principal,
      persons: [],
      detail: { step: 'REVIEWED', use: id, outcome },
    });
  });
  const [reviewed]: BreakGlassUse[] = await database.query(`${USES} where b.id = $1`, [id]);
  if (reviewed === undefined) throw notFound();
  return reviewed;
}
