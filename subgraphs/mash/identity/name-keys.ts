import type { PersonName } from '../../../common/person';

/** Words that stand where a given name is not known yet: they neither match nor contradict a name. */
const PLACEHOLDERS = new Set([
  'baby',
  'infant',
  'unborn',
  'unknown',
  'unnamed',
  'newborn',
  'male',
  'female',
  'boy',
  'girl',
  'twin',
]);

/** Lower-case words of a name without accents, hyphens or apostrophes (`O'Neil-Śmith` is `oneil`, `smith`). */
export function nameWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’`]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** All words of all names of one person, each name a line: what a search by name looks through. */
export function namesText(names: readonly PersonName[]): string {
  return names.map((name) => nameWords([...name.given, name.family].join(' ')).join(' ')).join('\n');
}

/** Words of every given name the person goes by, placeholders left out. */
export function givenWords(names: readonly PersonName[]): string[] {
  const words = names.flatMap((name) => name.given.flatMap(nameWords)).filter((word) => !PLACEHOLDERS.has(word));
  return [...new Set(words)].sort();
}

/**
 * True when two people's given names have nothing in common. No name contradicts nothing; names that start with the same
 * three letters are taken for variants of one (Mohamed, Mohammed).
 */
export function givenNamesDisagree(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) {
    return false;
  }
  const starts = new Set(right.map((word) => word.slice(0, 3)));
  return !left.some((word) => starts.has(word.slice(0, 3)));
}

const SOUNDS: readonly (readonly [string, string])[] = [
  ['bfpv', '1'],
  ['cgjkqsxz', '2'],
  ['dt', '3'],
  ['l', '4'],
  ['mn', '5'],
  ['r', '6'],
];

/** American Soundex of one word of `nameWords` (`john` and `jhon` are both `j500`); words outside a-z have none. */
export function soundex(word: string): string | undefined {
  if (!/^[a-z]+$/.test(word)) {
    return undefined;
  }
  let code = word.charAt(0);
  let last = digitOf(code);
  for (const letter of word.slice(1)) {
    const digit = digitOf(letter);
    if (digit !== '' && digit !== last) {
      code += digit;
    }
    // h and w do not separate equal sounds; vowels do.
    if (letter !== 'h' && letter !== 'w') {
      last = digit;
    }
  }
  return code.slice(0, 4).padEnd(4, '0');
}

/** Soundex codes of every word of every name. */
export function nameSounds(names: readonly PersonName[]): string[] {
  const codes = names.flatMap((name) => nameWords([...name.given, name.family].join(' ')).map(soundex));
  return [...new Set(codes.filter((code) => code !== undefined))].sort();
}

function digitOf(letter: string): string {
  return SOUNDS.find(([letters]) => letters.includes(letter))?.[1] ?? '';
}
