import codesets from '../../../policy/codesets.json';
import { groupOf } from '../../../subgraphs/education/attendance/codes';
import { attendanceRates, type TermSessions } from '../../../subgraphs/education/attendance/rates';
import { endOfTerm, termOf } from '../../../subgraphs/education/attendance/term-dates';
import { joinTerms } from '../../../subgraphs/education/attendance/terms';
import { AttendanceSessions } from '../../../subgraphs/education/records/attendance-sessions';
import { SchoolTerm } from '../../../subgraphs/education/records/term';

const rates = (change: Partial<TermSessions>) =>
  attendanceRates({ sessionsPossible: null, authorised: null, unauthorised: null, codes: [], ...change });
const sessions = (codes: Record<string, number>) => Object.entries(codes).map(([code, count]) => ({ code, sessions: count }));

test('every attendance code counts as the national list says', () => {
  const national = Object.entries(codesets.sets['edu.attendance_2024'].codes).map(([code, { group }]) => [code, group]);
  expect(national.map(([code]) => [code, groupOf(code as string)])).toEqual(national);
  expect(groupOf('?')).toBeUndefined();
});

test('absence is absent sessions over possible sessions, authorised and unauthorised apart', () => {
  expect(rates({ sessionsPossible: 140, authorised: 5, unauthorised: 2 })).toEqual({
    possible: 140,
    absent: 7,
    overallAbsence: 5,
    authorisedAbsence: 3.6,
    unauthorisedAbsence: 1.4,
    persistent: false,
    severe: false,
  });
});

test.each([
  ['one session short of a tenth', 13, false, false],
  ['a tenth', 14, true, false],
  ['one session short of half', 69, true, false],
  ['half', 70, true, true],
])('missing %s of 140 sessions', (_, missed, persistent, severe) => {
  expect(rates({ sessionsPossible: 140, authorised: missed, unauthorised: 0 })).toMatchObject({ persistent, severe });
});

test('a rate that only rounds to ten per cent is not persistent absence', () => {
  expect(rates({ sessionsPossible: 10_000, authorised: 996, unauthorised: 0 })).toMatchObject({
    overallAbsence: 10,
    persistent: false,
  });
});

test('without totals, sessions by code are counted by the group of their code', () => {
  const codes = sessions({ '/': 50, '\\': 50, L: 5, V: 5, I: 10, O: 5, Y1: 20, D: 30, '#': 8 });
  expect(rates({ codes })).toMatchObject({
    possible: 125,
    absent: 15,
    overallAbsence: 12,
    authorisedAbsence: 8,
    unauthorisedAbsence: 4,
  });
});

test('sessions that could not be attended count on neither side', () => {
  const without = rates({ codes: sessions({ '/': 90, I: 10 }) });
  expect(rates({ codes: sessions({ '/': 90, I: 10, Q: 40, X: 12, Z: 3 }) })).toEqual(without);
});

test("the school's own totals go before its sessions by code", () => {
  expect(rates({ sessionsPossible: 100, authorised: 4, codes: sessions({ I: 9, O: 6 }) })).toMatchObject({
    absent: 10,
    unauthorisedAbsence: 6,
  });
});

test('absences alone do not say how many sessions there were', () => {
  expect(rates({ codes: sessions({ I: 9 }) })).toMatchObject({
    possible: null,
    absent: 9,
    overallAbsence: null,
    persistent: null,
  });
});

test('a term without any return of absence has no rate, rather than none absent', () => {
  expect(rates({ sessionsPossible: 140 })).toMatchObject({ possible: 140, absent: null, overallAbsence: null });
});

test('a return that contradicts itself has no rate', () => {
  expect(rates({ sessionsPossible: 20, authorised: 30, unauthorised: 0 })).toMatchObject({ overallAbsence: null, severe: null });
  expect(rates({ sessionsPossible: 0, authorised: 0, unauthorised: 0 })).toMatchObject({ overallAbsence: null });
});

test('terms end with December, March and July', () => {
  expect([endOfTerm('2024/25', 'AUTUMN'), endOfTerm('2024/25', 'SPRING'), endOfTerm('2024/25', 'SUMMER')]).toEqual([
    '2024-12-31',
    '2025-03-31',
    '2025-07-31',
  ]);
  expect(endOfTerm('last year', 'SPRING')).toBeUndefined();
  expect(['2024-09-01', '2025-01-08', '2025-08-20'].map(termOf)).toEqual(['2024 AUTUMN', '2024 SPRING', '2024 SUMMER']);
});

describe('terms with their sessions', () => {
  const row = { personId: '1', academicYear: '2024/25', knownFrom: new Date() };
  const term = (change: Partial<SchoolTerm>) =>
    Object.assign(
      new SchoolTerm(),
      row,
      { id: 't', term: 'AUTUMN', authorised: null, unauthorised: null, sessionsPossible: 100 },
      change,
    );
  const marked = (change: Partial<AttendanceSessions>) =>
    Object.assign(new AttendanceSessions(), row, { id: 's', term: 'AUTUMN', code: 'I', sessions: 12 }, change);

  test('sessions join the term of their pupil, year and term', () => {
    const [joined] = joinTerms([term({})], [marked({}), marked({ term: 'SPRING' }), marked({ personId: '2' })]).filter(
      ({ id }) => id === 't',
    );
    expect(joined?.codes.map(({ sessions: count }) => count)).toEqual([12]);
    expect(joined?.overallAbsenceRate).toBe(12);
  });

  test('sessions of a term that was not returned still make a term, newest first, made reachable as they were', () => {
    const carried: SchoolTerm[] = [];
    const joined = joinTerms([term({})], [marked({ id: 'later', term: 'SPRING' })], (made) => {
      carried.push(made);
      return made;
    });
    expect(joined.map(({ id, sessionsAbsent }) => [id, sessionsAbsent])).toEqual([
      ['later', 12],
      ['t', null],
    ]);
    expect(carried.map(({ id }) => id)).toEqual(['later']);
  });
});
