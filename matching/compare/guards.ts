import type { Conflict } from '../comparison';
import type { MatchingModel } from '../model';
import type { PreparedPerson } from '../prepare/prepared';
import type { Findings } from './fields';
import { isKnownName } from './name-variants';

/** A name borne by at least this share of the people is one in use, and no slip of the pen. */
const IN_USE = 0.0005;
/** Of shorter names a single letter makes another name: Mia, Mya, Mila. */
const SHORT = 4;

const GIVEN_AGREES: ReadonlySet<string> = new Set(['exact', 'previous', 'variant', 'one-edit', 'jaro-winkler-0.9', 'swapped']);
const FAMILY_AGREES: ReadonlySet<string> = new Set([
  'exact',
  'previous',
  'one-edit',
  'jaro-winkler-0.9',
  'part',
  'phonetic',
  'jaro-winkler-0.8',
  'swapped',
]);
const BIRTH_AGREES: ReadonlySet<string> = new Set(['exact', 'day-month-swapped', 'one-edit']);
const SAME_HOUSE: ReadonlySet<string> = new Set(['same', 'similar-0.8']);
const SAME_POSTCODE: ReadonlySet<string> = new Set(['exact', 'previous']);
/** A slip of one digit may be twenty years; a father and his son of one name are that far apart. */
const GENERATION_YEARS = 10;

export function conflictsOf(left: PreparedPerson, right: PreparedPerson, findings: Findings): Conflict[] {
  const conflicts: Conflict[] = [];
  const { nhsNumber: ours } = left;
  const { nhsNumber: theirs } = right;
  if (ours?.isValid && theirs?.isValid && ours.digits !== theirs.digits) conflicts.push('different-nhs-numbers');
  if (diedBefore(left, right) || diedBefore(right, left)) conflicts.push('deceased-before-born');
  const birthDiffers = findings.birth.level !== 'missing' && !BIRTH_AGREES.has(findings.birth.level) && !isExpected(findings);
  if (findings.sex.level === 'different' && birthDiffers) conflicts.push('sex-and-birth-differ');
  return conflicts;
}

const diedBefore = ({ person: { deceasedOn } }: PreparedPerson, { person: { dateOfBirth } }: PreparedPerson): boolean =>
  deceasedOn !== undefined && dateOfBirth !== undefined && deceasedOn < dateOfBirth;

const isExpected = ({ birth }: Findings): boolean => birth.level.startsWith('expected');

/** Same family name and same birth date or home, and nothing to show that the given name is the same: twins, siblings, parent and child. */
export function looksLikeSiblings(
  model: MatchingModel,
  left: PreparedPerson,
  right: PreparedPerson,
  findings: Findings,
): boolean {
  const { given, family, birth, address, postcode } = findings;
  if (!FAMILY_AGREES.has(family.level)) return false;
  const sharesHome = SAME_HOUSE.has(address.level) || SAME_POSTCODE.has(postcode.level);
  if (!BIRTH_AGREES.has(birth.level) && !isExpected(findings) && !sharesHome) return false;
  return !GIVEN_AGREES.has(given.level) || areTwoNames(model, left, right, given.level);
}

/** Two names that differ in a letter or two, each a name in its own right: Jayden and Hayden are brothers. */
function areTwoNames(model: MatchingModel, left: PreparedPerson, right: PreparedPerson, level: string): boolean {
  if (level !== 'one-edit' && level !== 'jaro-winkler-0.9') return false;
  const [ours, theirs] = [left.names[0]?.given[0] ?? '', right.names[0]?.given[0] ?? ''];
  if (ours === theirs) return false;
  return Math.min(ours.length, theirs.length) <= SHORT || (isInUse(model, ours) && isInUse(model, theirs));
}

const isInUse = (model: MatchingModel, name: string): boolean =>
  isKnownName(name) || (model.frequencies.given?.values.get(name) ?? 0) >= IN_USE;

/** An automatic link needs names and birth date, or a number that was issued to the person with nothing against it. */
export function isThin(left: PreparedPerson, right: PreparedPerson, findings: Findings): boolean {
  const { given, family, birth, nhsNumber, upn, contact } = findings;
  const isGivenSame = GIVEN_AGREES.has(given.level);
  const isFamilySame = FAMILY_AGREES.has(family.level);
  const isBirthSame = BIRTH_AGREES.has(birth.level) && !isGenerationApart(left, right);
  if (isGivenSame && isFamilySame && isBirthSame) return false;
  const isIssued = (nhsNumber.level === 'same' && left.nhsNumber?.isValid === true) || upn.level === 'same';
  const isAgainst = given.level === 'different' || (birth.level !== 'missing' && !isBirthSame);
  if (isIssued) return isAgainst;
  // An e-mail address or telephone of one's own stands in for one of the three, never against what is known.
  const agreeing = [isGivenSame, isFamilySame, isBirthSame].filter(Boolean).length;
  const missing = [given, family, birth].filter(({ level }) => level === 'missing').length;
  return !(contact.level === 'same' && isBirthSame && isGivenSame && agreeing + missing === 3);
}

const isGenerationApart = ({ birth: left }: PreparedPerson, { birth: right }: PreparedPerson): boolean =>
  left !== undefined && right !== undefined && Math.abs(left.year - right.year) >= GENERATION_YEARS;
