import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { EmergencyNotice } from '../../../common/notices/notice-token';
import { forbidden, notFound } from '../../../common/errors';
import { londonDate } from '../../../common/time';
import { reportOwn } from '../access/own-ties';
import { signInsIn } from '../access/sign-ins';
import { assign } from '../cases/assign-case';
import { checkMay, checkReason, recordChange } from '../cases/case-rules';
import type { HubContext } from '../context';
import { record } from '../ledger/record';

/** How long emergency access lasts. */
export const EMERGENCY_MINUTES = 60;
/** What is looked at for repeated use: four weeks. */
const REPEAT_DAYS = 28;
/** On what emergency access rests: a child may suffer significant harm now, and nobody can wait for a case. */
const TERMS = { purpose: 'SECTION_47', level: 4, basis: 'VITAL_INTERESTS' } as const;

/**
 * Opens a case of one hour about one child, for the caller alone. It stands in for an assignment and for nothing else: every
 * agreement is obeyed as in any case of these terms, and so is every protection. With the case go, in one transaction, the
 * entry for review and a notice to each custodian that knows the child.
 *
 * @returns the case's id
 * @throws WITHHELD, FORBIDDEN, BAD_USER_INPUT; NOT_FOUND for whoever is no child of the hub, or is the caller's own
 */
export async function breakGlass(childId: string, reason: string, context: HubContext): Promise<string> {
  checkMay('emergency', context);
  const { principal, purposes, loaders, barred, database } = context;
  if (!purposes.get(TERMS.purpose)?.roles.some((role) => principal.roles.includes(role))) {
    throw forbidden('None of your roles works on section 47 enquiries');
  }
  const why = checkReason(reason);
  const child = await loaders.people.load(childId);
  await reportOwn('EMERGENCY', [child?.id], context);
  if (child === undefined || child.lifeStage === 'ADULT' || barred.includes(child.id)) throw notFound();
  const at = context.now();
  const use: Use = {
    caseId: randomUUID(),
    child: child.id,
    why,
    at,
    endsAt: new Date(at.getTime() + EMERGENCY_MINUTES * 60_000),
  };
  const links = (await loaders.links.load(child.id)) ?? {};
  await database.transaction(async (tx) => {
    await openCase(tx, use, context);
    const id = await recordUse(tx, use, context);
    for (const [agency, { ids }] of Object.entries(links)) {
      if (ids.length > 0) await queueNotice(tx, id, agency, ids, use, context);
    }
  });
  return use.caseId;
}

interface Use {
  readonly caseId: string;
  readonly child: string;
  readonly why: string;
  readonly at: Date;
  readonly endsAt: Date;
}

async function openCase(tx: EntityManager, { caseId, child, why, at, endsAt }: Use, context: HubContext): Promise<void> {
  await tx.query(
    `insert into "case" (id, reference, level, purpose, basis, reason, opened_at, opened_by, ends_at, consent, consent_reason)
     values ($1, 'MASH-' || $2 || '-' || lpad(nextval('case_reference')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, 'NOT_SOUGHT', $6)`,
    [caseId, londonDate(at).slice(0, 4), TERMS.level, TERMS.purpose, TERMS.basis, why, at, context.principal.sub, endsAt],
  );
  await tx.query('insert into case_subject (case_id, person, position) values ($1, $2, 1)', [caseId, child]);
  await assign(tx, caseId, { member: context.principal.sub, until: endsAt }, context);
  await recordChange(tx, caseId, context);
}

async function recordUse(tx: EntityManager, { caseId, child, why, at, endsAt }: Use, { principal }: HubContext): Promise<string> {
  const id = randomUUID();
  // One use after another of the same member: two at once would each count none before them.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('break-glass ' || $1, 0))", [principal.sub]);
  await tx.query(
    `insert into break_glass (id, case_id, person, member, agency, roles, rid, reason, at, ends_at, earlier_uses)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, count(*)::int from break_glass
     where member in (${signInsIn('$4::text')}) and at > $9::timestamptz - make_interval(days => $11)`,
    [id, caseId, child, principal.sub, principal.agency, [...principal.roles], principal.rid, why, at, endsAt, REPEAT_DAYS],
  );
  await record(tx, {
    kind: 'BREAK_GLASS',
    at,
    by: principal,
    persons: [child],
    detail: { step: 'OPENED', use: id, case: caseId },
  });
  return id;
}

async function queueNotice(
  tx: EntityManager,
  use: string,
  agency: string,
  persons: readonly string[],
  { why, at, endsAt }: Use,
  { principal }: HubContext,
): Promise<void> {
  const said: EmergencyNotice = {
    id: randomUUID(),
    at: at.toISOString(),
    endsAt: endsAt.toISOString(),
    member: principal.sub,
    employer: principal.agency,
    roles: principal.roles,
    persons,
    reason: why,
  };
  await tx.query('insert into custodian_notice (id, break_glass, agency, said, created_at) values ($1, $2, $3, $4, $5)', [
    said.id,
    use,
    agency,
    JSON.stringify(said),
    at,
  ]);
}
