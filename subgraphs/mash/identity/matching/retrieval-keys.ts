import { createHash } from 'node:crypto';
import { isValidNhsNumber, isValidUpn } from '../../../../common/identifiers';
import type { PreparedName, PreparedPerson } from '../../../../matching/prepare/prepared';

/**
 * By what a person is found to be compared with others: two people are compared when they have a key in common, and which of them
 * came first makes no difference. Each key joins two facts, because one alone (a birthday, a postcode) is shared by too many:
 *
 * - the date of birth, day and month in either order, with how a given or a family name sounds;
 * - a postcode, of any address, with the first sound of a name or with the year of birth;
 * - how a given and a family name sound, in either order, in one year of birth or the next, for every name they go by;
 * - a valid NHS number; a valid UPN, former ones too.
 *
 * An unborn child's expected date stands for the date of birth. Digested: 64-bit numbers as decimal text.
 */
export function retrievalKeys(person: PreparedPerson): string[] {
  const birth = person.birth ?? dateOf(person.person.expectedDate);
  const starts = new Set(person.names.flatMap(startsOf));
  const sounding = new Set(person.names.flatMap(soundingOf));
  const postcodes = new Set(person.addresses.flatMap(({ postcode }) => postcode ?? []));
  const keys = [
    ...(birth === undefined ? [] : [...sounding].map((sound) => `born ${dayOf(birth)} ${sound}`)),
    ...[...postcodes].flatMap((postcode) => [
      ...[...starts].map((start) => `at ${postcode} ${start}`),
      ...(birth === undefined ? [] : [`at ${postcode} ${birth.year}`]),
    ]),
    ...(birth === undefined ? [] : person.names.flatMap(soundsOf).flatMap((sound) => inYears(sound, birth.year))),
    ...(person.nhsNumber !== undefined && isValidNhsNumber(person.nhsNumber.digits) ? [`nhs ${person.nhsNumber.digits}`] : []),
    ...person.upns.filter(isValidUpn).map((upn) => `upn ${upn}`),
  ];
  return [...new Set(keys)].map(digest).sort();
}

/** Codes that one name can sound like. */
const MOST_SOUNDS = 2;

/** First sounds, marked with which name they are of; the vowels sound alike (`Elena`, `Yelena`). */
function startsOf({ given, givenSounds, family, familySounds }: PreparedName): string[] {
  const first = (word: string | undefined, sounds: readonly string[]) => sounds[0]?.charAt(0) ?? word?.charAt(0);
  const [start, end] = [first(given[0], givenSounds), first(family, familySounds)];
  return [...(start ? [`g${start}`] : []), ...(end ? [`f${end}`] : [])];
}

/** Either name by itself, by sound; by its letters where it has none. */
function soundingOf({ given, givenSounds, family, familySounds }: PreparedName): string[] {
  const heard = (mark: string, word: string | undefined, sounds: readonly string[]) =>
    (sounds.length > 0 ? sounds.slice(0, MOST_SOUNDS) : word ? [word] : []).map((sound) => `${mark}${sound}`);
  return [...heard('g', given[0], givenSounds), ...heard('f', family, familySounds)];
}

function soundsOf({ givenSounds, familySounds }: PreparedName): string[] {
  return givenSounds
    .slice(0, MOST_SOUNDS)
    .flatMap((given) => familySounds.slice(0, MOST_SOUNDS).map((family) => [given, family].sort().join(' ')));
}

/** Two years of birth, one apart at most, have one of these in common. */
const inYears = (sound: string, year: number): string[] => [`sound ${sound} ${year}`, `sound ${sound} ${year + 1}`];

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dateOf(iso: string | undefined): Day | undefined {
  const [year, month, day] = (iso ?? '').split('-').map(Number);
  return year && month && day ? { year, month, day } : undefined;
}

/** The third of May and the fifth of March are one key. */
const dayOf = ({ year, month, day }: Day): string => [year, Math.min(month, day), Math.max(month, day)].join('-');

const digest = (key: string): string => createHash('sha256').update(key).digest().readBigInt64BE(0).toString();
