import type { EducationRecordInput } from '../../../../importers/records/education';

/** What the schools hold of a few pupils. */

const pupil = (key: string): EducationRecordInput => ({
  kind: 'person',
  key,
  person: key,
  data: {
    lifeStage: 'CHILD',
    names: [{ use: 'OFFICIAL', given: ['Ada'], family: 'Example' }],
    dateOfBirth: '2014-02-01',
    addresses: [],
  },
});
const year = { academicYear: '2025/26', term: 'SUMMER' } as const;

export const RECORDS: readonly EducationRecordInput[] = [
  ...['1', '2'].map(pupil),
  {
    kind: 'enrolment',
    key: 'e1',
    person: '1',
    data: {
      ...{ school: 'Fictional Primary', from: '2024-09-02', status: 'C', year: '6', partTime: false, boarder: 'N' },
      ...{ youngCarer: true, serviceChild: false, freeSchoolMeals: true },
    },
  },
  { kind: 'term', key: 't1', person: '1', data: { ...year, sessionsPossible: 120 } },
  { kind: 'attendance-sessions', key: 'a1', person: '1', data: { ...year, code: 'I', sessions: 12 } },
  { kind: 'attendance-sessions', key: 'a2', person: '1', data: { ...year, code: 'O', sessions: 6 } },
  {
    kind: 'attendance-sessions',
    key: 'a3',
    person: '1',
    data: { academicYear: '2024/25', term: 'SUMMER', code: 'Y5', sessions: 2 },
  },
  {
    kind: 'exclusion',
    key: 'x1',
    person: '1',
    data: { category: 'SUSPENSION', startedOn: '2026-06-08', sessions: 5, reasons: ['PA', 'DB'], senProvision: 'K' },
  },
  { kind: 'sen-provision', key: 'p1', person: '1', data: { provision: 'K', from: '2025-01-06' } },
  { kind: 'sen-need', key: 'n1', person: '1', data: { type: 'SLCN', rank: 1 } },
  {
    kind: 'safeguarding-concern',
    key: 'c1',
    person: '1',
    data: {
      raisedOn: '2026-05-04',
      category: 'PHYSICAL',
      summary: 'What the child said',
      action: 'Rang the front door',
      disclosure: true,
    },
  },
  {
    kind: 'home-education',
    key: 'h1',
    person: '1',
    data: { from: '2023-01-09', to: '2024-07-19', reason: 'Moved to Exampletown', suitable: true },
  },
  {
    kind: 'missing-education',
    key: 'm1',
    person: '1',
    data: { from: '2022-09-05', to: '2022-12-01', reason: 'Moved to Exampletown' },
  },
];
