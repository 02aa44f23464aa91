import type { PreparedName, PreparedPerson } from '../prepare/prepared';
import { familyFinding } from './family';
import { type Finding, MISSING } from './finding';
import { givenFinding } from './given';
import { likeness } from './similarity';

export interface NameFindings {
  readonly given: Finding;
  readonly family: Finding;
}

/** Best first: of several names of a person the pair that agrees best is the one that speaks. */
export const GIVEN_LEVELS = [
  'exact',
  'previous',
  'variant',
  'one-edit',
  'jaro-winkler-0.9',
  'swapped',
  'phonetic',
  'jaro-winkler-0.8',
  'initial',
  'other-name',
  'half-swapped',
  'first-name-only',
  'different',
] as const;

export const FAMILY_LEVELS = [
  'exact',
  'previous',
  'one-edit',
  'jaro-winkler-0.9',
  'part',
  'phonetic',
  'jaro-winkler-0.8',
  'different',
] as const;

const rank = (levels: readonly string[], { level }: Finding): number =>
  levels.includes(level) ? levels.indexOf(level) : levels.length;
const cost = ({ given, family }: NameFindings): number => rank(GIVEN_LEVELS, given) + rank(FAMILY_LEVELS, family);
/** Decides between names that agree equally well, the same way whichever side is left. */
const label = ({ given, family }: NameFindings): string => [given.level, given.value, family.level, family.value].join();

/** Compares two people's names: every name of one with every name of the other, given with family name where they changed places. */
export function compareNames(left: PreparedPerson, right: PreparedPerson): NameFindings {
  if (left.names.length === 1 && right.names.length === 1) return compareTwo(left.names[0]!, right.names[0]!);
  let best: NameFindings = { given: MISSING, family: MISSING };
  let least = Number.POSITIVE_INFINITY;
  left.names.forEach((ours, l) => {
    right.names.forEach((theirs, r) => {
      const found = compareTwo(ours, theirs);
      const price = cost(found) + (l + r > 0 ? 0.5 : 0);
      const named = l + r > 0 ? asPrevious(found) : found;
      if (price > least || (price === least && label(named) >= label(best))) return;
      least = price;
      best = named;
    });
  });
  return best;
}

function compareTwo(left: PreparedName, right: PreparedName): NameFindings {
  const straight = { given: givenFinding(left, right), family: familyFinding(left, right) };
  const isPoor = [straight.given.level, straight.family.level].every((level) => POOR.has(level));
  if (!isPoor) return straight;
  const swapped = swappedFinding(left, right);
  // The whole weight stands with the given name: it is one event, not two.
  return swapped === undefined ? straight : { given: swapped, family: { level: 'swapped' } };
}

const POOR = new Set(['different', 'missing', 'jaro-winkler-0.8', 'initial', 'phonetic', 'other-name']);

/** One name in the other's place: on both sides, or on one while the other name is missing or another one. */
function swappedFinding(left: PreparedName, right: PreparedName): Finding | undefined {
  const crossings = [
    [left.givenText, right.family],
    [right.givenText, left.family],
  ].map(([one, other]) => (one === '' || other === '' ? 0 : likeness(one as string, other as string)));
  const [least, most] = crossings.sort((one, other) => one - other) as [number, number];
  if (most < 0.9) return undefined;
  return { level: least >= 0.7 ? 'swapped' : 'half-swapped' };
}

/** The name that agrees is not the one in use on both sides. */
const asPrevious = ({ given, family }: NameFindings): NameFindings => ({
  given,
  family: family.level === 'exact' || family.level === 'one-edit' ? { ...family, level: 'previous' } : family,
});
