import type { Finding, SignalRule } from '../../../common/signal-rules';
import { londonDate } from '../../../common/time';
import { type AttendanceRates, attendanceRates } from '../attendance/rates';
import { endOfTerm } from '../attendance/term-dates';
import type { EducationFacts } from './facts';
import { at, YEAR } from './findings';

type Term = EducationFacts['terms'][number];

/** Local: half of what counts as persistent. */
const OCCASIONAL_PERCENT = 5;
/** Local: late to a register about once a week through a term. */
const OFTEN_LATE = 10;

/** A term is observed on its last day; one returned before its end, on the day it was returned. */
function observed(term: Term): string {
  const returnedOn = londonDate(term.knownFrom);
  const end = endOfTerm(term.academicYear, term.term) ?? returnedOn;
  if (end < returnedOn) return end;
  return returnedOn;
}

const termsWhere =
  (holds: (rates: AttendanceRates) => boolean) =>
  ({ terms }: EducationFacts): Finding[] =>
    terms.filter((term) => holds(attendanceRates(term))).map((term) => at(term, observed(term), 'CONFIRMED', YEAR));

const lateSessions = (term: Term): number =>
  term.codes.filter(({ code }) => code === 'L' || code === 'U').reduce((total, { sessions }) => total + sessions, 0);

export const ATTENDANCE_RULES: readonly SignalRule<EducationFacts>[] = [
  {
    indicator: 'attendance_occasional',
    category: 'attendance',
    because: 'Missed five per cent of possible sessions of a term or more, but fewer than ten. Five per cent is local.',
    find: termsWhere(
      ({ overallAbsence, persistent }) => overallAbsence !== null && overallAbsence >= OCCASIONAL_PERCENT && persistent === false,
    ),
  },
  {
    indicator: 'attendance_persistent',
    category: 'attendance',
    because: 'Missed ten per cent of possible sessions of a term or more (DfE, pupil absence in schools, methodology).',
    find: termsWhere(({ persistent }) => persistent === true),
  },
  {
    indicator: 'attendance_none',
    category: 'attendance',
    because:
      'Missed half of the possible sessions of a term or more: severe absence (DfE, pupil absence in schools, methodology).',
    find: termsWhere(({ severe }) => severe === true),
  },
  {
    indicator: 'punctuality_poor',
    category: 'attendance_codes',
    because: 'Marked late, before or after the register closed, ten times or more in a term. Ten is local.',
    find: ({ terms }) =>
      terms
        .filter((term) => lateSessions(term) >= OFTEN_LATE)
        .map((term) =>
          at(term.codes.find(({ code }) => code === 'L' || code === 'U') ?? term, observed(term), 'CONFIRMED', YEAR),
        ),
  },
];
