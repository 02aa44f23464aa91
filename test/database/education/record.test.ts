import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Grant } from '../../../common/access/subject';
import { withClient } from '../../../tools/local-postgres/databases';
import { definition } from '../../../subgraphs/education';
import { signals } from '../../../subgraphs/education/signals';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { RECORDS } from './support/records';
import { openAgencyDatabase, storeRecords } from './support/store';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/education.yaml'), 'utf8');

const RECORD = `
  enrolments { school from to status { code label } year partTime boarder { label } youngCarer serviceChild freeSchoolMeals }
  attendance { academicYear term sessionsPossible sessionsAbsent overallAbsenceRate unauthorisedAbsenceRate persistentlyAbsent
    sessions { code { code label } group sessions } }
  exclusions { category startedOn sessions reasons { code label } senProvision { label } }
  senProvisions { provision { code label } from }
  senNeeds { type { code label } rank }
  safeguardingConcerns { raisedOn category disclosure summary action }
  homeEducation { from to suitable reason }
  missingEducation { from to reason }`;
const CHILD = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { education {
  ${RECORD} sourceHeader { state } chronologyEntries { date category headline } } } } }`;

interface Answer<T> {
  readonly data: T;
  readonly errors?: { readonly extensions: { readonly code: string; readonly category: string } }[];
}
type Content = Readonly<Record<string, Readonly<Record<string, unknown>>[] | null>>;
type Collated = Content & { readonly sourceHeader: object };

let under: AgencyUnderTest;
let database: DataSource;

beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  database = await openAgencyDatabase(under, definition);
  await storeRecords(under, database, definition, RECORDS);
});
afterAll(async () => {
  await database?.destroy();
  await under?.close();
});

async function collate(change: Partial<Grant>): Promise<{ education: Collated; withheld: string[] }> {
  const caller = new Caller(under, 'education', { roles: change.roles ?? ['mash_analyst'] });
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { education: await caller.grant(change) } }];
  const { data, errors = [] } = await caller.ask<Answer<{ _entities: [{ education: Collated }] }>>(CHILD, { people });
  return {
    education: data._entities[0].education,
    withheld: [...new Set(errors.map(({ extensions }) => extensions.category))].sort(),
  };
}

test('an analyst in a section 47 case reads all of it, with labels and rates worked out', async () => {
  const { education, withheld } = await collate({});
  expect(withheld).toEqual([]);
  expect(education).toMatchObject({
    enrolments: [
      {
        ...{
          school: 'Fictional Primary',
          from: '2024-09-02',
          to: null,
          year: '6',
          youngCarer: true,
          boarder: { label: 'Not a boarder' },
        },
        status: { code: 'C', label: 'Current: on roll at this school only' },
      },
    ],
    attendance: [
      {
        ...{ academicYear: '2025/26', term: 'SUMMER', sessionsPossible: 120, sessionsAbsent: 18, overallAbsenceRate: 15 },
        ...{ unauthorisedAbsenceRate: 5, persistentlyAbsent: true },
        sessions: [
          { code: { code: 'I', label: 'Illness' }, group: 'authorised', sessions: 12 },
          { code: { code: 'O' }, group: 'unauthorised', sessions: 6 },
        ],
      },
      { academicYear: '2024/25', sessionsPossible: null, overallAbsenceRate: null, sessions: [{ group: 'unable to attend' }] },
    ],
    exclusions: [
      { category: 'SUSPENSION', sessions: 5, reasons: [{ code: 'PA' }, { code: 'DB' }], senProvision: { label: 'SEN support' } },
    ],
    senProvisions: [{ provision: { code: 'K', label: 'SEN support' }, from: '2025-01-06' }],
    senNeeds: [{ type: { code: 'SLCN' }, rank: 1 }],
    safeguardingConcerns: [{ raisedOn: '2026-05-04', category: 'PHYSICAL', disclosure: true, summary: 'What the child said' }],
    homeEducation: [{ suitable: true, reason: 'Moved to Exampletown' }],
    missingEducation: [{ from: '2022-09-05', reason: 'Moved to Exampletown' }],
    sourceHeader: { state: 'RECORDS_FOUND' },
  });
});

test('at level 2 with consent an early help worker reads enrolment, rates and SEN support; the rest is withheld by name', async () => {
  const { education, withheld } = await collate({
    purpose: 'EARLY_HELP',
    level: 2,
    basis: 'CONSENT',
    roles: ['early_help_worker'],
  });
  expect(education).toMatchObject({
    enrolments: [{ school: null, year: '6', youngCarer: null }],
    attendance: [{ overallAbsenceRate: 15, sessions: null }, { sessions: null }],
    exclusions: null,
    senProvisions: [{ provision: { code: 'K' } }],
    senNeeds: null,
    safeguardingConcerns: null,
  });
  expect(withheld).toEqual(
    expect.arrayContaining([
      'attendance_codes',
      'exclusions',
      'pupil_circumstances',
      'safeguarding_concerns',
      'school',
      'sen_needs',
    ]),
  );
  expect(new Set(education.chronologyEntries?.map(({ category }) => category))).toEqual(
    new Set(['enrolment', 'attendance', 'sen_provision']),
  );
});

test('a protected whereabouts hides the school and the narratives, in the same case', async () => {
  const { education, withheld } = await collate({ protect: ['LOCATION'] });
  expect(withheld).toEqual(['out_of_school_reasons', 'safeguarding_narrative', 'school']);
  expect(education).toMatchObject({
    enrolments: [{ school: null, boarder: null, from: '2024-09-02' }],
    safeguardingConcerns: [{ summary: null }],
  });
  expect(JSON.stringify(education)).not.toMatch(/Fictional Primary|Exampletown/);
});

test('screening learns that there are records and reads none', async () => {
  const { education } = await collate({ purpose: 'SCREENING', level: 1, roles: ['screening_officer'] });
  expect(education.sourceHeader).toEqual({ state: 'RECORDS_FOUND' });
  expect([education.enrolments, education.safeguardingConcerns, education.chronologyEntries]).toEqual([null, null, []]);
});

test('an auditor is told nothing, with records or without', async () => {
  for (const ids of [['1'], []]) {
    const { education } = await collate({ purpose: 'AUDIT', roles: ['ig_auditor'], ids });
    expect(education.sourceHeader).toEqual({ state: 'WITHHELD' });
  }
});

test('nothing held is said only to whom every category may be known', async () => {
  expect((await collate({ ids: ['nobody'] })).education.sourceHeader).toEqual({ state: 'NO_RECORD_FOUND' });
  expect((await collate({ ids: ['nobody'], purpose: 'EARLY_HELP', level: 2, basis: 'CONSENT' })).education.sourceHeader).toEqual({
    state: 'NOTHING_SHAREABLE',
  });
});

test('the chronology is newest first, in words without a place', async () => {
  const { education } = await collate({});
  expect(education.chronologyEntries?.map(({ date, headline }) => `${String(date)} ${String(headline)}`)).toEqual([
    '2026-07-31 Persistent absence: missed 15 % of the summer term 2025/26',
    '2026-06-08 Suspended for 2.5 days',
    '2026-05-04 Safeguarding lead recorded a concern: physical harm, disclosed by the child',
    '2025-01-06 SEN support began',
    '2024-09-02 Joined a school roll',
    '2024-07-19 Elective home education ended',
    '2023-01-09 Elective home education began',
    '2022-12-01 No longer missing education',
    '2022-09-05 Missing education',
  ]);
});

describe('without a case', () => {
  const OWN = `query ($id: ID!) { educationRecord(personId: $id) { ${RECORD} } }`;
  const own = (principal: object, id: string) =>
    new Caller(under, 'education', principal).ask<Answer<{ educationRecord: Content | null }>>(OWN, { id });

  test("the education lead reads education's own records", async () => {
    const { data, errors } = await own({ agency: 'EDUCATION', roles: ['education_lead'] }, '1');
    expect(errors).toBeUndefined();
    expect(data.educationRecord?.safeguardingConcerns).toEqual([expect.objectContaining({ summary: 'What the child said' })]);
    expect((await own({ agency: 'EDUCATION', roles: ['education_lead'] }, 'nobody')).data.educationRecord).toBeNull();
  });

  test.each([
    ['another agency', { agency: 'POLICE', roles: ['education_lead'] }],
    ['a publisher of education', { agency: 'EDUCATION', roles: ['publisher'] }],
    ['a decision-maker', { agency: 'MASH', roles: ['decision_maker'] }],
  ])('%s does not', async (_, principal) => {
    const { data, errors } = await own(principal, '1');
    expect(data.educationRecord).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'WITHHELD', category: 'enrolment' });
  });
});

describe('signals', () => {
  test('come from the rows that stand, by person', async () => {
    const facts = await signals.load(['1', '2'], { database });
    const codes = (person: string) => signals.derive(facts.get(person) as never, '2026-11-22').map(({ indicator }) => indicator);
    expect(codes('1').sort()).toEqual(
      [
        ...['attendance_persistent', 'behaviour_challenging', 'behaviour_disruptive', 'child_disclosure', 'low_income'],
        ...['physical_abuse_suspected', 'sen_support', 'speech_language_need', 'suspension_some', 'young_carer'],
      ].sort(),
    );
    expect(codes('2')).toEqual([]);
  });

  test('leave out what is sealed or retracted', async () => {
    await withClient(under.database.adminUrl, async (client) => {
      await client.query('update safeguarding_concern set sealed = true');
      await client.query("update exclusion set retracted_at = '2026-10-01'");
    });
    const facts = await signals.load(['1'], { database });
    expect([facts.get('1')?.concerns, facts.get('1')?.exclusions]).toEqual([[], []]);
    const { education } = await collate({});
    expect([education.safeguardingConcerns, education.exclusions]).toEqual([[], []]);
  });
});

test('a term that stands on its sessions alone says where they came from', async () => {
  const caller = new Caller(under, 'education');
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { education: await caller.grant({ ids: ['1'] }) } }];
  const { data, errors } = await caller.ask<Answer<unknown>>(
    `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { education {
      attendance { academicYear provenance { row } sessions { provenance { row } } } } } } }`,
    { people },
  );
  expect(errors).toBeUndefined();
  const row = (number: number) => ({ provenance: { row: number } });
  expect(data).toEqual({
    _entities: [
      {
        education: {
          attendance: [
            { academicYear: '2025/26', ...row(2), sessions: [row(2), row(3)] },
            { academicYear: '2024/25', ...row(4), sessions: [row(4)] },
          ],
        },
      },
    ],
  });
});
