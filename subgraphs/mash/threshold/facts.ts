import type { Relation } from '../../../common/access/subject';
import type { StoredSignal } from '../signals/signals';
import type { Judgement } from './model/model';

/** A signal with how the person it is about relates to the child who is assessed. */
export type TellingSignal = StoredSignal & { readonly relation: Relation };

/** Why an agency's answer is not to be had now. */
export const SILENCE_REASONS = ['UNAVAILABLE', 'NEVER_HEARD', 'NOT_YET_TOLD', 'STALE', 'NOT_LINKED'] as const;

/** An agency that did not answer: its last known signals stand, and it may hold more. */
export interface Silence {
  /** Registry name. */
  readonly agency: string;
  readonly reason: (typeof SILENCE_REASONS)[number];
  /** Since when nothing newer is known; null when it was never heard. */
  readonly since: Date | null;
  /** What its records could show. */
  readonly indicators: ReadonlySet<string>;
  /** Of whom it may hold more; absent: of anybody the assessment is about. */
  readonly about?: ReadonlySet<Relation>;
}

/** All that an assessment is made of: the same facts always give the same answer, whatever their order. */
export interface ThresholdFacts {
  /** ISO date of the assessment, in England. */
  readonly today: string;
  readonly child: { readonly unborn: boolean; readonly dateOfBirth?: string };
  /** Other people who are known to live with the child. */
  readonly household: { readonly adults: number; readonly children: number };
  /** About the child and their household; expired, future and unknown ones do no harm here. */
  readonly signals: readonly TellingSignal[];
  readonly silences: readonly Silence[];
  /** Absent: nobody has judged yet. */
  readonly judgements: Readonly<Partial<Record<Judgement, boolean>>>;
}

/** Whether a signal counts on that day: observed by then, and not expired. */
export const standsOn = ({ observedOn, expires }: StoredSignal, today: string): boolean =>
  observedOn <= today && (expires === undefined || expires >= today);

/**
 * What makes two signals the same event (RAM-7): the name the agencies give it, else the record it was read from. The same
 * event told about mother and child, or by two agencies, is one.
 */
export const eventOf = ({ event, agency, source, indicator }: StoredSignal): string =>
  // A line break stands in no id and no code: two records never read as one.
  event ?? `${agency}\n${source}\n${indicator}`;
