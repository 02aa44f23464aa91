import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { decide } from '../../../common/access/decide';
import type { Grant } from '../../../common/access/subject';
import { CASE_PURPOSES_OF_LEVELS, caseGrant } from './support/grants';
import { buildAgencySchema } from '../../../common/agency/agency-schema';
import { definition } from '../../../subgraphs/education';
import { RULES } from '../../../subgraphs/education/signals';

const FILE = join(__dirname, '../../../policy/agreements/education.yaml');
const agreement = compileAgreement(readFileSync(FILE, 'utf8'), 'education.yaml');
const NOW = new Date('2026-11-22T12:00:00Z');
/** Receipts of publications, and who was shown what: no case opens them. */
const categories = [...agreement.categories.keys()].filter((category) => !['publishing', 'own_disclosures'].includes(category));

const stateOf = (category: string, change: Partial<Grant>) =>
  decide(caseGrant('education', change), agreement, category, NOW).state;
const contentOf = (change: Partial<Grant>) => categories.filter((category) => stateOf(category, change) === 'CONTENT');
const existenceOf = (change: Partial<Grant>) => categories.filter((category) => stateOf(category, change) !== 'WITHHELD');

const earlyHelp = { purpose: 'EARLY_HELP', level: 2, basis: 'CONSENT' } as const;
const childInNeed = { purpose: 'CHILD_IN_NEED', level: 3 } as const;
const screening = { purpose: 'SCREENING', level: 1, roles: ['screening_officer'] } as const;

test('every field of the schema stands in the agreement, every line is a field, and every kind has its category', async () => {
  await expect(buildAgencySchema(definition, agreement)).resolves.toBeDefined();
});

test('a decision-maker in a section 47 case sees all that education holds about the child', () => {
  expect(contentOf({ roles: ['decision_maker'] })).toEqual(categories);
});

test('an analyst sees clearly less at level 2 than at level 3, and less at level 3 than at level 4', () => {
  const [two, three, four] = [contentOf(earlyHelp), contentOf(childInNeed), contentOf({})];
  expect(two.length).toBeLessThan(three.length - 3);
  expect(three.length).toBeLessThan(four.length);
  expect(two).toEqual(['enrolment', 'attendance', 'exclusions', 'sen_provision', 'home_education', 'missing_education']);
});

test('an early help worker sees enrolment, attendance and SEN support, with consent and at level 2 only', () => {
  const worker = { ...earlyHelp, roles: ['early_help_worker'] };
  expect(contentOf(worker)).toEqual(['enrolment', 'attendance', 'sen_provision']);
  expect(existenceOf({ ...worker, basis: 'PUBLIC_TASK' })).toEqual([]);
  expect(existenceOf({ ...worker, purpose: 'SECTION_47', level: 4, basis: 'PUBLIC_TASK' })).toEqual([]);
});

test('consent to early help is about the child it was given for, not about others in the household', () => {
  expect(existenceOf({ ...earlyHelp, relation: 'HOUSEHOLD_CHILD' })).toEqual([]);
});

test('a screening officer learns what kinds of record exist and reads none of them', () => {
  expect(contentOf(screening)).toEqual([]);
  const kinds = new Set(definition.kinds.map(({ category }) => category));
  expect(existenceOf(screening)).toEqual(expect.arrayContaining([...kinds]));
});

test('an auditor learns nothing from any case, not even that there is a record', () => {
  for (const change of CASE_PURPOSES_OF_LEVELS)
    expect(existenceOf({ ...change, roles: ['ig_auditor', 'publisher'] })).toEqual([]);
});

test('a police researcher learns that the child is on roll, missing from education, and no more', () => {
  expect(contentOf({ roles: ['police_researcher'] })).toEqual(['enrolment', 'missing_education']);
});

test("a safeguarding lead's words reach an analyst at level 4 and not before", () => {
  expect(stateOf('safeguarding_narrative', childInNeed)).toBe('WITHHELD');
  expect(stateOf('safeguarding_narrative', {})).toBe('CONTENT');
});

test('what can tell where a child is stays closed while their whereabouts are protected', () => {
  const locating = categories.filter(
    (category) => stateOf(category, { roles: ['decision_maker'], protect: ['LOCATION'] }) !== 'CONTENT',
  );
  expect(locating).toEqual(['school', 'safeguarding_narrative', 'out_of_school_reasons']);
});

test('of an adult in the household, education shows nothing', () => {
  for (const role of ['mash_analyst', 'decision_maker', 'social_care_lead']) {
    expect(contentOf({ roles: [role], relation: 'HOUSEHOLD_ADULT' })).toEqual([]);
  }
});

test('the education lead reads every category of their own records without a case; nobody else of education does', () => {
  const own = (roles: string[], agency = 'EDUCATION') =>
    categories.filter(
      (category) =>
        decide({ kind: 'principal', sub: 's', agency, roles, teams: [], rid: 'r' }, agreement, category, NOW).state === 'CONTENT',
    );
  expect(own(['education_lead'])).toEqual(categories);
  expect(own(['publisher'])).toEqual([]);
  expect(own(['education_lead'], 'POLICE')).toEqual([]);
});

test('every rule for signals reads a category that feeds and may influence the threshold', () => {
  for (const { category, indicator } of RULES) {
    const its = agreement.categories.get(category);
    expect([indicator, its?.feed?.basis, its?.threshold === 'none']).toEqual([indicator, 'PUBLIC_TASK', false]);
  }
});

test('a category that feeds has a rule that uses it', () => {
  const feeding = [...agreement.categories.values()].filter(({ feed }) => feed !== undefined).map(({ id }) => id);
  expect(new Set(RULES.map(({ category }) => category))).toEqual(new Set(feeding));
});
