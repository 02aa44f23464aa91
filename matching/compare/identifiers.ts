import type { PreparedPerson } from '../prepare/prepared';
import { DIFFERENT, type Finding, MISSING } from './finding';
import { edits, isOneEdit } from './similarity';

export const ID_LEVELS = ['same', 'one-edit', 'different'] as const;
export const CONTACT_LEVELS = ['same', 'one-edit', 'three-edits', 'same-mailbox', 'different'] as const;
export const SEX_LEVELS = ['same', 'different'] as const;

export function compareSex({ person: left }: PreparedPerson, { person: right }: PreparedPerson): Finding {
  if (left.sex === undefined || right.sex === undefined) return MISSING;
  return left.sex === right.sex ? { level: 'same', value: left.sex } : DIFFERENT;
}

export function compareNhsNumbers({ nhsNumber: left }: PreparedPerson, { nhsNumber: right }: PreparedPerson): Finding {
  if (left === undefined || right === undefined) return MISSING;
  return compareIds([left.digits], [right.digits]);
}

/** The best agreement between two lists of identifiers: any of them was issued to the person. */
export function compareIds(left: readonly string[], right: readonly string[]): Finding {
  if (left.length === 0 || right.length === 0) return MISSING;
  if (left.some((one) => right.includes(one))) return { level: 'same' };
  return left.some((one) => right.some((other) => isOneEdit(one, other))) ? { level: 'one-edit' } : DIFFERENT;
}

/** Telephone numbers and e-mail addresses; of an address the mailbox may stay when the provider changes. */
export function compareContacts({ contacts: left }: PreparedPerson, { contacts: right }: PreparedPerson): Finding {
  if (left.length === 0 || right.length === 0) return MISSING;
  let best = CONTACT_LEVELS.length - 1;
  for (const ours of left) for (const theirs of right) best = Math.min(best, twoContacts(ours, theirs));
  const level = CONTACT_LEVELS[best] as string;
  return level === 'same' ? { level, value: left.filter((one) => right.includes(one)).sort()[0] } : { level };
}

function twoContacts(left: string, right: string): number {
  if (left === right) return 0;
  if (isOneEdit(left, right)) return 1;
  const isMail = left.includes('@') && right.includes('@');
  if (isMail && edits(left, right) <= 3) return 2;
  return isMail && left.split('@')[0] === right.split('@')[0] ? 3 : 4;
}
