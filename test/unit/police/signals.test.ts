import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { signals } from '../../../subgraphs/police';
import type { PoliceFacts } from '../../../subgraphs/police/signals/facts';
import { POLICE_RULES } from '../../../subgraphs/police/signals/rules';
import { ADULT, arrest, CHILD, facts, incident, marker, missing, report, TODAY, TODDLER } from './facts-builder';

const derive = (change: Partial<PoliceFacts>) => signals.derive(facts(change), TODAY);
const told = (change: Partial<PoliceFacts>): string[] => derive(change).map(({ indicator, category }) => `${indicator} (${category})`);
const suspect = { role: 'SUSPECT', dateOfBirth: '1990-01-01', family: true } as const;
const stranger = { ...suspect, family: false };
const childVictim = { role: 'VICTIM', dateOfBirth: '2015-01-01', family: false } as const;
const da = (days: number, assessment = {}) => incident('DOMESTIC_ABUSE', 'PRESENT', days, { assessment });

/** Sentence, records that show it, records that nearly do. */
const SCENARIOS: readonly (readonly [string, string, Partial<PoliceFacts>, Partial<PoliceFacts>])[] = [
  ['cruelty to a child', 'physical_abuse_suspected (incidents)', { incidents: [incident('CRUELTY', 'VICTIM', 30)] }, { incidents: [incident('CRUELTY', 'WITNESS', 30)] }],
  ['an assault on a child by family', 'physical_abuse_suspected (incidents)', { incidents: [incident('ASSAULT', 'VICTIM', 30, { others: [suspect] })] }, { incidents: [incident('ASSAULT', 'VICTIM', 30, { others: [stranger] })] }],
  ['an assault on a child under ten', 'physical_abuse_suspected (incidents)', { person: TODDLER, incidents: [incident('ASSAULT', 'VICTIM', 30)] }, { incidents: [incident('ASSAULT', 'VICTIM', 30)] }],
  ['a sexual offence against a child', 'sexual_abuse_suspected (incidents)', { incidents: [incident('SEXUAL_OFFENCE', 'VICTIM', 30)] }, { person: ADULT, incidents: [incident('SEXUAL_OFFENCE', 'VICTIM', 30)] }],
  ['one incident of neglect', 'neglect_possible (incidents)', { incidents: [incident('NEGLECT', 'VICTIM', 30)] }, { incidents: [incident('NEGLECT', 'VICTIM', 800)] }],
  ['two incidents of neglect', 'neglect_long_term (incidents)', { incidents: [incident('NEGLECT', 'VICTIM', 30), incident('NEGLECT', 'PRESENT', 400)] }, { incidents: [incident('NEGLECT', 'VICTIM', 30)] }],
  ['police protection', 'basic_care_unsafe (incidents)', { incidents: [incident('POLICE_PROTECTION', 'VICTIM', 30)] }, { incidents: [incident('POLICE_PROTECTION', 'WITNESS', 30)] }],
  ['sexual exploitation of a child', 'cse_current (incidents)', { incidents: [incident('CHILD_SEXUAL_EXPLOITATION', 'VICTIM', 30)] }, { incidents: [incident('CHILD_SEXUAL_EXPLOITATION', 'PRESENT', 30)] }],
  ['a child present at sexual exploitation', 'cse_emerging (incidents)', { incidents: [incident('CHILD_SEXUAL_EXPLOITATION', 'PRESENT', 30)] }, { incidents: [incident('CHILD_SEXUAL_EXPLOITATION', 'PRESENT', 400)] }],
  ['an exploited child recorded as a suspect', 'cce_gang_involved (incidents)', { incidents: [incident('CHILD_CRIMINAL_EXPLOITATION', 'SUSPECT', 30)] }, { incidents: [incident('CHILD_CRIMINAL_EXPLOITATION', 'WITNESS', 30)] }],
  ['modern slavery', 'trafficked (incidents)', { incidents: [incident('MODERN_SLAVERY', 'VICTIM', 30)] }, { incidents: [incident('MODERN_SLAVERY', 'PRESENT', 30)] }],
  ['forced marriage', 'honour_based_abuse_risk (incidents)', { incidents: [incident('FORCED_MARRIAGE', 'PRESENT', 30)] }, { incidents: [incident('FORCED_MARRIAGE', 'SUSPECT', 30)] }],
  ['harm online', 'online_risk (incidents)', { incidents: [incident('ONLINE_HARM', 'VICTIM', 30)] }, { incidents: [incident('ONLINE_HARM', 'SUSPECT', 30)] }],
  ['a mental health call to a child', 'mental_health_acute (incidents)', { incidents: [incident('MENTAL_HEALTH', 'VICTIM', 30)] }, { incidents: [incident('MENTAL_HEALTH', 'VICTIM', 200)] }],
  ['two calls to a concern for safety', 'unsafe_situations (incidents)', { incidents: [incident('CONCERN_FOR_SAFETY', 'VICTIM', 30), incident('CONCERN_FOR_SAFETY', 'VICTIM', 90)] }, { incidents: [incident('CONCERN_FOR_SAFETY', 'VICTIM', 30)] }],
  ['anti-social behaviour against a family', 'community_harassment (incidents)', { person: ADULT, incidents: [incident('ANTISOCIAL_BEHAVIOUR', 'VICTIM', 3), incident('ANTISOCIAL_BEHAVIOUR', 'VICTIM', 9)] }, { incidents: [incident('ANTISOCIAL_BEHAVIOUR', 'VICTIM', 3)] }],
  ['a single minor event', 'pf_incident_minor_isolated (incidents)', { incidents: [incident('THEFT', 'WITNESS', 30)] }, { incidents: [incident('THEFT', 'WITNESS', 30), incident('CRUELTY', 'VICTIM', 60)] }],
  ['one theft by a child', 'antisocial_low (incidents)', { incidents: [incident('THEFT', 'SUSPECT', 30)] }, { person: ADULT, incidents: [incident('THEFT', 'SUSPECT', 30)] }],
  ['two crimes by a child', 'offending_starting (incidents)', { incidents: [incident('THEFT', 'SUSPECT', 3), incident('DRUGS', 'SUSPECT', 30)] }, { incidents: [incident('THEFT', 'SUSPECT', 3), incident('DRUGS', 'SUSPECT', 400)] }],
  ['a robbery by a child', 'offending_serious (incidents)', { incidents: [incident('ROBBERY', 'SUSPECT', 3)] }, { incidents: [incident('ROBBERY', 'WITNESS', 3)] }],
  ['a child with a weapon', 'behaviour_serious_danger (incidents)', { incidents: [incident('WEAPON', 'SUSPECT', 3)] }, { incidents: [incident('WEAPON', 'VICTIM', 3)] }],
  ['a sexual offence by a child', 'harmful_sexual_behaviour (incidents)', { incidents: [incident('SEXUAL_OFFENCE', 'SUSPECT', 3)] }, { incidents: [incident('SEXUAL_OFFENCE', 'SUSPECT', 800)] }],
  ['a child who harmed a child', 'abusing_other_children (incidents)', { incidents: [incident('SEXUAL_OFFENCE', 'SUSPECT', 3, { others: [childVictim] })] }, { incidents: [incident('SEXUAL_OFFENCE', 'SUSPECT', 3, { others: [{ ...childVictim, dateOfBirth: '1980-01-01' }] })] }],
  ['a child at two crimes of others', 'peers_in_crime (incidents)', { incidents: [incident('THEFT', 'PRESENT', 3), incident('DRUGS', 'PRESENT', 9)] }, { incidents: [incident('THEFT', 'PRESENT', 3)] }],
  ['two drugs offences of a child', 'substance_regular (incidents)', { incidents: [incident('DRUGS', 'SUSPECT', 3), incident('DRUGS', 'SUSPECT', 9)] }, { incidents: [incident('DRUGS', 'SUSPECT', 3)] }],
  ['an adult violent twice in five years', 'violent_history_adult (incidents)', { person: ADULT, incidents: [incident('ASSAULT', 'SUSPECT', 3), incident('WEAPON', 'SUSPECT', 900)] }, { person: ADULT, incidents: [incident('ASSAULT', 'SUSPECT', 3)] }],
  ['an adult thief', 'carers_involved_in_crime (incidents)', { person: ADULT, incidents: [incident('THEFT', 'SUSPECT', 3), incident('DRUGS', 'SUSPECT', 9)] }, { person: ADULT, incidents: [incident('THEFT', 'SUSPECT', 3)] }],
  ['an adult suspected of harming children', 'dangerous_adult_access (incidents)', { person: ADULT, incidents: [incident('CRUELTY', 'SUSPECT', 3)] }, { person: ADULT, incidents: [incident('CRUELTY', 'WITNESS', 3)] }],
  ['domestic abuse without assessment', 'da_concern_possible (domestic_abuse)', { incidents: [incident('DOMESTIC_ABUSE', 'PRESENT', 3)] }, { incidents: [da(3)] }],
  ['an assessed domestic abuse incident', 'da_incidents_between_carers (domestic_abuse)', { incidents: [da(3)] }, { incidents: [da(400)] }],
  ['a high grade with a child there', 'da_chronic_involving_child (domestic_abuse)', { incidents: [da(3, { dashGrade: 'HIGH' })] }, { person: ADULT, incidents: [da(3, { dashGrade: 'HIGH', childrenPresent: false })] }],
  ['three incidents with a child there in a year', 'da_chronic_involving_child (domestic_abuse)', { incidents: [da(3), da(90), da(200)] }, { incidents: [da(3), da(90)] }],
  ['a rising grade', 'da_escalating (domestic_abuse)', { incidents: [da(3, { dashGrade: 'MEDIUM' }), da(90)] }, { incidents: [da(3), da(90, { dashGrade: 'MEDIUM' })] }],
  ['three incidents in sixty days', 'da_escalating (domestic_abuse)', { incidents: [da(3), da(20), da(50)] }, { incidents: [da(3), da(20), da(90)] }],
  ['a MARAC referral', 'da_marac_case (domestic_abuse)', { incidents: [da(3, { maracReferral: true })] }, { incidents: [da(400, { maracReferral: true })] }],
  ['strangulation', 'da_strangulation (domestic_abuse_victim)', { incidents: [da(600, { strangulation: true })] }, { incidents: [da(800, { strangulation: true })] }],
  ['a pregnant victim', 'da_pregnant_victim (domestic_abuse_victim)', { incidents: [da(3, { victimPregnant: true })] }, { incidents: [da(300, { victimPregnant: true })] }],
  ['a first missing episode', 'missing_first (missing_episodes)', { missing: [missing('LOW', 200)] }, { missing: [missing('LOW', 400)] }],
  ['three missing episodes in ninety days', 'missing_regular (missing_episodes)', { missing: [missing('LOW', 2), missing('LOW', 30), missing('LOW', 89)] }, { missing: [missing('LOW', 2), missing('LOW', 30), missing('LOW', 95)] }],
  ['three missing episodes, one at high risk', 'missing_repeated_at_danger (missing_episodes)', { missing: [missing('LOW', 2), missing('HIGH', 30), missing('LOW', 60)] }, { missing: [missing('MEDIUM', 2), missing('MEDIUM', 30), missing('LOW', 60)] }],
  ['two missing episodes at high risk', 'missing_repeated_at_danger (missing_episodes)', { missing: [missing('HIGH', 2), missing('HIGH', 150)] }, { missing: [missing('HIGH', 2)] }],
  ['an arrest of a child', 'offending_starting (custody)', { custody: [arrest(30)] }, { custody: [arrest(400)] }],
  ['three arrests of a child', 'offending_serious (custody)', { custody: [arrest(3), arrest(30), arrest(300)] }, { custody: [arrest(3), arrest(30)] }],
  ['two arrests of an adult', 'carers_involved_in_crime (custody)', { person: ADULT, custody: [arrest(3), arrest(30)] }, { person: ADULT, custody: [arrest(3)] }],
  ['a registered sex offender', 'sexual_offender_in_or_joining_home (warning_markers)', { person: ADULT, markers: [marker('REGISTERED_SEX_OFFENDER')] }, { person: ADULT, markers: [marker('REGISTERED_SEX_OFFENDER', '2020-01-01', '2025-01-01')] }],
  ['a child subject to registration', 'harmful_sexual_behaviour (warning_markers)', { markers: [marker('REGISTERED_SEX_OFFENDER')] }, { person: ADULT, markers: [marker('REGISTERED_SEX_OFFENDER')] }],
  ['an adult marked violent', 'violent_history_adult (warning_markers)', { person: ADULT, markers: [marker('VIOLENT')] }, { markers: [marker('VIOLENT')] }],
  ['a child marked for weapons', 'behaviour_serious_danger (warning_markers)', { markers: [marker('WEAPONS')] }, { markers: [marker('WEAPONS', '2027-01-01')] }],
  ['a marker of sexual exploitation', 'cse_current (warning_markers)', { markers: [marker('CHILD_SEXUAL_EXPLOITATION_RISK')] }, { person: ADULT, markers: [marker('CHILD_SEXUAL_EXPLOITATION_RISK')] }],
  ['a gang marker', 'cce_gang_involved (warning_markers)', { markers: [marker('GANG_ASSOCIATION')] }, { person: ADULT, markers: [marker('GANG_ASSOCIATION')] }],
  ['a suicidal child', 'mental_health_acute (warning_markers)', { markers: [marker('SUICIDAL')] }, { person: ADULT, markers: [marker('SUICIDAL')] }],
  ['a self-harm marker', 'self_harm_single (warning_markers)', { markers: [marker('SELF_HARM')] }, { person: ADULT, markers: [marker('SELF_HARM')] }],
  ['a drugs marker on a child', 'substance_regular (warning_markers)', { markers: [marker('DRUGS')] }, { person: ADULT, markers: [marker('DRUGS')] }],
  ['a drugs marker on an adult', 'parent_health_affects_child (warning_markers)', { person: ADULT, markers: [marker('DRUGS')] }, { markers: [marker('DRUGS')] }],
  ['intelligence of sexual exploitation', 'cse_current (intelligence)', { intelligence: [report('CHILD_SEXUAL_EXPLOITATION')] }, { intelligence: [report('CHILD_SEXUAL_EXPLOITATION', '1E')] }],
  ['intelligence of criminal exploitation', 'cce_gang_involved (intelligence)', { intelligence: [report('CHILD_CRIMINAL_EXPLOITATION')] }, { person: ADULT, intelligence: [report('CHILD_CRIMINAL_EXPLOITATION')] }],
  ['intelligence of modern slavery', 'trafficked (intelligence)', { intelligence: [report('MODERN_SLAVERY')] }, { intelligence: [report('MODERN_SLAVERY', '1A', 400)] }],
  ['intelligence of forced marriage', 'honour_based_abuse_risk (intelligence)', { intelligence: [report('FORCED_MARRIAGE')] }, { intelligence: [report('THEFT')] }],
  ['intelligence about an adult who exploits', 'dangerous_adult_access (intelligence)', { person: ADULT, intelligence: [report('CHILD_SEXUAL_EXPLOITATION')] }, { intelligence: [report('CHILD_SEXUAL_EXPLOITATION')] }],
  ['intelligence about an adult who deals', 'carers_involved_in_crime (intelligence)', { person: ADULT, intelligence: [report('DRUGS')] }, { intelligence: [report('DRUGS')] }],
  ['intelligence of domestic abuse', 'da_concern_possible (intelligence)', { intelligence: [report('DOMESTIC_ABUSE')] }, { intelligence: [report('OTHER')] }],
];

test.each(SCENARIOS)('%s shows %s, and what falls short does not', (_sentence, expected, shows, fallsShort) => {
  expect(told(shows)).toContain(expected);
  expect(told(fallsShort)).not.toContain(expected);
});

test('every rule is shown by a scenario', () => {
  const shown = new Set(SCENARIOS.map(([, expected]) => expected));
  expect(POLICE_RULES.map(({ indicator, category }) => `${indicator} (${category})`).filter((rule) => !shown.has(rule))).toEqual([]);
});

test('every indicator is one of the catalogue', () => {
  const catalogue = parse(readFileSync(join(__dirname, '../../../policy/indicators.yaml'), 'utf8')) as { indicators: object };
  expect(signals.indicators.filter((code) => !Object.hasOwn(catalogue.indicators, code))).toEqual([]);
});

test('nothing recorded shows nothing', () => {
  expect(derive({})).toEqual([]);
  expect(derive({ person: { dateOfBirth: null, lifeStage: 'UNKNOWN' }, missing: [missing('HIGH', 2)] })).toEqual([]);
});

test('an assault by family is credible, by anyone else on a young child unconfirmed', () => {
  const confidence = (others: readonly (typeof suspect)[]) =>
    derive({ person: TODDLER, incidents: [incident('ASSAULT', 'VICTIM', 9, { others: [...others] })] }).find((one) => one.indicator === 'physical_abuse_suspected')?.confidence;
  expect([confidence([suspect]), confidence([])]).toEqual(['CREDIBLE', 'UNCONFIRMED']);
});

test('intelligence is credible only from a reliable source who knows', () => {
  const confidences = ['1A', '1B', '1C', '2A', '3D'].map((grading) => derive({ intelligence: [report('MODERN_SLAVERY', grading)] })[0]?.confidence);
  expect(confidences).toEqual(['CREDIBLE', 'CREDIBLE', 'UNCONFIRMED', 'UNCONFIRMED', 'UNCONFIRMED']);
});

test('a signal tells when it was true, when it was recorded and when it stops counting, and names the event', () => {
  const [signal] = derive({ missing: [missing('LOW', 10)] });
  expect(signal).toMatchObject({ observedOn: '2026-11-12', recordedOn: '2026-11-20', expires: '2027-11-12', event: 'missing:2026-11-12', disputed: false });
});

test('intelligence changes no signal of another category', () => {
  const records = { incidents: [incident('THEFT', 'WITNESS', 30), da(20, { dashGrade: 'HIGH' })], missing: [missing('LOW', 9)], custody: [arrest(9)] };
  const without = derive(records);
  const withIt = derive({ ...records, intelligence: [report('CHILD_SEXUAL_EXPLOITATION'), report('DOMESTIC_ABUSE')] });
  expect(withIt.filter((signal) => signal.category !== 'intelligence')).toEqual(without);
});

test('a child who has turned eighteen keeps what was true of the child', () => {
  const person = { ...CHILD, dateOfBirth: '2008-11-01' };
  expect(told({ person, missing: [missing('LOW', 60)] })).toEqual(['missing_first (missing_episodes)']);
  expect(told({ person, missing: [missing('LOW', 5)] })).toEqual([]);
});
