import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { decide } from '../../../common/access/decide';
import type { Grant } from '../../../common/access/subject';
import { buildAgencySchema } from '../../../common/agency/agency-schema';
import { definition } from '../../../subgraphs/social-care';
import { RULES } from '../../../subgraphs/social-care/signals';
import { CASE_PURPOSES_OF_LEVELS, caseGrant } from '../education/support/grants';

const FILE = join(__dirname, '../../../policy/agreements/social-care.yaml');
const agreement = compileAgreement(readFileSync(FILE, 'utf8'), 'social-care.yaml');
const NOW = new Date('2026-11-22T12:00:00Z');
/** Receipts of publications, and who was shown what: no case opens them. */
const categories = [...agreement.categories.keys()].filter((category) => !['publishing', 'own_disclosures'].includes(category));

const stateOf = (category: string, change: Partial<Grant>) =>
  decide(caseGrant('social-care', change), agreement, category, NOW).state;
const contentOf = (change: Partial<Grant>) => categories.filter((category) => stateOf(category, change) === 'CONTENT');
const existenceOf = (change: Partial<Grant>) => categories.filter((category) => stateOf(category, change) !== 'WITHHELD');

const earlyHelp = { purpose: 'EARLY_HELP', level: 2, basis: 'CONSENT' } as const;
const childInNeed = { purpose: 'CHILD_IN_NEED', level: 3 } as const;
const screening = { purpose: 'SCREENING', level: 1, roles: ['screening_officer'] } as const;
const KINDS = [...new Set(definition.kinds.map(({ category }) => category))];

test('every field of the schema stands in the agreement, every line is a field, and every kind has its category', async () => {
  await expect(buildAgencySchema(definition, agreement)).resolves.toBeDefined();
});

test('a decision-maker on a legal obligation in a section 47 case sees all that social care holds about the child', () => {
  expect(contentOf({ roles: ['decision_maker'], basis: 'LEGAL_OBLIGATION' })).toEqual(categories);
});

test('an analyst in a section 47 case sees all but adoption, of which they may know that it exists', () => {
  expect(categories.filter((category) => !contentOf({}).includes(category))).toEqual(['adoption']);
  expect(existenceOf({})).toEqual(categories);
});

test('an analyst sees clearly less at level 2 than at level 3, and less at level 3 than at level 4', () => {
  const [two, three, four] = [contentOf(earlyHelp), contentOf(childInNeed), contentOf({})];
  expect(two).toEqual(['involvement', 'previous_involvement', 'contacts', 'referrals', 'allocated_workers']);
  expect(three.length).toBeGreaterThan(two.length + 5);
  expect(four.length).toBeGreaterThan(three.length + 3);
});

test('an early help worker learns whether a case is open, and nothing else', () => {
  const worker = { ...earlyHelp, roles: ['early_help_worker'] };
  expect(existenceOf(worker)).toEqual(['involvement']);
  for (const change of CASE_PURPOSES_OF_LEVELS.filter(({ purpose }) => purpose !== 'EARLY_HELP')) {
    expect(existenceOf({ ...change, roles: ['early_help_worker'] })).toEqual([]);
  }
});

test('section 47 enquiries show nothing at level 2, that they exist at level 3, and their content at level 4', () => {
  const states = [earlyHelp, childInNeed, {}].map((change) => stateOf('section_47', { ...change, roles: ['decision_maker'] }));
  expect(states).toEqual(['WITHHELD', 'EXISTENCE', 'CONTENT']);
});

test('a screening officer reads the history of contacts, referrals and worker, and knows what else there is but for adoption', () => {
  expect(contentOf(screening)).toEqual([
    'involvement',
    'previous_involvement',
    'contacts',
    'referrals',
    'allocated_workers',
    'worker_teams',
  ]);
  expect(KINDS.filter((category) => !existenceOf(screening).includes(category))).toEqual(['adoption']);
});

test('who made a contact or referral is never shown at screening or level 2, and at level 3 only to those who decide', () => {
  expect(stateOf('referrer', screening)).toBe('WITHHELD');
  expect(stateOf('referrer', { ...earlyHelp, roles: ['decision_maker', 'social_care_lead'] })).toBe('WITHHELD');
  expect(stateOf('referrer', childInNeed)).toBe('WITHHELD');
  expect(stateOf('referrer', { ...childInNeed, roles: ['decision_maker'] })).toBe('CONTENT');
});

test('an auditor learns nothing from any case, not even that there is a record', () => {
  for (const change of CASE_PURPOSES_OF_LEVELS)
    expect(existenceOf({ ...change, roles: ['ig_auditor', 'publisher'] })).toEqual([]);
});

test('how care ended and why a case closed stand with adoption, the strictest category', () => {
  const adoption = agreement.categories.get('adoption');
  expect(adoption?.fields).toEqual(expect.arrayContaining(['CareEpisode.endReason', 'SocialCareReferral.closureReason']));
  expect([adoption?.identifying, adoption?.locating, adoption?.threshold, adoption?.feed]).toEqual([
    true,
    true,
    'none',
    undefined,
  ]);
});

test('while an identity is protected nobody learns that there was an adoption', () => {
  for (const change of CASE_PURPOSES_OF_LEVELS) {
    expect(stateOf('adoption', { ...change, roles: ['decision_maker', 'social_care_lead'], protect: ['IDENTITY'] })).toBe(
      'WITHHELD',
    );
  }
});

test('what can tell where a child is stays closed while their whereabouts are protected', () => {
  const everything = { roles: ['decision_maker'], basis: 'LEGAL_OBLIGATION' } as const;
  expect(categories.filter((category) => stateOf(category, { ...everything, protect: ['LOCATION'] }) !== 'CONTENT')).toEqual([
    'contact_narrative',
    'placements',
    'placement_addresses',
    'adoption',
    'worker_teams',
  ]);
});

test("where a child is placed is for social care, the decision-maker, and at level 4 the analyst; never for partners' leads", () => {
  for (const role of ['police_researcher', 'health_navigator', 'education_lead', 'screening_officer', 'early_help_worker']) {
    for (const change of CASE_PURPOSES_OF_LEVELS) {
      expect([role, stateOf('placement_addresses', { ...change, roles: [role] })]).toEqual([role, 'WITHHELD']);
    }
  }
});

test('the education lead sees little of social care: whether open, the worker, plans and being looked after, never a factor or a narrative', () => {
  const seen = new Set(CASE_PURPOSES_OF_LEVELS.flatMap((change) => contentOf({ ...change, roles: ['education_lead'] })));
  for (const closed of [
    'assessment_factors',
    'contact_narrative',
    'referrer',
    'referral_need',
    'pre_proceedings',
    'adoption',
    'placements',
  ]) {
    expect(seen).not.toContain(closed);
  }
});

test('looked-after children open their reviews and placements from level 3, and no section 47 material', () => {
  const lookedAfter = contentOf({ purpose: 'LOOKED_AFTER', level: 3 });
  expect(lookedAfter).toEqual(
    expect.arrayContaining(['care_episodes', 'placements', 'care_reviews', 'missing_from_care', 'care_outcomes']),
  );
  expect(lookedAfter).not.toContain('section_47');
  expect(contentOf({ purpose: 'LOOKED_AFTER', level: 2 })).toEqual([]);
});

test('of an adult in the household less is shown than of the child', () => {
  const adult = contentOf({ relation: 'HOUSEHOLD_ADULT' });
  expect(adult).toEqual(['involvement', 'previous_involvement', 'contacts', 'referrals', 'protection_plans']);
});

test('the social care lead reads every category of their own records without a case', () => {
  const own = (roles: string[]) =>
    categories.filter((category) => {
      const principal = { kind: 'principal', sub: 's', agency: 'SOCIAL_CARE', roles, teams: [], rid: 'r' } as const;
      return decide(principal, agreement, category, NOW).state === 'CONTENT';
    });
  expect(own(['social_care_lead'])).toEqual(categories);
  expect(own(['publisher'])).toEqual([]);
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
