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
  return {
    lines: folded.map(prepareLine).filter(({ text }) => text !== ''),
    numbers: folded.flatMap((line) => line.match(/\d+[a-z]?/g) ?? []),
    text: compact(folded.join('')),
    postcode: known,
    outward: known === undefined ? undefined : BRITISH.exec(known)?.[1],
  };
}

/** A line without its numbers. */
function prepareLine(line: string): PreparedLine {
  const text = compact(line.replace(/\d+[a-z]?\b/g, ' '));
  const pairs: number[] = [];
  for (let at = 0; at + 1 < text.length; at += 1) pairs.push(text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1));
  return { text, pairs: pairs.sort((left, right) => left - right) };
}
