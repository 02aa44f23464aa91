const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

/**
 * Text as it is compared: lower case, without accents and apostrophes, everything that is neither letter nor digit a single space.
 * `O’Brien-Łukasz` becomes `obrien lukasz`.
 */
export function fold(text: string): string {
  // Most text is plain already, and this is the innermost loop of a publication.
  const plain = PLAIN.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[łøđðþßæœı]/g, (letter) => LETTERS[letter] ?? letter);
  return plain
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const PLAIN = /^[ -~]*$/;

/** Without any space: `anne marie` and `annemarie` are the same. */
export const compact = (folded: string): string => folded.replaceAll(' ', '');
