import type { ImportedRow, Problem, RowReference } from '../../common/publishing/record';
import { rejection } from '../text/problems';

const KNOWN_FIELDS = new Set(['kind', 'key', 'id', 'retract']);
const LONGEST_REASON = 1_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a line takes a record back: `{ "kind": .., "key": .., "retract": "why" }`, with `id` where the key is not known. */
export const isRetraction = (line: Readonly<Record<string, unknown>>): boolean => Object.hasOwn(line, 'retract');

/**
 * Reads such a line.
 *
 * @param kinds that may be retracted here.
 * @param keyOf the key as it is stored, where that is not as it is published.
 */
export function readRetraction(
  line: Readonly<Record<string, unknown>>,
  at: RowReference,
  kinds: readonly string[],
  keyOf: (kind: string, key: string) => string = (_kind, key) => key,
): ImportedRow<never> {
  const { kind, key, id, retract } = line;
  const problems = problemsOf(line, at, kinds);
  if (problems.length > 0 || typeof kind !== 'string' || typeof retract !== 'string') return { ...at, records: [], problems };
  const named = typeof key === 'string' ? { key: keyOf(kind, key) } : { id: String(id) };
  return { ...at, records: [], retraction: { kind, ...named, reason: retract }, problems };
}

function problemsOf(line: Readonly<Record<string, unknown>>, at: RowReference, kinds: readonly string[]): Problem[] {
  const { kind, key, id, retract } = line;
  const problems: Problem[] = [];
  const refuse = (code: string, field: string, problem: string, remedy: string) =>
    problems.push(rejection(at, { code, field, problem, remedy }));
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    refuse('unknown-kind', 'kind', 'This kind of record is not part of the format', `Give one of ${kinds.join(', ')}`);
  }
  if ((key === undefined) === (id === undefined)) {
    refuse('missing-value', 'key', 'A retraction names its record by key or by id', 'Give one of the two');
  } else if (key !== undefined && (typeof key !== 'string' || key === '' || key.length > 200)) {
    refuse('invalid-value', 'key', 'This is not a key', 'Give the key under which the record was published');
  } else if (id !== undefined && (typeof id !== 'string' || !ID.test(id))) {
    refuse('invalid-value', 'id', 'This is not the id of a record', 'Give the id that the hub shows');
  }
  if (typeof retract !== 'string' || retract.trim() === '' || retract.length > LONGEST_REASON) {
    refuse('invalid-value', 'retract', 'There is no reason', `Say why, in at most ${LONGEST_REASON} characters`);
  }
  if (Object.keys(line).some((field) => !KNOWN_FIELDS.has(field))) {
    refuse('unknown-field', 'record', 'A retraction has no such field', 'Give kind, key or id, and retract');
  }
  return problems;
}
