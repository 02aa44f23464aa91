import { PURPOSES, ROLES } from '../../../common/access/vocabulary';
import { buildAgencySchema } from '../../../common/agency/agency-schema';
import { definition, signals } from '../../../subgraphs/police';
import { POLICE_RULES } from '../../../subgraphs/police/signals/rules';
import { AgreementAsked, ANALYST_AT_4, type Asking } from '../agency/agreement-asked';

const asked = new AgreementAsked('police');
const { agreement, categories } = asked;
const sees = (asking: Asking, state: 'CONTENT' | 'EXISTENCE') => asked.sees(asking, state);

test('every field of the schema stands in exactly one category, and every line is a field', async () => {
  await expect(buildAgencySchema(definition, agreement)).resolves.toBeDefined();
});

test('every signal belongs to a category that may feed it and may influence the threshold', () => {
  for (const { category } of POLICE_RULES) {
    expect([category, agreement.categories.get(category)?.feed, agreement.categories.get(category)?.threshold]).toEqual([
      category,
      { basis: 'PUBLIC_TASK' },
      expect.stringMatching(/^(full|level_only)$/),
    ]);
  }
  expect(signals.indicators).toContain('missing_regular');
});

test('an analyst of a section 47 enquiry reads everything about the child', () => {
  expect(sees(ANALYST_AT_4, 'CONTENT')).toEqual(categories);
});

test("an adult's record never shows what a victim of domestic abuse told the police", () => {
  const asking = { ...ANALYST_AT_4, relation: 'HOUSEHOLD_ADULT' as const };
  expect(sees(asking, 'CONTENT')).not.toContain('domestic_abuse_victim');
  expect(sees(asking, 'EXISTENCE')).toEqual(['domestic_abuse_victim']);
});

test.each([
  [4, 10],
  [3, 6],
  [2, 1],
])('at level %i the analyst reads %i categories', (level, count) => {
  const purpose = { 4: 'SECTION_47', 3: 'CHILD_IN_NEED', 2: 'EARLY_HELP' }[level] ?? '';
  expect(sees({ role: 'mash_analyst', purpose, level }, 'CONTENT')).toHaveLength(count);
});

test('intelligence is known outside the police to analysts and decision makers of a section 47 enquiry only', () => {
  const known = ROLES.flatMap((role) =>
    PURPOSES.flatMap((purpose) =>
      [1, 2, 3, 4].flatMap((level) =>
        (['PUBLIC_TASK', 'LEGAL_OBLIGATION', 'CONSENT', 'VITAL_INTERESTS'] as const)
          .filter((basis) => asked.stateOf('intelligence', { role, purpose, level, basis }) !== 'WITHHELD')
          .map(() => `${role} ${purpose} ${level}`),
      ),
    ),
  );
  expect([...new Set(known)].filter((line) => !line.startsWith('police_researcher'))).toEqual([
    'mash_analyst SECTION_47 4',
    'decision_maker SECTION_47 4',
  ]);
  expect(agreement.categories.get('intelligence')?.threshold).toBe('level_only');
});

test.each(['health_navigator', 'education_lead'])(
  'a %s reads missing episodes at level 4 and knows of incidents and domestic abuse',
  (role) => {
    expect(sees({ ...ANALYST_AT_4, role }, 'CONTENT')).toEqual(['missing_episodes']);
    expect(sees({ ...ANALYST_AT_4, role }, 'EXISTENCE')).toEqual(['incidents', 'domestic_abuse']);
  },
);

test('an early help worker reads missing episodes of the child who consented, and nothing of a section 47 enquiry', () => {
  expect(sees({ role: 'early_help_worker', purpose: 'EARLY_HELP', level: 2 }, 'CONTENT')).toEqual(['missing_episodes']);
  expect(sees({ role: 'early_help_worker', purpose: 'EARLY_HELP', level: 2, relation: 'HOUSEHOLD_CHILD' }, 'CONTENT')).toEqual(
    [],
  );
  expect(sees({ ...ANALYST_AT_4, role: 'early_help_worker' }, 'CONTENT')).toEqual([]);
});

test('a screening officer learns that there are records, and reads none', () => {
  const asking = { role: 'screening_officer', purpose: 'SCREENING', level: 1 };
  expect(sees(asking, 'CONTENT')).toEqual([]);
  expect(sees(asking, 'EXISTENCE')).toEqual(['identity', 'incidents', 'domestic_abuse', 'missing_episodes']);
});

test.each(['ig_auditor', 'publisher'])('a %s learns nothing about anybody', (role) => {
  for (const purpose of PURPOSES) {
    expect(sees({ role, purpose, level: 4 }, 'CONTENT')).toEqual([]);
    expect(sees({ role, purpose, level: 4 }, 'EXISTENCE')).toEqual([]);
  }
});

test('a protected address withholds places and narrative; a protected identity hides names altogether', () => {
  expect(sees({ ...ANALYST_AT_4, protect: ['LOCATION'] }, 'EXISTENCE')).toEqual(['narrative', 'locations', 'intelligence']);
  const open = sees({ ...ANALYST_AT_4, protect: ['IDENTITY'] }, 'CONTENT');
  expect(categories.filter((id) => !open.includes(id))).toEqual(['identity', 'narrative', 'intelligence']);
});

test('whoever may read domestic abuse may read the incidents it was assessed of', () => {
  for (const role of ROLES) {
    for (const purpose of PURPOSES) {
      for (const level of [1, 2, 3, 4]) {
        const read = sees({ role, purpose, level }, 'CONTENT');
        if (read.includes('domestic_abuse')) expect(read).toContain('incidents');
      }
    }
  }
});
