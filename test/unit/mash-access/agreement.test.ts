import 'reflect-metadata';
import type { Agreement } from '../../../common/access/agreement';
import { decide } from '../../../common/access/decide';
import { loadAgreements } from '../../../common/access/load-agreements';
import { loadPurposes } from '../../../common/access/purposes';
import type { Relation, View } from '../../../common/access/subject';
import { LEVELS, ROLES } from '../../../common/access/vocabulary';
import { buildHubSchema } from '../../../subgraphs/mash/schema';

const agreement = loadAgreements('policy/agreements', ['MASH']).get('MASH') as Agreement;
const purposes = loadPurposes('policy/purposes.yaml');
const NOW = new Date('2026-11-22T12:00:00Z');

const view = (role: string, purpose: string, more: Partial<View> = {}): View => ({
  ...{ kind: 'view', sub: 'x', agency: 'MASH', roles: [role], purpose, caseId: 'c', level: 4, basis: 'PUBLIC_TASK' },
  ...{ relation: 'SUBJECT', protect: [], person: 'p', rid: 'r' },
  ...more,
});
const sees = (category: string, subject: View) => decide(subject, agreement, category, NOW).state === 'CONTENT';
const seen = (subject: View) => [...agreement.categories.keys()].filter((category) => sees(category, subject));

test('the agreement names every field of the schema once, and the schema can be guarded by it', async () => {
  await expect(buildHubSchema(agreement)).resolves.toBeDefined();
});

test('a field without a line of the agreement stops the start and is named', async () => {
  const categoryOf = new Map(agreement.categoryOf);
  categoryOf.delete('Child.household');
  await expect(buildHubSchema({ ...agreement, categoryOf })).rejects.toThrow(
    'Child.household: no category of the agreement names this field',
  );
});

test('whoever may use a case sees its terms and that it has people: the count of a list is the list', () => {
  const refused: string[] = [];
  for (const purpose of [...purposes.values()].filter((one) => one.case === 'required')) {
    for (const role of purpose.roles) {
      for (const level of LEVELS.filter((one) => one >= purpose.fromLevel && one <= purpose.toLevel)) {
        for (const basis of purpose.bases) {
          const subject = view(role, purpose.id, { level, basis });
          if (!sees('cases', subject) || !sees('case-people', subject)) refused.push(`${role} ${purpose.id} ${level} ${basis}`);
        }
      }
    }
  }
  expect(refused).toEqual([]);
});

test('an auditor reads which cases there are and who has looked, and no fact about a person, for any purpose, level or relation', () => {
  const relations: Relation[] = ['SUBJECT', 'HOUSEHOLD_CHILD', 'HOUSEHOLD_ADULT'];
  const facts = new Set(
    [...purposes.keys()].flatMap((purpose) =>
      relations.flatMap((relation) => LEVELS.flatMap((level) => seen(view('ig_auditor', purpose, { relation, level })))),
    ),
  );
  expect([...facts].sort()).toEqual(['access-log', 'case-people', 'cases']);
});

test('a screening officer reads demographics, household and sources, and no chronology or relationships', () => {
  const shown = seen(view('screening_officer', 'SCREENING', { level: 1 }));
  expect(shown).toEqual(expect.arrayContaining(['names', 'demographics', 'household', 'sources']));
  expect(shown).not.toContain('chronology');
  expect(shown).not.toContain('relationships');
});

test('an early help worker reads at level 2 and, of a section 47 case, the name only', () => {
  expect(seen(view('early_help_worker', 'EARLY_HELP', { level: 2, basis: 'CONSENT' }))).toEqual(
    expect.arrayContaining(['names', 'household', 'sources', 'chronology']),
  );
  expect(seen(view('early_help_worker', 'SECTION_47'))).toEqual(['cases', 'case-people', 'names']);
});

test('a protection hides what it protects from every role', () => {
  for (const role of ROLES) {
    for (const purpose of purposes.keys()) {
      expect(sees('addresses', view(role, purpose, { protect: ['LOCATION'] }))).toBe(false);
      for (const category of ['names', 'demographics', 'identifiers', 'relationships']) {
        expect(sees(category, view(role, purpose, { protect: ['IDENTITY'] }))).toBe(false);
      }
    }
  }
});
