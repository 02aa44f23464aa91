import { hash } from 'node:crypto';

/**
 * JSON that is the same for the same content: keys in code-unit order, what is absent, undefined or null left out of objects.
 * Only plain JSON values go in; anything else is a fault of the importer.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value as Record<string, unknown>);
  throw new TypeError(`Not a JSON value: ${typeof value}`);
}

function canonicalObject(object: Record<string, unknown>): string {
  let text = '';
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    if (value !== null && value !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}

/** SHA-256, hexadecimal, of what a record says and whom it is about. */
export function contentDigest(person: string | undefined, data: object): string {
  return sha256(`${JSON.stringify(person ?? null)}${canonicalJson(data)}`);
}

/** SHA-256, hexadecimal, of a text as UTF-8. */
export function sha256(text: string): string {
  return hash('sha256', text);
}
