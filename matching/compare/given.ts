import type { PreparedName } from '../prepare/prepared';
import { DIFFERENT, type Finding, MISSING } from './finding';
import { areForms } from './name-variants';
import { isOneEdit, likeness, overlap } from './similarity';

/** Compares given names. The first decides; the others help where the first is an initial, is not used, or is one that many bear. */
export function givenFinding(left: PreparedName, right: PreparedName): Finding {
  const [ours, theirs] = [left.given[0], right.given[0]];
  if (ours === undefined || theirs === undefined) return MISSING;
  if (left.givenText === right.givenText) return { level: 'exact', value: ours };
  if (ours === theirs) {
    // Brothers may all be called Muhammad first: a second name that contradicts takes most of the agreement back.
    return othersContradict(left.given, right.given)
      ? { level: 'first-name-only', value: ours }
      : { level: 'exact', value: ours };
  }
  if (ours.length === 1 || theirs.length === 1) return ours[0] === theirs[0] ? { level: 'initial' } : DIFFERENT;
  const isContradicted = othersContradict(left.given, right.given);
  if (areForms(ours, theirs)) return { level: isContradicted ? 'first-name-only' : 'variant' };
  if (isContradicted) return likeness(ours, theirs) >= 0.9 ? { level: 'first-name-only' } : DIFFERENT;
  if (isOneEdit(ours, theirs) || isOneEdit(left.givenText, right.givenText)) return { level: 'one-edit' };
  const alike = Math.max(likeness(ours, theirs), likeness(left.givenText, right.givenText));
  if (alike >= 0.9) return { level: 'jaro-winkler-0.9' };
  if (left.given.length + right.given.length > 2 && overlap(left.given, right.given)) return { level: 'other-name' };
  if (alike >= 0.7 && overlap(left.givenSounds, right.givenSounds)) return { level: 'phonetic' };
  return alike >= 0.8 ? { level: 'jaro-winkler-0.8' } : DIFFERENT;
}

function othersContradict(left: readonly string[], right: readonly string[]): boolean {
  const [ours, theirs] = [left[1], right[1]];
  if (ours === undefined || theirs === undefined || ours === theirs) return false;
  if (ours.length === 1 || theirs.length === 1) return ours[0] !== theirs[0];
  return !areForms(ours, theirs) && likeness(ours, theirs) < 0.85 && !overlap(left.slice(1), right.slice(1));
}
