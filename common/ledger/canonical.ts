/** What an entry may be made of. Numbers are whole: a fraction would be written differently by different programs. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/**
 * The one text of a value (RFC 8785, JSON Canonicalization Scheme): no white space, properties in the order of their names'
 * UTF-16 units, what is undefined left out. Whatever else reads or writes the value, its hash is of this text.
 *
 * @throws TypeError for a number that is not a safe integer, and for text that is no Unicode.
 */
export function canonical(value: CanonicalValue): string {
  if (typeof value === 'string') {
    if (LONE_SURROGATE.test(value)) throw new TypeError('Text with half a character has no canonical form');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('Only safe integers have a canonical form here');
    return String(value === 0 ? 0 : value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((one: CanonicalValue) => canonical(one)).join(',')}]`;
  const object = value as { readonly [key: string]: CanonicalValue | undefined };
  const properties = Object.keys(object)
    .sort()
    .flatMap((key) => (object[key] === undefined ? [] : [`${canonical(key)}:${canonical(object[key])}`]));
  return `{${properties.join(',')}}`;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
