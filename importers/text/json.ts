import type { Problem } from '../../common/publishing/record';

/** Why a text is no JSON object that can be kept. */
export type JsonFault = Pick<Problem, 'code' | 'problem' | 'remedy'>;

export type ParsedObject =
  | { readonly object: Record<string, unknown>; readonly fault?: undefined }
  | { readonly object?: undefined; readonly fault: JsonFault };

const MALFORMED: JsonFault = {
  code: 'malformed-json',
  problem: 'This is not a well-formed JSON object',
  remedy: 'Export it again in full; if it is the last one, the file may have been cut short',
};
const NOT_TEXT: JsonFault = {
  code: 'not-text',
  problem: 'A value has a character that is not text: a zero, or half a character',
  remedy: 'Remove the character and publish again',
};

/** Reads one JSON object whose values can be stored. JSON can spell characters that no text has. */
export function parseObject(text: string): ParsedObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: MALFORMED };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { fault: MALFORMED };
  if (/\\u(?:0000|d[89a-f])/i.test(text) && !isTextThroughout(value)) return { fault: NOT_TEXT };
  return { object: value as Record<string, unknown> };
}

/** Goes through all strings without recursion: nesting may be as deep as the file is long. */
function isTextThroughout(root: object): boolean {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && (value.includes('\u0000') || /\p{Surrogate}/u.test(value))) return false;
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) waiting.push(name, inner);
    }
  }
  return true;
}
