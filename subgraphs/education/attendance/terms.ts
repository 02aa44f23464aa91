import { placeOf } from '../../../common/publishing/traceable';
import type { AttendanceSessions } from '../records/attendance-sessions';
import { SchoolTerm } from '../records/term';
import { endOfTerm } from './term-dates';

/**
 * Terms with their sessions by code, newest first. Sessions whose term was never returned make a term of their own, which goes
 * by the id of the first of them.
 *
 * @param carry makes a term that has no row reachable as its sessions were (binds it to their subject).
 */
export function joinTerms(
  terms: readonly SchoolTerm[],
  sessions: readonly AttendanceSessions[],
  carry: (term: SchoolTerm) => SchoolTerm = (term) => term,
): SchoolTerm[] {
  const codes = new Map<string, AttendanceSessions[]>();
  for (const row of sessions) codes.set(keyOf(row), [...(codes.get(keyOf(row)) ?? []), row]);
  for (const term of terms) {
    term.codes = codes.get(keyOf(term)) ?? [];
    codes.delete(keyOf(term));
  }
  const orphans = [...codes.values()].map((rows) => carry(termOfSessions(rows)));
  return [...terms, ...orphans].sort((a, b) => endOf(b).localeCompare(endOf(a)));
}

function termOfSessions(rows: readonly AttendanceSessions[]): SchoolTerm {
  const [first] = rows as [AttendanceSessions];
  const { id, personId, academicYear, term, knownFrom } = first;
  return Object.assign(new SchoolTerm(), {
    ...{ id, personId, academicYear, term, knownFrom, ...placeOf(first) },
    sessionsPossible: null,
    authorised: null,
    unauthorised: null,
    codes: rows,
  });
}

const keyOf = (row: SchoolTerm | AttendanceSessions): string => JSON.stringify([row.personId, row.academicYear, row.term]);
const endOf = (term: SchoolTerm): string => endOfTerm(term.academicYear, term.term) ?? '';
