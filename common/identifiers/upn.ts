/** Check letters of the UPN in the order of the remainder; I, O and S are left out. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/**
 * True for a unique pupil number (DfE): check letter, three digits of the issuing authority, eight digits, and a last
 * character that is a digit, or a letter for a temporary UPN. The letter is the sum of characters 2 to 13, each times its
 * position, modulo 23; a last letter counts as its place among the check letters (CIN census rule 1510).
 */
export function isValidUpn(value: string): boolean {
  // Nothing but zeros passes the arithmetic and is only ever typed as a placeholder.
  if (!/^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/.test(value) || /^A0{12}$/.test(value)) {
    return false;
  }
  let sum = 0;
  for (let position = 2; position <= 13; position += 1) {
    sum += position * placeOf(value.charAt(position - 1));
  }
  return LETTERS[sum % 23] === value[0];
}

/** Upper case without surrounding spaces; undefined when it is not a valid UPN. */
export function normaliseUpn(value: string): string | undefined {
  const upn = value.trim().toUpperCase();
  return isValidUpn(upn) ? upn : undefined;
}

function placeOf(character: string): number {
  const letter = LETTERS.indexOf(character);
  return letter === -1 ? Number(character) : letter;
}
