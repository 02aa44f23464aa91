import { jaroWinkler } from '@skyra/jaro-winkler';
import { distance } from 'fastest-levenshtein';

/** Jaro-Winkler similarity, 0 to 1. The library's answer may depend on the order of two texts of one length; ours does not. */
export function likeness(left: string, right: string): number {
  if (left === right) return 1;
  return left < right ? jaroWinkler(left, right) : jaroWinkler(right, left);
}

/** True when a letter was put in, left out, replaced, or changed places with its neighbour. Equal texts are no edit apart. */
export function isOneEdit(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1 || left === right) return false;
  return distance(left, right) === 1 || isTransposed(left, right);
}

/** True when two neighbouring letters changed places. */
export function isTransposed(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return (
    left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2) && at + 1 < left.length
  );
}

/** Letters to put in, leave out or replace (Levenshtein). */
export const edits = (left: string, right: string): number => distance(left, right);

/** How many members two sorted lists have in common. */
export function common(left: Uint32Array, right: Uint32Array): number {
  let [l, r, count] = [0, 0, 0];
  while (l < left.length && r < right.length) {
    const [one, other] = [left[l] as number, right[r] as number];
    if (one === other) count += 1;
    if (one <= other) l += 1;
    if (one >= other) r += 1;
  }
  return count;
}

/** Dice coefficient of two sorted lists, 0 to 1. */
export const dice = (left: Uint32Array, right: Uint32Array): number =>
  left.length + right.length === 0 ? 0 : (2 * common(left, right)) / (left.length + right.length);

/** True when two lists have a member in common. */
export const overlap = (left: readonly string[], right: readonly string[]): boolean => left.some((one) => right.includes(one));
