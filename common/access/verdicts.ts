import type { Agreement, Decision } from './agreement';
import { decide } from './decide';
import type { DisclosureTally } from './disclosure';
import type { Principal, Subject } from './subject';

/** The part of a request's context that access decisions need. */
export interface AccessContext {
  readonly agreement: Agreement;
  readonly principal: Principal;
  readonly disclosures: DisclosureTally;
  now(): Date;
}

type BySubject = WeakMap<Subject, Map<string, Decision>>;

/** Decisions already made in one request. A context lives as long as its request, so nothing outlives it. */
const made = new WeakMap<object, BySubject>();

/** The decision about a category, made once per request and subject. */
export function decisionFor(context: AccessContext, subject: Subject, category: string): Decision {
  const known = knownDecision(context, subject, category);
  if (known !== undefined) return known;
  const decision = decide(subject, context.agreement, category, context.now());
  const bySubject: BySubject = made.get(context) ?? new WeakMap();
  made.set(context, bySubject);
  bySubject.set(subject, (bySubject.get(subject) ?? new Map<string, Decision>()).set(category, decision));
  return decision;
}

/** The decision of an earlier field of this request, if there was one: no question is asked twice. */
export const knownDecision = (context: AccessContext, subject: Subject, category: string): Decision | undefined =>
  made.get(context)?.get(subject)?.get(category);

/** For resolvers that decide by themselves: the decision on one of their fields, noted for the ledger like the guard's. */
export function askFor(context: AccessContext, subject: Subject, field: string): Decision {
  const category = context.agreement.categoryOf.get(field);
  if (category === undefined) throw new Error(`${field} stands in no category of the agreement of ${context.agreement.agency}`);
  const decision = decisionFor(context, subject, category);
  context.disclosures.note(subject, category, field, decision);
  return decision;
}
