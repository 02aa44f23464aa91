import type { Subject } from './subject';

const SUBJECT = Symbol('subject');

/**
 * A shallow copy of a row that remembers through whom it was reached, so that the guard can decide its fields.
 * The mark is not enumerable: a copy made in passing (`{ ...row }`) loses it and is refused, not released.
 */
export function bind<T extends object>(row: T, subject: Subject): T {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(row) as object | null) as T, row);
  Object.defineProperty(copy, SUBJECT, { value: subject });
  return copy;
}

/** The subject of a bound row, or of a record that carries one in `subject`; undefined when there is none. */
export function subjectOf(parent: unknown): Subject | undefined {
  if (typeof parent !== 'object' || parent === null) return undefined;
  const { [SUBJECT]: bound, subject } = parent as { [SUBJECT]?: Subject; subject?: unknown };
  if (bound !== undefined) return bound;
  return isSubject(subject) ? subject : undefined;
}

function isSubject(value: unknown): value is Subject {
  if (typeof value !== 'object' || value === null) return false;
  const { kind } = value as { kind?: unknown };
  return kind === 'grant' || kind === 'view' || kind === 'principal';
}
