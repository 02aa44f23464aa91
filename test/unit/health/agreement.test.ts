import { PURPOSES, ROLES } from '../../../common/access/vocabulary';
import { buildAgencySchema } from '../../../common/agency/agency-schema';
import { definition, signals } from '../../../subgraphs/health';
import { HEALTH_RULES } from '../../../subgraphs/health/signals/rules';
import { AgreementAsked, ANALYST_AT_4, type Asking } from '../agency/agreement-asked';

const asked = new AgreementAsked('health');
const { agreement, categories } = asked;
const sees = (asking: Asking, state: 'CONTENT' | 'EXISTENCE') => asked.sees(asking, state);

test('every field of the schema stands in exactly one category, and every line is a field', async () => {
  await expect(buildAgencySchema(definition, agreement)).resolves.toBeDefined();
});

test('every signal belongs to a category that may feed it and may influence the threshold', () => {
  for (const { category } of HEALTH_RULES) {
    expect([category, agreement.categories.get(category)?.feed, agreement.categories.get(category)?.threshold]).toEqual([
      category,
      { basis: 'PUBLIC_TASK' },
      'full',
    ]);
  }
  expect(signals.indicators).toContain('was_not_brought_repeated');
});

test('an analyst of a section 47 enquiry reads everything about the child', () => {
  expect(sees(ANALYST_AT_4, 'CONTENT')).toEqual(categories);
});

test("of an adult's health the same analyst reads only what bears on the care of a child", () => {
  const asking = { ...ANALYST_AT_4, relation: 'HOUSEHOLD_ADULT' as const };
  expect(sees(asking, 'CONTENT')).toEqual(['registration', 'safeguarding_codes', 'fgm', 'mental_health', 'pregnancy']);
  const known = new Set([...sees(asking, 'CONTENT'), ...sees(asking, 'EXISTENCE')]);
  expect(definition.kinds.filter(({ category }) => !known.has(category))).toEqual([]);
});

test('below level 4 nobody outside health reads anything of an adult', () => {
  for (const role of ROLES.filter((one) => one !== 'health_navigator')) {
    for (const purpose of PURPOSES) {
      expect(sees({ role, purpose, level: 3, relation: 'HOUSEHOLD_ADULT' }, 'CONTENT')).toEqual([]);
    }
  }
});

test.each([
  [4, 13],
  [3, 11],
  [2, 3],
])('at level %i the analyst reads %i categories', (level, count) => {
  const purpose = { 4: 'SECTION_47', 3: 'CHILD_IN_NEED', 2: 'EARLY_HELP' }[level] ?? '';
  expect(sees({ role: 'mash_analyst', purpose, level }, 'CONTENT')).toHaveLength(count);
});

test('FGM and pregnancy are not even known of below level 4', () => {
  const known = ROLES.filter((role) => role !== 'health_navigator').flatMap((role) =>
    PURPOSES.flatMap((purpose) =>
      ['fgm', 'pregnancy'].filter((id) => asked.stateOf(id, { role, purpose, level: 3 }) !== 'WITHHELD'),
    ),
  );
  expect(known).toEqual([]);
});

test('police staff read no health content', () => {
  for (const purpose of PURPOSES) expect(sees({ role: 'police_researcher', purpose, level: 4 }, 'CONTENT')).toEqual([]);
});

test('an education lead learns which services know the child, and nothing about an adult', () => {
  expect(sees({ ...ANALYST_AT_4, role: 'education_lead' }, 'CONTENT')).toEqual(['registration']);
  const adult = { ...ANALYST_AT_4, role: 'education_lead', relation: 'HOUSEHOLD_ADULT' as const };
  expect([...sees(adult, 'CONTENT'), ...sees(adult, 'EXISTENCE')]).toEqual([]);
});

test('an early help worker reads three categories of the child who consented', () => {
  const asking = { role: 'early_help_worker', purpose: 'EARLY_HELP', level: 2 };
  expect(sees(asking, 'CONTENT')).toEqual(['registration', 'was_not_brought', 'child_health_programme']);
  expect(sees({ ...asking, basis: 'PUBLIC_TASK' }, 'CONTENT')).toEqual([]);
});

test('a screening officer learns that there are records of ordinary care, and reads none', () => {
  const asking = { role: 'screening_officer', purpose: 'SCREENING', level: 1 };
  expect(sees(asking, 'CONTENT')).toEqual([]);
  expect(sees(asking, 'EXISTENCE')).toEqual(['registration', 'attendances', 'was_not_brought', 'child_health_programme']);
});

test.each(['ig_auditor', 'publisher'])('a %s learns nothing about anybody', (role) => {
  for (const purpose of PURPOSES) {
    expect([...sees({ role, purpose, level: 4 }, 'CONTENT'), ...sees({ role, purpose, level: 4 }, 'EXISTENCE')]).toEqual([]);
  }
});

test('a protected address withholds where a person is treated', () => {
  expect(sees({ ...ANALYST_AT_4, protect: ['LOCATION'] }, 'EXISTENCE')).toEqual(['providers', 'notes']);
});
