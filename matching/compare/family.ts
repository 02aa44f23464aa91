import type { PreparedName } from '../prepare/prepared';
import { DIFFERENT, type Finding, MISSING } from './finding';
import { isOneEdit, likeness, overlap } from './similarity';

const PART_LETTERS = 3;

/** Compares family names. */
export function familyFinding(left: PreparedName, right: PreparedName): Finding {
  const [ours, theirs] = [left.family, right.family];
  if (ours === '' || theirs === '') return MISSING;
  if (ours === theirs) return { level: 'exact', value: ours };
  if (isOneEdit(ours, theirs)) return { level: 'one-edit' };
  const alike = likeness(ours, theirs);
  if (alike >= 0.9) return { level: 'jaro-winkler-0.9' };
  if (left.familyParts.length + right.familyParts.length > 2 && sharesPart(left.familyParts, right.familyParts))
    return { level: 'part' };
  if (alike >= 0.7 && overlap(left.familySounds, right.familySounds)) return { level: 'phonetic' };
  return alike >= 0.8 ? { level: 'jaro-winkler-0.8' } : DIFFERENT;
}

/** One half of a double-barrelled name. */
const sharesPart = (left: readonly string[], right: readonly string[]): boolean =>
  left.some((one) => one.length >= PART_LETTERS && right.includes(one));
