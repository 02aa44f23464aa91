import type { EntityManager } from 'typeorm';
import type { Basis } from '../../../common/access/subject';
import type { Purposes } from '../../../common/access/purposes';
import { decisionFor } from '../../../common/access/verdicts';
import { withheldError } from '../../../common/access/withheld-error';
import { badInput, forbidden } from '../../../common/errors';
import type { HubContext } from '../context';
import type { Consent } from './case-store';
import { markCase } from '../threshold/kept/due';
import { levelOf, REVIEWING } from './reachable-cases';
import { recordInLedger } from './case-ledger';

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

/** What became of asking the family, with why: as recorded with a case. */
export interface ConsentRecord {
  readonly consent: Consent | null;
  readonly reason: string | null;
}

/**
 * What may be recorded about consent on these terms. The basis CONSENT says that the family agreed. At level 4 it is always
 * recorded; where it was not sought there, and wherever it was refused, somebody has to say why the work goes on (seventh
 * golden rule).
 *
 * @throws BAD_USER_INPUT
 */
export function checkConsent({ basis, level }: CaseTerms, said: ConsentRecord): ConsentRecord {
  const consent = said.consent ?? (basis === 'CONSENT' ? 'GIVEN' : null);
  if (basis === 'CONSENT' && consent !== 'GIVEN') throw badInput('consent: the basis CONSENT needs consent that was GIVEN');
  if (consent === null && level === 4) throw badInput('consent: at level 4 say whether it was GIVEN, REFUSED or NOT_SOUGHT');
  const needsReason = consent === 'REFUSED' || (consent === 'NOT_SOUGHT' && level === 4);
  if (needsReason && (said.reason ?? '').trim() === '') {
    throw badInput('consentReason: say why consent was not sought, or why the work goes on although it was refused');
  }
  return { consent, reason: said.reason === null ? null : checkReason(said.reason) };
}

/** A reason that somebody can read later. @throws BAD_USER_INPUT */
export function checkReason(reason: string): string {
  const trimmed = reason.trim();
  if (trimmed === '' || trimmed.length > LONGEST_REASON)
    throw badInput(`reason: must say why, in at most ${LONGEST_REASON} characters`);
  return trimmed;
}

/** Whether the hub's agreement lets this principal do what the category stands for. @throws WITHHELD */
export function checkMay(category: 'contacts' | 'assignment' | 'emergency', context: HubContext): void {
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
  await recordInLedger(tx, caseId, 'TERMS', context);
  await markCase(tx, caseId);
}
