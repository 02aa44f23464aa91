import { normaliseNhsNumber, normalisePostcode, normaliseUpn } from '../../../../common/identifiers';
import { badInput } from '../../../../common/errors';
import { nameWords } from '../name-keys';
import type { PersonSearch } from './search.types';

export type SearchKey = 'name' | 'dateOfBirth' | 'postcode' | 'nhsNumber' | 'upn';

/** What is searched for, brought to the form in which it is stored. */
export interface SearchKeys {
  readonly name?: readonly string[];
  /** ISO date. */
  readonly dateOfBirth?: string;
  readonly postcode?: string;
  readonly nhsNumber?: string;
  readonly upn?: string;
  readonly first: number;
}

const MOST_WORDS = 6;
const LONGEST_NAME = 100;

/** @throws BAD_USER_INPUT for a key that cannot be right, and when there is none. */
export function searchKeys({ name, dateOfBirth, postcode, nhsNumber, upn, first }: PersonSearch): SearchKeys {
  const keys: SearchKeys = {
    first: first ?? 20,
    ...given('name', name, (text) => wordsOf(text)),
    ...given('dateOfBirth', dateOfBirth, (date) => date.toISOString().slice(0, 10)),
    ...given('postcode', postcode, normalisePostcode),
    ...given('nhsNumber', nhsNumber, normaliseNhsNumber),
    ...given('upn', upn, normaliseUpn),
  };
  if (keys.first < 1 || keys.first > 50) {
    throw badInput('first: must be from 1 to 50');
  }
  if (usedKeys(keys).length === 0) {
    throw badInput('search: give at least one of name, dateOfBirth, postcode, nhsNumber and upn');
  }
  return keys;
}

export function usedKeys(keys: SearchKeys): SearchKey[] {
  return (['name', 'dateOfBirth', 'postcode', 'nhsNumber', 'upn'] as const).filter((key) => keys[key] !== undefined);
}

function given<T, R>(
  key: SearchKey,
  value: T | null | undefined,
  normalise: (value: T) => R | undefined,
): { readonly [k: string]: R } {
  if (value === null || value === undefined || value === '') {
    return {};
  }
  const normal = normalise(value);
  if (normal === undefined) {
    throw badInput(`${key}: is not a valid one; check the typing`);
  }
  return { [key]: normal };
}

function wordsOf(text: string): string[] | undefined {
  const words = text.length > LONGEST_NAME ? [] : nameWords(text).slice(0, MOST_WORDS);
  return words.length === 0 ? undefined : words;
}
