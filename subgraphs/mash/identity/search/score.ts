import { nameWords, soundex } from '../name-keys';
import { type SearchKey, type SearchKeys, usedKeys } from './search-keys';

/** What a searcher may see of one person, put together from the records they may know of. */
export interface Candidate {
  /** Lines of name words, see `namesText`. */
  readonly names: readonly string[];
  /** ISO dates: of birth, or expected. */
  readonly dates: readonly string[];
  readonly postcodes: readonly string[];
  readonly nhsNumbers: readonly string[];
  readonly upns: readonly string[];
}

export interface Score {
  /** 0 to 1. */
  readonly score: number;
  readonly matchedOn: readonly SearchKey[];
}

/** What a full match of each key is worth: an identifier outweighs everything else. */
const WEIGHTS: Readonly<Record<SearchKey, number>> = { nhsNumber: 6, upn: 6, name: 3, dateOfBirth: 3, postcode: 2 };

/** Below this a key says nothing. */
const FITS = 0.5;

/** How well somebody fits; undefined when too little of what was searched for does. */
export function scoreOf(candidate: Candidate, keys: SearchKeys): Score | undefined {
  const used = usedKeys(keys);
  const fits = used.map((key) => ({ key, fit: fitOf(key, candidate, keys) })).filter(({ fit }) => fit >= FITS);
  const total = used.reduce((sum, key) => sum + WEIGHTS[key], 0);
  const score = fits.reduce((sum, { key, fit }) => sum + WEIGHTS[key] * fit, 0) / total;
  const matchedOn = fits.map(({ key }) => key);
  // The right number under a wrong name is what a searcher must see: it may be a typing error, or another child.
  const identified = matchedOn.includes('nhsNumber') || matchedOn.includes('upn');
  return score > 0.5 || identified || (used.length === 1 && score >= FITS) ? { score, matchedOn } : undefined;
}

function fitOf(key: SearchKey, candidate: Candidate, keys: SearchKeys): number {
  switch (key) {
    case 'name':
      return Math.max(0, ...candidate.names.map((name) => nameFit(keys.name ?? [], nameWords(name))));
    case 'dateOfBirth':
      return Math.max(0, ...candidate.dates.map((date) => dateFit(keys.dateOfBirth ?? '', date)));
    case 'postcode':
      return candidate.postcodes.includes(keys.postcode ?? '') ? 1 : 0;
    case 'nhsNumber':
      return candidate.nhsNumbers.includes(keys.nhsNumber ?? '') ? 1 : 0;
    case 'upn':
      return candidate.upns.includes(keys.upn ?? '') ? 1 : 0;
  }
}

/** Mean over the words searched for of the best word of one name, so that "Amy Ash" fits "Ash, Amy Rose". */
export function nameFit(searched: readonly string[], name: readonly string[]): number {
  const best = searched.map((word) => Math.max(0, ...name.map((other) => wordFit(word, other))));
  return searched.length === 0 ? 0 : best.reduce((sum, fit) => sum + fit, 0) / searched.length;
}

function wordFit(searched: string, word: string): number {
  if (searched === word) {
    return 1;
  }
  if (searched.length >= 3 && word.startsWith(searched)) {
    return 0.9;
  }
  const typing = distance(searched, word);
  if (searched.length >= 4 && typing === 1) {
    return 0.8;
  }
  const sound = soundex(searched);
  return sound !== undefined && sound === soundex(word) && typing <= 3 ? 0.7 : 0;
}

/** Day and month are often swapped, and one digit mistyped. */
export function dateFit(searched: string, date: string): number {
  if (searched === date) {
    return 1;
  }
  const [year, month, day] = searched.split('-');
  if (date === `${year}-${day}-${month}`) {
    return 0.8;
  }
  return [...searched].filter((digit, place) => digit !== date[place]).length === 1 ? 0.6 : 0;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function distance(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] ? at(i - 2, j - 2) + 1 : replaced;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(left.length, right.length);
}
