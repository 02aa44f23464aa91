import type { Address } from '../person';
import type { PreparedAddress, PreparedLine } from './prepared';
import { compact, fold } from './text';

const BRITISH = /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/;
/** The NHS's postcodes for no fixed abode, unknown and abroad: they say that there is no place. */
const NOWHERE = /^ZZ99/;

export function prepareAddress({ lines, postcode }: Address): PreparedAddress {
  const folded = lines.map(fold).filter((line) => line !== '');
  const code = postcode?.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const known = code === undefined || code === '' || NOWHERE.test(code) ? undefined : code;
  const prepared = folded.map(prepareLine).filter(({ text }) => text !== '');
  return {
    lines: prepared,
    letters: prepared.reduce((sum, { text }) => sum + text.length, 0),
    pairs: allPairs(prepared),
    numbers: folded.flatMap((line) => line.match(/\d+[a-z]?/g) ?? []),
    text: compact(folded.join('')),
    postcode: known,
    outward: known === undefined ? undefined : BRITISH.exec(known)?.[1],
  };
}

function allPairs(lines: readonly PreparedLine[]): Uint32Array {
  if (lines.length === 1) return (lines[0] as PreparedLine).pairs;
  const pairs = new Uint32Array(lines.reduce((sum, line) => sum + line.pairs.length, 0));
  let at = 0;
  for (const line of lines) {
    pairs.set(line.pairs, at);
    at += line.pairs.length;
  }
  return pairs.sort();
}

/** A line without its numbers. */
function prepareLine(line: string): PreparedLine {
  const text = compact(line.replace(/\d+[a-z]?\b/g, ' '));
  return { text, pairs: letterPairs(text) };
}

/** Small whole numbers: the processor compares them far faster than texts. Two pairs rarely share one, and then little is lost. */
function letterPairs(text: string): Uint32Array {
  const pairs = new Uint32Array(Math.max(0, text.length - 1));
  for (let at = 0; at < pairs.length; at += 1) {
    pairs[at] = ((text.charCodeAt(at) & 0x3ff) << 10) | (text.charCodeAt(at + 1) & 0x3ff);
  }
  return pairs.sort();
}
