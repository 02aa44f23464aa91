import type { Conflict } from '../comparison';
import type { MatchingModel } from '../model';
import type { PreparedPerson } from '../prepare/prepared';
import type { Findings } from './fields';
import { areForms, KNOWN_NAMES, mayBeTwins } from './name-variants';
import { isOneEdit, likeness } from './similarity';

/** A name borne by at least this share of the people is one in use, and no slip of the pen. */
const IN_USE = 0.0005;
/** Of shorter names a single letter makes another name: Mia, Mya, Mila. */
const SHORT = 4;

const GIVEN_AGREES: ReadonlySet<string> = new Set(['exact', 'previous', 'variant', 'one-edit', 'swapped']);
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
const NEAR_POSTCODE: ReadonlySet<string> = new Set(['exact', 'previous', 'one-edit']);
const SAME_CONTACT: ReadonlySet<string> = new Set(['same', 'one-edit']);
/** Levels at which nothing was mistyped: the same, or the same written in another known way. */
const WITHOUT_SLIP: ReadonlySet<string> = new Set(['exact', 'previous', 'variant', 'swapped', 'day-month-swapped', 'part']);
/** Jaro-Winkler from which two given names may be one, badly written. */
const ALIKE = 0.85;
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
  if (given.level === 'swapped') return !isOneSwapped(model, left, right);
  const [ours, theirs] = [left.names[0]?.given[0] ?? '', right.names[0]?.given[0] ?? ''];
  if (isHalfABrothersName(left, right) || isByAnAliasAlone(model, ours, theirs)) return true;
  // A girl called Alexandra may be the twin of an Alex.
  if (given.level === 'variant') return findings.sex.level === 'different' || mayBeTwins(ours, theirs);
  return !GIVEN_AGREES.has(given.level) || (given.level === 'one-edit' && areTwoNames(model, ours, theirs));
}

/** Brothers are all called Muhammad, and by their second names: where one record has none, it may be either's. */
function isHalfABrothersName({ names: left }: PreparedPerson, { names: right }: PreparedPerson): boolean {
  const [ours, theirs] = [left[0]?.given ?? [], right[0]?.given ?? []];
  if ((ours.length === 1) === (theirs.length === 1)) return false;
  return [ours, theirs].every(([first = '']) => areForms(first, 'muhammad'));
}

/** The names in use are of two people; another name of one of them agrees, which may have been the twin's. */
const isByAnAliasAlone = (model: MatchingModel, ours: string, theirs: string): boolean =>
  Math.min(ours.length, theirs.length) > 1 &&
  ours !== theirs &&
  !areForms(ours, theirs) &&
  (isOneEdit(ours, theirs) ? areTwoNames(model, ours, theirs) : likeness(ours, theirs) < ALIKE);

/** Given and family name changed places, and what stands crosswise is the same: of `Mia Mason` and `Mason Mya` one name only is. */
function isOneSwapped(model: MatchingModel, { names: left }: PreparedPerson, { names: right }: PreparedPerson): boolean {
  const isOne = (ours: string, theirs: string): boolean =>
    ours === theirs ||
    (areForms(ours, theirs) && !mayBeTwins(ours, theirs)) ||
    (isOneEdit(ours, theirs) && !areTwoNames(model, ours, theirs));
  return left.some((one) => right.some((other) => isOne(one.givenText, other.family) && isOne(other.givenText, one.family)));
}

/**
 * Two names that differ in a letter, where it is not plain that one is a slip: each is a name in its own right (Jayden and Kayden are brothers),
 * the first letter differs, they are short, or the slip could be one of a third name (`Amiea` may be Amira or her twin Amina).
 */
function areTwoNames(model: MatchingModel, ours: string, theirs: string): boolean {
  if (ours === theirs) return false;
  if (Math.min(ours.length, theirs.length) <= SHORT || ours[0] !== theirs[0]) return true;
  const [oursInUse, theirsInUse] = [isInUse(model, ours), isInUse(model, theirs)];
  if (oursInUse && theirsInUse) return true;
  return (!oursInUse && couldBeAnother(model, ours, theirs)) || (!theirsInUse && couldBeAnother(model, theirs, ours));
}

const isInUse = (model: MatchingModel, name: string): boolean =>
  KNOWN_NAMES.has(name) || (model.frequencies.given?.values.get(name) ?? 0) >= IN_USE;

/** True when some other name in use, and no form of this one, is one slip away as well. */
function couldBeAnother(model: MatchingModel, slip: string, name: string): boolean {
  const isAnother = (other: string): boolean => other !== name && isOneEdit(slip, other) && !areForms(other, name);
  for (const other of KNOWN_NAMES) if (isAnother(other)) return true;
  for (const [other, share] of model.frequencies.given?.values ?? []) if (share >= IN_USE && isAnother(other)) return true;
  return false;
}

/**
 * An automatic link needs both names, the birth date, and something of one's own beside them (home, contact, a number): cousins are named
 * after one grandparent, and a common name is born twice on one day. At most one of the three may have a slip in it: with two, children of
 * one name in one hostel are joined. An issued number with nothing against it will do as well.
 */
export function isThin(left: PreparedPerson, right: PreparedPerson, findings: Findings): boolean {
  const { given, family, birth, nhsNumber, upn } = findings;
  const isBirthSame = BIRTH_AGREES.has(birth.level) && !isGenerationApart(left, right);
  const isIssued = (nhsNumber.level === 'same' && left.nhsNumber?.isValid === true) || upn.level === 'same';
  if (isIssued) return given.level === 'different' || (birth.level !== 'missing' && !isBirthSame);
  const slips = [given, family, birth].filter(({ level }) => !WITHOUT_SLIP.has(level)).length;
  return slips > 1 || !(GIVEN_AGREES.has(given.level) && FAMILY_AGREES.has(family.level) && isBirthSame && sharesMore(findings));
}

const sharesMore = ({ address, postcode, contact, localId }: Findings): boolean =>
  SAME_HOUSE.has(address.level) ||
  NEAR_POSTCODE.has(postcode.level) ||
  SAME_CONTACT.has(contact.level) ||
  localId.level === 'same';

const isGenerationApart = ({ birth: left }: PreparedPerson, { birth: right }: PreparedPerson): boolean =>
  left !== undefined && right !== undefined && Math.abs(left.year - right.year) >= GENERATION_YEARS;
