import type { Signal } from './signal';
import { addDays } from './time';

/** One place in the records where a rule holds. */
export interface Finding {
  /** Public id of the record that shows it. */
  readonly source: string;
  /** ISO date. */
  readonly observedOn: string;
  /** ISO date. */
  readonly recordedOn: string;
  readonly confidence: Signal['confidence'];
  /** Days from `observedOn` during which it counts; absent when it does not expire. */
  readonly lasts?: number;
  readonly event?: string;
}

/**
 * One rule: which indicator, of which category of the agreement, and where in the facts it shows. A rule reads records of its
 * own category only, so that a signal someone may see never depends on a record they may not.
 */
export interface SignalRule<F> {
  readonly indicator: string;
  readonly category: string;
  /** Why these records show this indicator, and the guidance or law behind the numbers; for people to read. */
  readonly because: string;
  find(facts: F, today: string): readonly Finding[];
}

/** A repeated event tells the threshold no more the tenth time; it keeps the feed bounded. */
const MOST_PER_RULE = 10;

/** Applies every rule: newest findings first, without those that have expired or lie in the future. */
export function deriveSignals<F>(rules: readonly SignalRule<F>[], facts: F, today: string): Signal[] {
  return rules.flatMap((rule) =>
    rule
      .find(facts, today)
      .map((finding) => toSignal(rule, finding))
      .filter((signal) => signal.observedOn <= today && (signal.expires === undefined || signal.expires >= today))
      .sort((a, b) => b.observedOn.localeCompare(a.observedOn) || a.source.localeCompare(b.source))
      .slice(0, MOST_PER_RULE),
  );
}

/** Every indicator that the rules can ever produce, each once. */
export function indicatorsOf(rules: readonly { readonly indicator: string }[]): string[] {
  return [...new Set(rules.map((rule) => rule.indicator))].sort();
}

/** From which categories of records each indicator comes, both in the order of the rules. */
export function categoriesOf(rules: readonly { readonly indicator: string; readonly category: string }[]): Map<string, string[]> {
  const categories = new Map<string, string[]>();
  for (const { indicator, category } of rules) {
    const known = categories.get(indicator) ?? [];
    categories.set(indicator, known.includes(category) ? known : [...known, category]);
  }
  return categories;
}

function toSignal(rule: { readonly indicator: string; readonly category: string }, finding: Finding): Signal {
  const { source, observedOn, recordedOn, confidence, lasts, event } = finding;
  return {
    indicator: rule.indicator,
    observedOn,
    recordedOn,
    confidence,
    category: rule.category,
    source,
    disputed: false,
    ...(lasts === undefined ? {} : { expires: addDays(observedOn, lasts) }),
    ...(event === undefined ? {} : { event }),
  };
}
