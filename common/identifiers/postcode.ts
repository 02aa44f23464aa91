/** Outward code in its six shapes, then digit and two letters; letters that the inward code never uses are left out. */
const SHAPE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})$/;

/**
 * A United Kingdom postcode in upper case with one space before the inward code (`bb17aa` becomes `BB1 7AA`), or
 * undefined when the text has not the shape of one. Whether the postcode is in use is not checked.
 */
export function normalisePostcode(value: string): string | undefined {
  const compact = value.toUpperCase().replace(/[\s.-]/g, '');
  if (compact === 'GIR0AA') {
    return 'GIR 0AA';
  }
  const parts = SHAPE.exec(compact);
  return parts ? `${parts[1]} ${parts[2]}` : undefined;
}

/** True for the NHS's pseudo postcodes (`ZZ99 3VZ`: no fixed abode, unknown, abroad): they say that there is no place. */
export function isPseudoPostcode(postcode: string): boolean {
  return postcode.startsWith('ZZ99 ');
}
