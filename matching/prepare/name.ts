import type { Name } from '../person';
import { sounds } from './phonetic';
import type { PreparedName } from './prepared';
import { fold } from './text';

/** What stands in a name field while there is no name. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'baby',
  'infant',
  'unborn',
  'unknown',
  'unnamed',
  'twin',
  'triplet',
  'boy',
  'girl',
  'male',
  'female',
  'notknown',
  'nk',
  'na',
  'tbc',
]);

export function prepareName({ given, family }: Name): PreparedName {
  const words = given.flatMap((one) => fold(one).split(' ')).filter((word) => word !== '' && !/^\d+$/.test(word));
  const named = words.filter((word) => !PLACEHOLDERS.has(word));
  const familyParts = fold(family)
    .split(' ')
    .filter((word) => word !== '');
  const familyText = familyParts.join('');
  const isKnown = !PLACEHOLDERS.has(familyText);
  return {
    given: named,
    givenText: named.join(''),
    givenSounds: named[0] === undefined ? [] : sounds(named[0]),
    family: isKnown ? familyText : '',
    familyParts: isKnown ? familyParts : [],
    familySounds: isKnown && familyText !== '' ? sounds(familyText) : [],
  };
}
