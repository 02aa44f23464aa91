import type { Finding } from '../../../common/signal-rules';
import { addDays, londonDate } from '../../../common/time';
import type { IncidentData } from '../../../importers/records/police';
import { type IncidentFact, isAdultOn, isChildOn, type PoliceFacts, type Role } from './facts';

export const YEAR = 365;
export const FIVE_YEARS = 1826;

export const occurredOn = (fact: IncidentFact): string => londonDate(fact.incident.occurredAt);

/** One finding for an incident. */
export function atIncident(fact: IncidentFact, confidence: Finding['confidence'], lasts: number, event?: string): Finding {
  const observedOn = occurredOn(fact);
  return {
    source: fact.incident.id,
    observedOn,
    recordedOn: londonDate(fact.incident.recordedAt ?? fact.incident.knownFrom),
    confidence,
    lasts,
    ...(event === undefined ? {} : { event: `${event}:${observedOn}` }),
  };
}

/** One finding for any other row, on its own day. */
export function atRow(
  row: { id: string; knownFrom: Date },
  observedOn: string,
  confidence: Finding['confidence'],
  lasts?: number,
): Finding {
  return {
    source: row.id,
    observedOn,
    recordedOn: londonDate(row.knownFrom),
    confidence,
    ...(lasts === undefined ? {} : { lasts }),
  };
}

type Types = readonly IncidentData['type'][];

/** Incidents of these types in which the person, a child then, took one of these parts. */
export function asChild({ person, incidents }: PoliceFacts, types: Types, roles: readonly Role[]): IncidentFact[] {
  return incidents.filter((fact) => matches(fact, types, roles) && isChildOn(person, occurredOn(fact)));
}

/** Incidents of these types in which the person, an adult then, took one of these parts. */
export function asAdult({ person, incidents }: PoliceFacts, types: Types, roles: readonly Role[]): IncidentFact[] {
  return incidents.filter((fact) => matches(fact, types, roles) && isAdultOn(person, occurredOn(fact)));
}

/** Those on or after so many days before today, and not later than today. */
export function within<T>(items: readonly T[], dateOf: (item: T) => string, days: number, today: string): T[] {
  const from = addDays(today, -days);
  return items.filter((item) => dateOf(item) >= from && dateOf(item) <= today);
}

/** One finding for each incident of these types in which the child took one of these parts. */
export const eachChild =
  (types: Types, roles: readonly Role[], confidence: Finding['confidence'], lasts: number, event?: string) =>
  (facts: PoliceFacts): Finding[] =>
    asChild(facts, types, roles).map((fact) => atIncident(fact, confidence, lasts, event));

/** One finding, at the latest of them, when there are at least so many within so many days. */
export function latestOf(incidents: readonly IncidentFact[], least: number, days: number, today: string): Finding[] {
  const recent = within(incidents, occurredOn, days, today);
  return recent[0] !== undefined && recent.length >= least ? [atIncident(recent[0], 'CREDIBLE', days)] : [];
}

function matches(fact: IncidentFact, types: Types, roles: readonly Role[]): boolean {
  return types.includes(fact.incident.type) && roles.some((role) => fact.roles.has(role));
}
