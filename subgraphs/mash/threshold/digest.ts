import { sha256 } from '../../../common/publishing/digest';
import { eventOf, type Silence, type TellingSignal, type ThresholdFacts } from './facts';
import type { ThresholdModel } from './model/model';

/** What an assessment came to, as far as its reader may know. */
export interface Digested {
  readonly level: number;
  readonly couldReach: number;
  /** As `inOrder` gives it. */
  readonly evidence: readonly Ordered[];
  readonly silences: readonly Silence[];
  readonly judgements: ThresholdFacts['judgements'];
}

/** A word that JSON writes as it stands: no quote, backslash, control character or half of a character in it. */
const WORD = String.raw`"[ !#-\[\]-\ud7ff\ue000-\uffff]*"`;
/** Eleven values; a quote in one of them would make it more. */
const AS_IT_STANDS = new RegExp(String.raw`^\[(?:${WORD},){8}(?:null|${WORD}),(?:true|false),(?:null|${WORD})\]$`);

/**
 * Canonical text of a signal: its values in one order, as JSON, which two signals share only when they say the same. Written
 * out by hand where nothing is to be escaped, which is faster: this text is most of what an assessment costs.
 */
export function textOf(signal: TellingSignal): string {
  const { indicator, agency, relation, observedOn, recordedOn, confidence, category, source, expires, disputed, event } = signal;
  const told = `["${indicator}","${agency}","${relation}","${observedOn}","${recordedOn}","${confidence}","${category}","${source}"`;
  const text = `${told},${quoted(expires)},${disputed},${quoted(event)}]`;
  if (AS_IT_STANDS.test(text)) return text;
  return JSON.stringify([
    ...[indicator, agency, relation, observedOn, recordedOn, confidence],
    ...[category, source, expires ?? null, disputed, event ?? null],
  ]);
}

const quoted = (text: string | null | undefined): string => (text === undefined || text === null ? 'null' : `"${text}"`);

/**
 * SHA-256, hexadecimal, over the model, the result, who was silent, what was judged and the evidence: two assessments with
 * one digest were made of the same. Neither the order of silences nor the day matters.
 */
export function digestOf(
  { id, version, sha256: file }: ThresholdModel,
  { level, couldReach, evidence, silences, judgements }: Digested,
): string {
  const silent = silences.map(({ agency, reason }) => `${agency} ${reason}`).sort();
  const judged = Object.entries(judgements).sort(([left], [right]) => (left < right ? -1 : 1));
  const head = JSON.stringify([id, version, file, level, couldReach, silent, judged]);
  return sha256(`${head}\n${evidence.map(({ text }) => text).join('\n')}`);
}

/** A signal with what an assessment asks for again and again, worked out once. */
export interface Ordered {
  readonly signal: TellingSignal;
  readonly text: string;
  readonly event: string;
  /** Place in that order. */
  readonly position: number;
}

/** The same signals in one order, whatever order they came in; a signal told twice is one. */
export function inOrder(signals: readonly TellingSignal[]): Ordered[] {
  const all = signals.map((signal) => ({ signal, text: textOf(signal), event: eventOf(signal), position: 0 }));
  all.sort((left, right) => (left.text < right.text ? -1 : left.text > right.text ? 1 : 0));
  const once = all.filter(({ text }, index) => index === 0 || text !== all[index - 1]?.text);
  for (const [position, one] of once.entries()) one.position = position;
  return once;
}
