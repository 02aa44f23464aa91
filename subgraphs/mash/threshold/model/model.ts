import type { Relation } from '../../../../common/access/subject';
import type { Signal } from '../../../../common/signal';
import type { Catalogue } from '../policy/indicators';

/**
 * A partnership's threshold model, read from `policy/thresholds/*.yaml`: the closed vocabulary in which its rules are
 * written, and nothing a file could smuggle code into.
 */
export interface ThresholdModel {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly partnership: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /**
   * Areas of the Assessment Framework in which a signal about somebody else of the household says something of this child:
   * a brother's asthma is his own need, his neglect is the home's.
   */
  readonly householdAreas: ReadonlySet<string>;
  /** From the lowest up. */
  readonly levels: readonly Level[];
  readonly rules: readonly Rule[];
  readonly catalogue: Catalogue;
}

export interface Level {
  readonly level: number;
  readonly name: string;
  readonly response: string;
}

export interface Rule {
  readonly id: string;
  readonly level: number;
  /** The partnership's own words, as staff read them. */
  readonly wording: string;
  readonly source: string;
  readonly when: Condition;
}

/** Which signals a condition is about. Every part must hold. */
export interface Selector {
  /** Codes of the catalogue; a class, an area or a level in the file is worked out to them when it is read. */
  readonly indicators: ReadonlySet<string>;
  /** How the person whom the signal is about relates to the child. */
  readonly about: ReadonlySet<Relation>;
  readonly confidence: ReadonlySet<Signal['confidence']>;
  /** Observed in the last so many days. */
  readonly within?: number;
}

/** What an inspector would look for in records, joined with what is known of the child; three-valued. */
export type Condition =
  | { readonly kind: 'has'; readonly of: Selector }
  | { readonly kind: 'count'; readonly of: Selector; readonly atLeast: number }
  | { readonly kind: 'distinct'; readonly by: Distinction; readonly of: Selector; readonly atLeast: number }
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: StandingCondition }
  | { readonly kind: 'household'; readonly who: 'adults' | 'children'; readonly atLeast: number }
  | { readonly kind: 'judgement'; readonly judgement: Judgement }
  | StandingCondition;

/**
 * Facts about where the child stands. Only these may be negated: a person not reported to be violent is not a person known
 * to be peaceful.
 */
export type StandingCondition =
  | { readonly kind: 'age'; readonly from?: number; readonly below?: number }
  | { readonly kind: 'unborn' }
  | { readonly kind: 'plan'; readonly of: Selector };

/** What different signals are counted by. */
export type Distinction = 'dimension' | 'agency';

/** A dated judgement that a professional makes about a carer; no record shows it. */
export const JUDGEMENTS = ['MOTIVATION_OR_CAPACITY_LOW'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** The conditions of which a condition is put together; itself, when of none. */
export function partsOf(condition: Condition): Condition[] {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.conditions.flatMap(partsOf);
  return condition.kind === 'not' ? [condition.condition] : [condition];
}

/** Every selector of a condition and its parts. */
export const selectorsIn = (condition: Condition): Selector[] =>
  partsOf(condition).flatMap((part) => ('of' in part ? [part.of] : []));

/** Every indicator that a condition looks at. */
export const indicatorsIn = (condition: Condition): ReadonlySet<string> =>
  new Set(selectorsIn(condition).flatMap(({ indicators }) => [...indicators]));
