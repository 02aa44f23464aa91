import { doubleMetaphone } from 'double-metaphone';

/** How a word sounds (Lawrence Philips' Double Metaphone): its one or two codes, without repeating the same. */
export function sounds(word: string): readonly string[] {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const codes = [...new Set(doubleMetaphone(word))].filter((code) => code !== '');
  if (cache.size >= CACHED) cache.clear();
  cache.set(word, codes);
  return codes;
}

/** Names repeat: most of a publication is answered from here. */
const cache = new Map<string, readonly string[]>();
const CACHED = 50_000;
