import { badInput } from '../errors';

/** Longer than any key of ours: what is longer is not read. */
const LONGEST = 200;

/** An opaque cursor: where in its list a row stands. It opens nothing. */
export const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');

/** The place behind a cursor that came back from outside. @throws BAD_USER_INPUT unless `shape` fits what it says. */
export function placeAfter(cursor: string | null | undefined, shape: RegExp): string | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const place = cursor.length <= LONGEST ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  if (!shape.test(place) || cursorOf(place) !== cursor) {
    throw badInput('after: not a cursor of this list; start again from the first page');
  }
  return place;
}

/** How many rows a page may hold: `first`, checked. @throws BAD_USER_INPUT */
export function pageSize(first: number | null | undefined, { usual, most }: { usual: number; most: number }): number {
  const size = first ?? usual;
  if (!Number.isInteger(size) || size < 1 || size > most) throw badInput(`first: must be from 1 to ${most}`);
  return size;
}

/** A page as Relay has it. @param found one row more than the page holds, when there are more */
export function page<T>(found: readonly T[], size: number, continued: boolean, placeOf: (row: T) => string) {
  const edges = found.slice(0, size).map((node) => ({ node, cursor: cursorOf(placeOf(node)) }));
  const pageInfo = {
    hasNextPage: found.length > size,
    hasPreviousPage: continued,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo };
}
