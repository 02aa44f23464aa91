import type { PreparedAddress, PreparedLine, PreparedPerson } from '../prepare/prepared';
import { better, DIFFERENT, type Finding, MISSING } from './finding';
import { common, dice, isOneEdit, overlap } from './similarity';

export const ADDRESS_LEVELS = [
  'same',
  'same-street',
  'similar-0.8',
  'similar-0.6',
  'similar-0.4',
  'similar-0.25',
  'different',
] as const;
export const POSTCODE_LEVELS = ['exact', 'previous', 'one-edit', 'outward', 'two-edits', 'different'] as const;

/** Compares addresses: the pair that agrees best of all that either side knows, current and previous. */
export function compareAddresses(left: PreparedPerson, right: PreparedPerson): Finding {
  let best = MISSING;
  for (const ours of left.addresses) {
    for (const theirs of right.addresses) {
      best = better(ADDRESS_LEVELS, best, twoAddresses(ours, theirs));
    }
  }
  return best;
}

function twoAddresses(left: PreparedAddress, right: PreparedAddress): Finding {
  if (left.text === '' || right.text === '') return MISSING;
  if (left.text === right.text) return { level: 'same', value: left.text };
  if (left.lines.length === 0 || right.lines.length === 0) return MISSING;
  const fewest = Math.min(left.pairs.length, right.pairs.length);
  // Most pairs have nothing in common, which shows without laying lines side by side.
  if (common(left.pairs, right.pairs) < fewest * LEAST_COMMON) return DIFFERENT;
  // A town alone does not tell where somebody lives.
  if (Math.min(left.letters, right.letters) < Math.max(left.letters, right.letters) * LEAST_COVERED)
    return { level: 'similar-0.4' };
  const similar = similarity(left.lines, right.lines);
  const numbersDiffer = left.numbers.length > 0 && right.numbers.length > 0 && !overlap(left.numbers, right.numbers);
  if (similar >= 0.95) return { level: numbersDiffer ? 'same-street' : 'same' };
  for (const [least, level] of BANDS) if (similar >= least) return { level };
  return DIFFERENT;
}

const LEAST_COMMON = 0.2;
const LEAST_COVERED = 0.4;

const BANDS = [
  [0.8, 'similar-0.8'],
  [0.6, 'similar-0.6'],
  [0.4, 'similar-0.4'],
  [0.25, 'similar-0.25'],
] as const;

/** How much of the shorter address the other has: lines change places and go missing. */
function similarity(left: readonly PreparedLine[], right: readonly PreparedLine[]): number {
  if (left.length < right.length) return shareFound(left, right);
  if (left.length > right.length) return shareFound(right, left);
  return (shareFound(left, right) + shareFound(right, left)) / 2;
}

/** Each line with its likest in the other address, longer lines counting for more. */
function shareFound(fewer: readonly PreparedLine[], more: readonly PreparedLine[]): number {
  let [total, letters] = [0, 0];
  for (const line of fewer) {
    let best = 0;
    for (const other of more) {
      const most = Math.min(line.pairs.length, other.pairs.length) / Math.max(line.pairs.length, other.pairs.length);
      if (line.text === other.text) best = 1;
      // However many pairs they share, lines of such different lengths cannot be liker than this.
      else if ((2 * most) / (1 + most) > best) best = Math.max(best, dice(line.pairs, other.pairs));
    }
    total += best * line.text.length;
    letters += line.text.length;
  }
  return letters === 0 ? 0 : total / letters;
}

export function comparePostcodes(left: PreparedPerson, right: PreparedPerson): Finding {
  let best = MISSING;
  left.addresses.forEach((ours, l) => {
    right.addresses.forEach((theirs, r) => {
      if (ours.postcode === undefined || theirs.postcode === undefined) return;
      const found = twoPostcodes(ours, theirs);
      const named = found.level === 'exact' && l + r > 0 ? { ...found, level: 'previous' } : found;
      best = better(POSTCODE_LEVELS, best, named);
    });
  });
  return best;
}

function twoPostcodes(left: PreparedAddress, right: PreparedAddress): Finding {
  const [ours, theirs] = [left.postcode as string, right.postcode as string];
  if (ours === theirs) return { level: 'exact', value: ours };
  if (isOneEdit(ours, theirs)) return { level: 'one-edit' };
  if (left.outward !== undefined && left.outward === right.outward) return { level: 'outward' };
  return ours.length === theirs.length && differing(ours, theirs) <= 2 ? { level: 'two-edits' } : DIFFERENT;
}

function differing(left: string, right: string): number {
  let count = 0;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) count += 1;
  return count;
}
