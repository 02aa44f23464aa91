import type { EntityManager } from 'typeorm';
import type { Basis } from '../../../common/access/subject';
import type { Purposes } from '../../../common/access/purposes';
import { decisionFor } from '../../../common/access/verdicts';
import { withheldError } from '../../../common/access/withheld-error';
import { badInput, forbidden } from '../../../common/errors';
import type { HubContext } from '../context';
import { markCase } from '../threshold/kept/due';
import { levelOf, REVIEWING } from './reachable-cases';

/** What a case lets its holders ask for. */
export interface CaseTerms {
  readonly purpose: string;
  readonly basis: Basis;
  readonly level: number | null;
}

const LONGEST_REASON = 4_000;

/**
 * Whether these terms go together (`policy/purposes.yaml`), and may be set by this person: nobody opens a way to records
 * for a purpose that they could not pursue themselves.
 *
 * @throws BAD_USER_INPUT, FORBIDDEN
 */
export function checkTerms(
  terms: CaseTerms,
  { purposes, principal }: { purposes: Purposes; principal: HubContext['principal'] },
): void {
  const purpose = purposes.get(terms.purpose);
  if (purpose === undefined || purpose.case !== 'required' || REVIEWING.includes(terms.purpose)) {
    throw badInput('purpose: no case is opened for it');
  }
  if (!purpose.roles.some((role) => principal.roles.includes(role))) {
    throw forbidden('purpose: your role does not work for it; hand the contact on at a purpose of yours');
  }
  const level = levelOf(terms);
  if (terms.level !== null && !(Number.isInteger(terms.level) && terms.level >= 1 && terms.level <= 4)) {
    throw badInput('level: must be from 1 to 4');
  }
  if (level < purpose.fromLevel || level > purpose.toLevel) {
    throw badInput(`level: ${purpose.id} is for levels ${purpose.fromLevel} to ${purpose.toLevel}`);
  }
  if (!purpose.bases.includes(terms.basis)) throw badInput(`basis: ${purpose.id} takes ${purpose.bases.join(', ')}`);
}

/** A reason that somebody can read later. @throws BAD_USER_INPUT */
export function checkReason(reason: string): string {
  const trimmed = reason.trim();
  if (trimmed === '' || trimmed.length > LONGEST_REASON)
    throw badInput(`reason: must say why, in at most ${LONGEST_REASON} characters`);
  return trimmed;
}

/** Whether the hub's agreement lets this principal do what the category stands for. @throws WITHHELD */
export function checkMay(category: 'contacts' | 'assignment', context: HubContext): void {
  const decision = decisionFor(context, context.principal, category);
  if (decision.state !== 'CONTENT') throw withheldError(context.agreement, category, decision.rule);
}

/** Keeps what the case allowed from this moment on, and who made it so. */
export async function recordChange(tx: EntityManager, caseId: string, context: HubContext): Promise<void> {
  await tx.query(
    `insert into case_change (case_id, at, by_member, rid, level, purpose, basis, status)
     select id, $2, $3, $4, level, purpose, basis, status from "case" where id = $1`,
    [caseId, context.now(), context.principal.sub, context.principal.rid],
  );
  await markCase(tx, caseId);
}
