import { londonDate } from '../time';
import type { Agreement, Category, Decision, Line } from './agreement';
import type { CaseSubject, Grant, Principal, Protection, Subject, View } from './subject';
import { HUB_CODE, nameOf } from './vocabulary';

/**
 * The one answer to "may they see it": every guard, list, count and signal asks this function and nothing else.
 *
 * In order: the agreement must be in force; a protection set for the person wins over every line; then content lines,
 * then existence lines (content implies existence); otherwise withheld. Every answer names its rule.
 *
 * A principal asks about their own agency's records (`own`), the hub's auditor about what a custodian lets them audit. The hub
 * employs nobody's records: `own` in its agreement lists the roles that may use a hub field without a case, whoever employs them.
 *
 * @param now the moment of the request; the agreement's dates are whole days in England.
 */
export function decide(subject: Subject, agreement: Agreement, categoryId: string, now: Date): Decision {
  const agency = nameOf(agreement.agency);
  if (!inForce(agreement, now)) return withheld(`${agency}/agreement-not-in-force`);
  const category = agreement.categories.get(categoryId);
  if (category === undefined) return withheld(`${agency}/${categoryId}/no-such-category`);
  const rule = `${agency}/${categoryId}`;
  if (subject.kind === 'principal') return decideOwn(subject, agreement, category, rule);
  if (subject.kind === 'grant' && subject.aud !== agency) return withheld(`${rule}/grant-for-another-agency`);
  return decideCase(subject, category, rule);
}

/** Whether they may know that records of this category exist, or do not. */
export function mayKnowExistence(subject: Subject, agreement: Agreement, categoryId: string, now: Date): boolean {
  return decide(subject, agreement, categoryId, now).state !== 'WITHHELD';
}

function decideOwn(principal: Principal, agreement: Agreement, category: Category, rule: string): Decision {
  const isOwn = agreement.agency === HUB_CODE || principal.agency === agreement.agency;
  const role = category.own.find((one) => principal.roles.includes(one) && (isOwn || isHubAuditor(principal, one)));
  if (role !== undefined) return { state: 'CONTENT', rule: `${rule}/own/${role}` };
  return withheld(`${rule}/${isOwn ? 'not-own-role' : 'not-own-staff'}`);
}

/** The hub employs the auditor of everybody's publishing: a custodian that names the role among its own staff means them. */
const isHubAuditor = ({ agency }: Principal, role: string): boolean => agency === HUB_CODE && role === 'ig_auditor';

function decideCase(subject: Grant | View, category: Category, rule: string): Decision {
  const content = category.content.find((line) => matches(line, subject));
  const existence = category.existence.find((line) => matches(line, subject));
  // What can tell who a person is must not even be known to exist; what can tell where they are keeps its existence.
  if (category.identifying && protects(subject, 'IDENTITY')) return withheld(`${rule}/protect-identity`);
  if (category.locating && protects(subject, 'LOCATION')) {
    return { state: (content ?? existence) ? 'EXISTENCE' : 'WITHHELD', rule: `${rule}/protect-location` };
  }
  if (content !== undefined) return { state: 'CONTENT', rule: `${rule}/content/${content.id}` };
  if (existence !== undefined) return { state: 'EXISTENCE', rule: `${rule}/existence/${existence.id}` };
  return withheld(`${rule}/no-line`);
}

function matches(line: Line, subject: CaseSubject): boolean {
  return (
    subject.level >= line.fromLevel &&
    line.purposes.includes(subject.purpose) &&
    line.bases.includes(subject.basis) &&
    line.relations.includes(subject.relation) &&
    line.roles.some((role) => subject.roles.includes(role))
  );
}

const protects = (subject: CaseSubject, what: Protection): boolean => subject.protect.includes(what);
const withheld = (rule: string): Decision => ({ state: 'WITHHELD', rule });

/** Whether the agreement holds on the day of this moment, in England. */
export function inForce(agreement: Agreement, now: Date): boolean {
  if (Number.isNaN(now.getTime())) return false;
  const day = londonDate(now);
  return agreement.validFrom <= day && day <= agreement.validUntil;
}
