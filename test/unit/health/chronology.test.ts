import {
  attendanceEntry,
  conditionEntry,
  flagEntry,
  healthCheckEntry,
  immunisationEntry,
  mentalHealthEntry,
  pregnancyEntries,
  wasNotBroughtEntry,
} from '../../../subgraphs/health/chronology';
import { HealthAttendance } from '../../../subgraphs/health/records/attendance';
import { HealthCheck, Immunisation } from '../../../subgraphs/health/records/child-health';
import { HealthCondition } from '../../../subgraphs/health/records/condition';
import { HealthFlag } from '../../../subgraphs/health/records/flag';
import { MentalHealthContact } from '../../../subgraphs/health/records/mental-health-contact';
import { Pregnancy } from '../../../subgraphs/health/records/pregnancy';
import { WasNotBroughtAppointment } from '../../../subgraphs/health/records/was-not-brought';

/** Every free text carries a name and a place: none may reach a headline. */
const SECRET = 'Ada Example of 3 Mill Lane';
const AT = new Date('2026-11-02T21:30:00Z');
const bruise = { code: '125667009', system: 'http://snomed.info/sct', display: 'Contusion' };

const attendance = (change: object) =>
  Object.assign(
    new HealthAttendance(),
    { id: 'a', at: AT, setting: 'EMERGENCY_DEPARTMENT', unscheduled: true, reason: null, provider: SECRET, outcome: SECRET },
    change,
  );
const condition = (change: object) =>
  Object.assign(
    new HealthCondition(),
    { id: 'c', onsetOn: '2026-01-01', recordedOn: null, safeguarding: false, code: null, system: null, display: null },
    change,
  );
const flag = (change: object) =>
  Object.assign(
    new HealthFlag(),
    {
      id: 'f',
      type: 'CP_IS',
      active: true,
      from: '2026-01-01',
      plan: null,
      code: null,
      system: null,
      display: null,
      authority: SECRET,
    },
    change,
  );

const CASES = [
  [attendanceEntry(attendance({ reason: bruise })), 'Emergency department attendance: Contusion', 'attendances', 'SIGNIFICANT'],
  [attendanceEntry(attendance({ setting: 'INPATIENT' })), 'Hospital admission, unplanned', 'attendances', 'NOTABLE'],
  [attendanceEntry(attendance({ setting: 'PRIMARY_CARE', unscheduled: false })), 'GP consultation', 'attendances', 'ROUTINE'],
  [
    wasNotBroughtEntry(
      Object.assign(new WasNotBroughtAppointment(), { id: 'w', at: AT, service: SECRET, provider: SECRET, reason: SECRET }),
    ),
    'Was not brought to an appointment',
    'was_not_brought',
    'NOTABLE',
  ],
  [conditionEntry(condition({ ...bruise })), 'Recorded: Contusion', 'conditions', 'ROUTINE'],
  [conditionEntry(condition({})), 'Recorded: a condition', 'conditions', 'ROUTINE'],
  [
    conditionEntry(condition({ code: '836881000000105' })),
    'Recorded: Child is cause for safeguarding concern',
    'safeguarding_codes',
    'SIGNIFICANT',
  ],
  [conditionEntry(condition({ code: '713201008', display: 'At risk of FGM' })), 'Recorded: At risk of FGM', 'fgm', 'SIGNIFICANT'],
  [
    mentalHealthEntry(
      Object.assign(new MentalHealthContact(), { id: 'm', at: AT, team: SECRET, provider: SECRET, reason: null, crisis: true }),
    ),
    'Mental health crisis contact',
    'mental_health',
    'SIGNIFICANT',
  ],
  [
    immunisationEntry(
      Object.assign(new Immunisation(), {
        id: 'i',
        on: '2026-01-01',
        status: 'NOT_DONE',
        display: 'MMR',
        code: '03',
        reason: SECRET,
      }),
    ),
    'Immunisation not given: MMR',
    'child_health_programme',
    'NOTABLE',
  ],
  [
    healthCheckEntry(Object.assign(new HealthCheck(), { id: 'h', on: '2026-01-01', check: 'ONE_YEAR', outcome: SECRET })),
    'One year review',
    'child_health_programme',
    'ROUTINE',
  ],
  [flagEntry(flag({ plan: 'PROTECTION_PLAN' })), 'CP-IS: child protection plan', 'flags', 'SIGNIFICANT'],
  [flagEntry(flag({ type: 'FGM' })), 'Flag set', 'fgm', 'SIGNIFICANT'],
  [
    flagEntry(flag({ type: 'REASONABLE_ADJUSTMENT', display: 'Needs an interpreter' })),
    'Flag set: Needs an interpreter',
    'flags',
    'ROUTINE',
  ],
] as const;

test.each(CASES)('the entry %# reads as health would say it, under its own line', (entry, headline, category, significance) => {
  expect(entry).toMatchObject({ headline, category, significance });
});

test('no headline carries free text, a provider or an authority', () => {
  expect(JSON.stringify(CASES.map(([entry]) => entry))).not.toContain(SECRET);
});

test('a pregnancy enters when it became known and when it ended, and says nothing of the unborn child', () => {
  const pregnancy = Object.assign(new Pregnancy(), {
    id: 'p',
    bookedOn: '2026-01-01',
    endedOn: '2026-05-01',
    outcome: SECRET,
    unborn: SECRET,
  });
  expect(pregnancyEntries(pregnancy).map(({ date, headline }) => `${date} ${headline}`)).toEqual([
    '2026-01-01 Pregnancy recorded',
    '2026-05-01 Pregnancy ended',
  ]);
  expect(JSON.stringify(pregnancyEntries(pregnancy))).not.toContain(SECRET);
  expect(pregnancyEntries(Object.assign(new Pregnancy(), { id: 'p', bookedOn: null, endedOn: null }))).toEqual([]);
});

test('FGM and pregnancy are named nowhere but under their own lines', () => {
  const fgm = { code: '713201008', display: 'At risk of FGM' };
  const pregnant = { code: '77386006', display: 'Pregnant' };
  expect([fgm, pregnant].map((reason) => attendanceEntry(attendance({ reason })).headline)).toEqual(
    Array(2).fill('Emergency department attendance'),
  );
  expect([fgm, pregnant].map((reason) => attendance({ reason }).reasonShown)).toEqual([null, null]);
  expect(conditionEntry(condition(pregnant))).toBeUndefined();
});

test('what was entered in error, and a flag without a date, have no entry', () => {
  expect(
    immunisationEntry(Object.assign(new Immunisation(), { id: 'i', on: '2026-01-01', status: 'ENTERED_IN_ERROR' })),
  ).toBeUndefined();
  expect(flagEntry(flag({ from: null }))).toBeUndefined();
});
