import { type AttendanceGroup, COUNTED, groupOf } from './codes';

/** What a school returned about one pupil's term. Totals may be missing: a census carries totals, codes, or both. */
export interface TermSessions {
  readonly sessionsPossible: number | null;
  readonly authorised: number | null;
  readonly unauthorised: number | null;
  readonly codes: readonly { readonly code: string; readonly sessions: number }[];
}

/** Rates are percentages of possible sessions, to one decimal; null when the return does not allow them to be worked out. */
export interface AttendanceRates {
  readonly possible: number | null;
  readonly absent: number | null;
  readonly overallAbsence: number | null;
  readonly authorisedAbsence: number | null;
  readonly unauthorisedAbsence: number | null;
  readonly persistent: boolean | null;
  readonly severe: boolean | null;
}

/** DfE, Pupil absence in schools in England, methodology: persistent at ten per cent of possible sessions, severe at fifty. */
const PERSISTENT_PERCENT = 10;
const SEVERE_PERCENT = 50;

const UNKNOWN: AttendanceRates = {
  possible: null,
  absent: null,
  overallAbsence: null,
  authorisedAbsence: null,
  unauthorisedAbsence: null,
  persistent: null,
  severe: null,
};

/**
 * The absence rates of a term by the DfE's definitions: absent sessions over possible sessions, authorised and unauthorised.
 *
 * The school's own totals are used where it gave them, its sessions by code elsewhere. Sessions that were not possible (unable
 * to attend, dual registered, not on roll) count on neither side. A return that contradicts itself, more absent than possible,
 * has no rate: a wrong number reads as a fact.
 */
export function attendanceRates(term: TermSessions): AttendanceRates {
  const possible = term.sessionsPossible ?? possibleByCode(term.codes);
  const authorised = absence(term.authorised, term.codes, 'authorised');
  const unauthorised = absence(term.unauthorised, term.codes, 'unauthorised');
  if (authorised === null || unauthorised === null) return { ...UNKNOWN, possible };
  const absent = authorised + unauthorised;
  if (possible === null || possible === 0 || absent > possible) return { ...UNKNOWN, possible, absent };
  return {
    possible,
    absent,
    overallAbsence: percent(absent, possible),
    authorisedAbsence: percent(authorised, possible),
    unauthorisedAbsence: percent(unauthorised, possible),
    // Whole numbers on both sides: a rounded rate would call 9.96 per cent persistent.
    persistent: absent * 100 >= PERSISTENT_PERCENT * possible,
    severe: absent * 100 >= SEVERE_PERCENT * possible,
  };
}

/** Codes add up to the term only when sessions attended are among them; a census may send absences alone. */
function possibleByCode(codes: TermSessions['codes']): number | null {
  const of = (groups: readonly AttendanceGroup[]) => codes.filter(({ code }) => groups.some((group) => group === groupOf(code)));
  return of(['present', 'attending elsewhere']).length > 0 ? sum(of(COUNTED)) : null;
}

function absence(total: number | null, codes: TermSessions['codes'], group: AttendanceGroup): number | null {
  if (total !== null) return total;
  return codes.length === 0 ? null : sum(codes.filter(({ code }) => groupOf(code) === group));
}

const sum = (codes: TermSessions['codes']): number => codes.reduce((total, { sessions }) => total + sessions, 0);
const percent = (part: number, whole: number): number => Math.round((part * 1000) / whole) / 10;
