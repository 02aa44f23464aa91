import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { decisionFor } from '../../../../common/access/verdicts';
import { badInput, notFound } from '../../../../common/errors';
import { checkReason } from '../../cases/case-rules';
import { isId } from '../../cases/case-store';
import type { HubContext } from '../../context';
import { record } from '../../ledger/record';
import type { LinkExposure } from '../review/decision.types';
import { RESTRICTED } from '../review/review-scope';
import type { WrongLinkNotice } from './wrong-link.types';

/** Keeps whom to tell, in the transaction that takes the two apart: afterwards nobody can work it out again. */
export async function keepNotices(tx: EntityManager, decision: string, shownTo: readonly LinkExposure[]): Promise<void> {
  const rows = shownTo.map((one) => ({ ...one, id: randomUUID() }));
  await tx.query(
    `insert into wrong_link_notice (id, decision, member, display_name, agency, first_at, last_at, times, cases, categories)
     select said.id, $1, said.member, said."displayName", said.agency, said."firstAt", said."lastAt", said.times, said.cases, said.categories
     from jsonb_to_recordset($2::jsonb) as said (id uuid, member text, "displayName" text, agency text, "firstAt" timestamptz,
       "lastAt" timestamptz, times integer, cases text[], categories text[])`,
    [decision, JSON.stringify(rows)],
  );
}

/**
 * $1 open ones only, $2 whether of people whose identity is protected too, $3 the caller's own family, of whom they see nothing, $4 one
 * notice.
 */
const NOTICES = `
  select notice.id, notice.decision, about.people, notice.member, notice.display_name as "displayName", notice.agency,
    notice.first_at as "firstAt", notice.last_at as "lastAt", notice.times, notice.cases, notice.categories,
    told.at as "toldAt", told.told_by as "toldBy", told.how
  from wrong_link_notice as notice
  join lateral (
    select coalesce(array_agg(distinct person.hub), '{}') as people, coalesce(bool_or(person.protect_identity), false) as protected
    from link_decision_pair as pair join agency_person as person
      on (person.agency, person.person) in ((pair.agency, pair.person), (pair.other_agency, pair.other_person))
    where pair.decision = notice.decision and person.identity is not null) as about on true
  join link_decision as decision on decision.id = notice.decision
  left join wrong_link_told as told on told.notice = notice.id
  where (told.notice is null or not $1) and ($2 or not (decision.needs_second or about.protected))
    and not about.people && $3::uuid[] and ($4::uuid is null or notice.id = $4)
  order by notice.last_at desc, notice.id limit 500`;

/** Who was shown two people as one, whoever looked last first; only those not told yet when `open`. */
export async function listNotices(open: boolean, context: HubContext): Promise<WrongLinkNotice[]> {
  return findNotices(open, null, context);
}

/** Keeps that a member was told, once, and writes it into the ledger. @throws BAD_USER_INPUT; NOT_FOUND when it is not the caller's to know */
export async function markTold(id: string, how: string, context: HubContext): Promise<WrongLinkNotice> {
  const words = checkReason(how);
  const { database, principal, now } = context;
  const [notice] = isId(id) ? await findNotices(false, id, context) : [];
  if (notice === undefined) throw notFound();
  await database.transaction(async (tx) => {
    const kept: unknown[] = await tx.query(
      `insert into wrong_link_told (notice, how, told_by, at, rid) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1`,
      [id, words, principal.sub, now(), principal.rid],
    );
    if (kept.length === 0) throw badInput('id: has been told already');
    await record(tx, {
      ...{ kind: 'IDENTITY_CHANGE', at: now(), by: principal, persons: notice.people },
      detail: { step: 'TOLD', decision: notice.decision, member: notice.member },
    });
  });
  const [told] = await findNotices(false, id, context);
  return told ?? notice;
}

function findNotices(open: boolean, id: string | null, context: HubContext): Promise<WrongLinkNotice[]> {
  const restricted = decisionFor(context, context.principal, RESTRICTED).state === 'CONTENT';
  return context.database.query(NOTICES, [open, restricted, context.barred ?? [], id]);
}
