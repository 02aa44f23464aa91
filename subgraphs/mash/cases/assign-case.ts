import type { EntityManager } from 'typeorm';
import { badInput, forbidden, notFound } from '../../../common/errors';
import { findMemberById, findTeams } from '../access/members';
import type { HubContext } from '../context';
import type { AssignCaseArguments } from './case-inputs';
import { recordInLedger } from './case-ledger';
import { type CaseTerms, checkConsent, checkMay, checkTerms, recordChange } from './case-rules';
import { isId } from './case-store';
import { findReachableCase, type ReachableCase } from './reachable-cases';

/**
 * Gives an open case to a team or a colleague too, and sets what it is for: level, purpose and basis together make its terms.
 *
 * @throws WITHHELD, FORBIDDEN, BAD_USER_INPUT; NOT_FOUND for a case that is closed, absent or not theirs.
 */
export async function assignCase({ caseId, ...wanted }: AssignCaseArguments, context: HubContext): Promise<void> {
  checkMay('assignment', context);
  const { team, member, until } = wanted;
  await checkAssignee({ team, member, until }, context);
  await context.database.transaction(async (tx) => {
    const row = await holdOpenCase(caseId, context, tx);
    // Emergency access was taken by one person, who answers for it: nobody else comes in through it, and it keeps its terms.
    if (row.endsAt !== null) throw forbidden('Emergency access is for whoever took it alone; a contact opens a case for others');
    const terms = {
      purpose: wanted.purpose ?? row.purpose,
      basis: wanted.basis ?? row.basis,
      level: wanted.level ?? row.level,
    };
    const changed = terms.purpose !== row.purpose || terms.basis !== row.basis || terms.level !== row.level;
    if (changed) {
      checkTerms(terms, context);
      await tx.query('update "case" set purpose = $2, basis = $3, level = $4 where id = $1', [
        row.id,
        terms.purpose,
        terms.basis,
        terms.level,
      ]);
      await recordChange(tx, row.id, context);
    }
    if (changed || wanted.consent || wanted.consentReason) await recordConsent(tx, row, terms, wanted);
    await assign(tx, row.id, { team, member, until }, context);
    await recordInLedger(tx, row.id, 'ASSIGNED', context);
  });
}

/** What is recorded about consent must go with the terms that the case now has. */
async function recordConsent(
  tx: EntityManager,
  row: ReachableCase,
  terms: CaseTerms,
  wanted: Pick<AssignCaseArguments, 'consent' | 'consentReason'>,
): Promise<void> {
  const said = { consent: wanted.consent ?? row.consent, reason: wanted.consentReason ?? row.consentReason };
  const { consent, reason } = checkConsent(terms, said);
  await tx.query('update "case" set consent = $2, consent_reason = $3 where id = $1', [row.id, consent, reason]);
}

/** The open case, kept from changing until the transaction ends. @throws NOT_FOUND */
export async function holdOpenCase(caseId: string, context: HubContext, tx: EntityManager): Promise<ReachableCase> {
  if (!isId(caseId)) throw notFound();
  await tx.query('select id from "case" where id = $1 for update', [caseId]);
  const row = await findReachableCase(caseId, context, tx);
  if (row === undefined || row.status !== 'OPEN') throw notFound();
  return row;
}

interface Assignee {
  readonly team?: string | null;
  readonly member?: string | null;
  readonly until?: Date | null;
}

/** Assigns once: doing it again changes its end and nothing else. */
export async function assign(
  tx: EntityManager,
  caseId: string,
  { team, member, until = null }: Assignee,
  { now, principal }: HubContext,
): Promise<void> {
  const rows = [
    [team, null],
    [null, member],
  ].filter((row) => row.some((one) => one !== null && one !== undefined));
  for (const [toTeam, toMember] of rows) {
    await tx.query(
      `insert into case_assignment (case_id, team, member, assigned_at, assigned_by, ends_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (case_id, coalesce(team, ''), coalesce(member, '')) do update set ends_at = excluded.ends_at`,
      [caseId, toTeam, toMember, now(), principal.sub, until],
    );
  }
}

async function checkAssignee({ team, member, until }: Assignee, { database, now }: HubContext): Promise<void> {
  if (until && until <= now()) throw badInput('until: must be later than now');
  if (typeof team === 'string' && !(await findTeams(database, now())).includes(team)) {
    throw badInput('team: no such team; `teams` lists them');
  }
  if (typeof member === 'string' && (await findMemberById(member, database, now())) === null) {
    throw badInput('member: nobody of that id is a member now; `colleagues` lists them');
  }
}
