import {
  concernEntry,
  enrolmentEntries,
  exclusionEntry,
  homeEducationEntries,
  missingEducationEntries,
  senEntries,
  termEntries,
} from '../../../subgraphs/education/chronology';
import { SchoolEnrolment } from '../../../subgraphs/education/records/enrolment';
import { Exclusion } from '../../../subgraphs/education/records/exclusion';
import { HomeEducation, MissingEducation } from '../../../subgraphs/education/records/out-of-school';
import { SafeguardingConcern } from '../../../subgraphs/education/records/safeguarding-concern';
import { SenProvision } from '../../../subgraphs/education/records/sen';
import { SchoolTerm } from '../../../subgraphs/education/records/term';

const of = <T extends object>(row: new () => T, data: Partial<T>): T =>
  Object.assign(new row(), { id: 'r', knownFrom: new Date() }, data);
const headlines = (entries: readonly { headline: string }[]) => entries.map(({ headline }) => headline);

test('joining and leaving a roll never name the school', () => {
  const entries = enrolmentEntries(of(SchoolEnrolment, { school: 'Fictional Primary', from: '2024-09-02', to: '2026-07-17' }));
  expect(headlines(entries)).toEqual(['Joined a school roll', 'Left a school roll']);
  expect(enrolmentEntries(of(SchoolEnrolment, { school: 'Fictional Primary', from: null, to: null }))).toEqual([]);
});

test('only a term of persistent or severe absence is an event', () => {
  const term = (authorised: number) =>
    of(SchoolTerm, { academicYear: '2024/25', term: 'SPRING', sessionsPossible: 120, authorised, unauthorised: 0 });
  expect(termEntries(term(11))).toEqual([]);
  expect(termEntries(term(15))).toEqual([
    expect.objectContaining({
      headline: 'Persistent absence: missed 12.5 % of the spring term 2024/25',
      date: '2025-03-31',
      significance: 'NOTABLE',
    }),
  ]);
  expect(termEntries(term(60))[0]).toMatchObject({
    headline: 'Severe absence: missed 50 % of the spring term 2024/25',
    significance: 'SIGNIFICANT',
  });
});

test('a suspension says how many days, a permanent exclusion does not', () => {
  const imposed = (change: Partial<Exclusion>) =>
    exclusionEntry(
      of(Exclusion, { category: 'SUSPENSION', startedOn: '2026-01-12', sessions: null, reasons: ['PA'], ...change }),
    );
  expect(imposed({ sessions: 5 }).headline).toBe('Suspended for 2.5 days');
  expect(imposed({ sessions: 2 }).headline).toBe('Suspended for 1 day');
  expect(imposed({}).headline).toBe('Suspended');
  expect(imposed({ category: 'PERMANENT', sessions: 10 })).toMatchObject({
    headline: 'Permanently excluded',
    significance: 'SIGNIFICANT',
  });
});

test('SEN support and plans are events when they have a date', () => {
  expect(headlines(senEntries(of(SenProvision, { provision: 'E', from: '2025-02-03' })))).toEqual([
    'Education, health and care plan began',
  ]);
  expect(headlines(senEntries(of(SenProvision, { provision: 'K', from: '2025-02-03' })))).toEqual(['SEN support began']);
  expect(senEntries(of(SenProvision, { provision: 'K', from: null }))).toEqual([]);
});

test('a concern shows its category and whether the child spoke, never the narrative', () => {
  const summary = 'Said that Mr Example at 1 Example Road hit them';
  const concern = of(SafeguardingConcern, { raisedOn: '2026-02-02', category: 'PHYSICAL', disclosure: true, summary });
  expect(concernEntry(concern)).toEqual({
    id: 'r',
    date: '2026-02-02',
    kind: 'safeguarding-concern',
    category: 'safeguarding_concerns',
    headline: 'Safeguarding lead recorded a concern: physical harm, disclosed by the child',
    significance: 'SIGNIFICANT',
  });
});

test('being out of school has a beginning and an end', () => {
  const reason = 'Moved to Exampletown';
  expect(headlines(missingEducationEntries(of(MissingEducation, { from: '2026-01-05', to: '2026-02-05', reason })))).toEqual([
    'Missing education',
    'No longer missing education',
  ]);
  expect(headlines(homeEducationEntries(of(HomeEducation, { from: '2026-01-05', to: null, suitable: false, reason })))).toEqual([
    'Elective home education began; later found unsuitable',
  ]);
});
