/** Modulus 11 (NHS Data Dictionary, "NHS number"). Matching imports nothing of ours, so the few lines stand here as well. */
export function isValidNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < 9; place += 1) sum += (10 - place) * Number(digits[place]);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}
