import { canonicalJson, sha256 } from '../../../common/publishing/digest';
import type { Silence, TellingSignal } from './facts';
import type { ThresholdModel } from './model/model';

/** What an assessment came to, as far as its reader may know. */
export interface Digested {
  readonly level: number;
  readonly couldReach: number;
  readonly evidence: readonly TellingSignal[];
  readonly silences: readonly Silence[];
}

/**
 * SHA-256, hexadecimal, over canonical JSON of the model, the evidence, who was silent and the result: two assessments with
 * one digest were made of the same. The order of evidence does not matter, and neither does the day.
 */
export function digestOf(
  { id, version, sha256: file }: ThresholdModel,
  { level, couldReach, evidence, silences }: Digested,
): string {
  return sha256(
    canonicalJson({
      model: { id, version, file },
      level,
      couldReach,
      silent: silences.map(({ agency, reason }) => `${agency} ${reason}`).sort(),
      evidence: inOrder(evidence),
    }),
  );
}

/** The same signals in one order, whatever order they came in; a signal told twice is one. */
export function inOrder(signals: readonly TellingSignal[]): TellingSignal[] {
  const byText = new Map(signals.map((signal) => [canonicalJson(signal), signal]));
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, signal]) => signal);
}
