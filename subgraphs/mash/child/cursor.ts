import { badInput } from '../../../common/errors';

/** An opaque page cursor: the sort key of one row that the caller was shown. It opens nothing; it only says where to go on. */
export type CursorKey = readonly string[];

/** Longer than any key of ours: what is longer is not read. */
const LONGEST = 512;

export const encodeCursor = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/**
 * The key behind a cursor that came back from outside.
 *
 * @param shape one test per part of the key.
 * @throws BAD_USER_INPUT unless it is exactly what `encodeCursor` could have made: an altered cursor is refused, not guessed at.
 */
export function decodeCursor(cursor: string, shape: readonly ((part: string) => boolean)[]): CursorKey {
  const key = cursor.length <= LONGEST ? parse(Buffer.from(cursor, 'base64url').toString('utf8')) : undefined;
  const fits = key?.length === shape.length && key.every((part, index) => shape[index]?.(part)) && encodeCursor(key) === cursor;
  if (!fits) throw badInput('after: not a cursor of this list; start again from the first page');
  return key as CursorKey;
}

/** How many rows a page may hold: `first`, checked. @throws BAD_USER_INPUT */
export function pageSize(first: number | null | undefined, { usual, most }: { usual: number; most: number }): number {
  const size = first ?? usual;
  if (!Number.isInteger(size) || size < 1 || size > most) throw badInput(`first: must be from 1 to ${most}`);
  return size;
}

function parse(text: string): string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((part) => typeof part === 'string') ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** An instant as `toISOString` writes it: the 30th of February is none, and must not become a database error. */
export const isInstant = (part: string): boolean => {
  const at = new Date(part);
  return !Number.isNaN(at.getTime()) && at.toISOString() === part;
};
