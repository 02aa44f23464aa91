const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * True for ten digits whose last is the modulus-11 check digit (NHS Data Dictionary, "NHS number").
 *
 * Ten equal digits pass the arithmetic but are only ever typed as a placeholder, so they are refused. A valid number need
 * not exist or be current: the check finds typing errors, nothing more.
 */
export function isValidNhsNumber(value: string): boolean {
  if (!/^\d{10}$/.test(value) || /^(\d)\1{9}$/.test(value)) {
    return false;
  }
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(value[index]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(value[9]);
}

/** The ten digits of a number written with spaces or hyphens (`943 476 5919`); undefined when it is not a valid one. */
export function normaliseNhsNumber(value: string): string | undefined {
  const digits = value.replace(/[\s-]/g, '');
  return isValidNhsNumber(digits) ? digits : undefined;
}
