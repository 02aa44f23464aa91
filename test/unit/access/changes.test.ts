import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { loadPurposes } from '../../../common/access/purposes';
import { changesBetween } from '../../../tools/access-proof/changes';

const POLICY = join(__dirname, '../../../policy');
const purposes = loadPurposes(join(POLICY, 'purposes.yaml'));
const text = (name: string) => readFileSync(join(POLICY, 'agreements', `${name}.yaml`), 'utf8');
const LINES = (role: string, rest: string) => `      - { id: added, roles: [${role}], ${rest} }\n`;
const AT_47 = 'purposes: [SECTION_47], fromLevel: 4, bases: [PUBLIC_TASK, LEGAL_OBLIGATION, VITAL_INTERESTS]';

/** What changes when this piece of an agreement is written in another way. */
function changed(name: string, category: string, from: string | RegExp, to: string): string[] {
  const before = text(name);
  const at = before.indexOf(`\n  ${category}:\n`);
  const after = before.slice(0, at) + before.slice(at).replace(from, to);
  if (at < 0 || after === before) throw new Error(`${name}/${category} does not hold ${from}`);
  const [was, is] = [before, after].map((yaml) => compileAgreement(yaml, `${name}.yaml`));
  if (was === undefined || is === undefined) throw new Error('not compiled');
  return changesBetween(was, is, purposes);
}

test('the same version changes nothing for anybody', () => {
  const one = compileAgreement(text('police'), 'police.yaml');
  expect(changesBetween(one, one, purposes)).toEqual([]);
});

test('a new line is told by role, case and person', () => {
  const line = LINES('health_navigator', `${AT_47}, relations: [SUBJECT]`);
  expect(changed('police', 'custody', '    content:\n', `    content:\n${line}`)).toEqual([
    'A health navigator will now see “Arrests” (police) for section 47 cases only, about the child of the case.',
  ]);
});

test('several roles that gain the same are told together, and a basis is named where it is not all that there may be', () => {
  const line = LINES(
    'health_navigator, education_lead',
    'purposes: [CHILD_IN_NEED], fromLevel: 4, bases: [CONSENT], relations: [SUBJECT, HOUSEHOLD_CHILD, HOUSEHOLD_ADULT]',
  );
  expect(changed('police', 'custody', '    content:\n', `    content:\n${line}`)).toEqual([
    'A health navigator and an education lead will now see “Arrests” (police) for child in need cases only at level 4, where the case rests on the family’s consent.',
  ]);
});

test('a role that is dropped no longer sees, or only still knows', () => {
  expect(
    changed(
      'police',
      'missing_episodes',
      'roles: [health_navigator, education_lead, social_care_lead]',
      'roles: [education_lead, social_care_lead]',
    ),
  ).toEqual([
    'A health navigator will no longer see “Times this person was missing” (police) for section 47 cases, about the child of the case and other children of the household.',
  ]);
  const known = LINES('education_lead', `${AT_47}, relations: [SUBJECT]`);
  expect(changed('police', 'incidents', '    content:\n', `    content:\n${known}`)).toEqual([
    'An education lead will now see what until now they only knew to exist: “Incidents and the part this person took” (police) for section 47 cases only, about the child of the case.',
  ]);
});

test('a level raised is told at the levels that it takes away', () => {
  expect(changed('health', 'flags', /id: child-in-need, fromLevel: 3/, 'id: child-in-need, fromLevel: 4')).toEqual([
    'A MASH analyst and a decision maker will no longer see “Flags for CP-IS, safeguarding and reasonable adjustments” (health) for child in need cases at level 3, about the child of the case and other children of the household.',
    'A MASH analyst and a decision maker will no longer see “Flags for CP-IS, safeguarding and reasonable adjustments” (health) for looked-after children’s cases at level 3, about the child of the case and other children of the household.',
  ]);
});

test('what cannot happen is not told: no case of early help is at level 4', () => {
  const line = LINES('early_help_worker', 'purposes: [EARLY_HELP], fromLevel: 4, bases: [CONSENT], relations: [SUBJECT]');
  expect(changed('police', 'custody', '    content:\n', `    content:\n${line}`)).toEqual([]);
});

test('protection, own staff, weight, signals, words and dates are told', () => {
  expect(changed('police', 'custody', 'locating: false', 'locating: true')).toEqual([
    'While somebody’s whereabouts are protected, nobody outside will any longer see “Arrests” (police).',
  ]);
  expect(changed('police', 'custody', 'identifying: false', 'identifying: true')).toEqual([
    'While somebody’s identity is protected, nobody will even know whether there is anything under “Arrests” (police).',
  ]);
  expect(changed('police', 'custody', 'own: [police_researcher]', 'own: []')).toEqual([
    'A police researcher will no longer see “Arrests” (police) in their own agency’s records, without a case.',
  ]);
  expect(changed('police', 'custody', 'threshold: full', 'threshold: level_only')).toEqual([
    '“Arrests” (police) now may move the suggested level of need and is never shown as evidence; before, it may move the suggested level of need and be shown as evidence.',
  ]);
  expect(changed('police', 'custody', '    feed: { basis: PUBLIC_TASK }\n', '')).toEqual([
    'No signals of “Arrests” (police) go to the hub any more.',
  ]);
  expect(changed('police', 'custody', /tell: .*\n/, 'tell: Ask at the desk.\n')).toEqual([
    'When “Arrests” (police) is withheld, staff now read: “Ask at the desk.”',
  ]);
  const later = compileAgreement(text('police').replace("validUntil: '2029-03-31'", "validUntil: '2027-03-31'"), 'police.yaml');
  expect(changesBetween(compileAgreement(text('police'), 'police.yaml'), later, purposes)).toEqual([
    'The agreement is in force from 2026-04-01 to 2027-03-31; outside these days nobody sees anything.',
  ]);
});

test('a field that moves to a stricter category is told with those who lose it', () => {
  const before = text('police');
  const after = before
    .replace('      - CustodyEvent.offence\n', '')
    .replace('      - IntelligenceReport.topic\n', '      - IntelligenceReport.topic\n      - CustodyEvent.offence\n');
  const [was, is] = [before, after].map((yaml) => compileAgreement(yaml, 'police.yaml'));
  if (was === undefined || is === undefined) throw new Error('not compiled');
  const said = changesBetween(was, is, purposes);
  expect(said[0]).toBe('The field CustodyEvent.offence leaves “Arrests” and now stands in “Intelligence”.');
  expect(said).toContain(
    'A social care lead will no longer see the field CustodyEvent.offence for section 47 cases, about the child of the case and other children of the household.',
  );
});
