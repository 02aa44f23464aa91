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

/** Canonical text of a signal, worked out once: an assessment asks for it to sort, to tell apart and to digest. */
const texts = new WeakMap<TellingSignal, string>();

function textOf(signal: TellingSignal): string {
  const text = texts.get(signal) ?? canonicalJson(signal);
  texts.set(signal, text);
  return text;
}

/**
 * SHA-256, hexadecimal, over canonical JSON of the model, the result, who was silent and the evidence: two assessments with
 * one digest were made of the same. Neither the order of silences nor the day matters.
 *
 * @param evidence as `inOrder` gives it.
 */
export function digestOf(
  { id, version, sha256: file }: ThresholdModel,
  { level, couldReach, evidence, silences }: Digested,
): string {
  const silent = silences.map(({ agency, reason }) => `${agency} ${reason}`).sort();
  return sha256(
    `${canonicalJson({ model: { id, version, file }, level, couldReach, silent })}\n${evidence.map(textOf).join('\n')}`,
  );
}

/** The same signals in one order, whatever order they came in; a signal told twice is one. */
export function inOrder(signals: readonly TellingSignal[]): TellingSignal[] {
  const byText = new Map(signals.map((signal) => [textOf(signal), signal]));
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, signal]) => signal);
}
