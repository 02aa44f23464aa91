import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { loadAgreements } from '../../../common/access/load-agreements';
import { InvalidPolicy } from '../../../common/access/policy-error';
import { SAMPLE, SAMPLE_YAML } from './sample';

function problemsOf(yaml: string, file = 'police.yaml'): readonly string[] {
  try {
    compileAgreement(yaml, file);
  } catch (error) {
    if (error instanceof InvalidPolicy) return error.problems;
    throw error;
  }
  return [];
}
const changed = (from: string | RegExp, to: string) => problemsOf(SAMPLE_YAML.replace(from, to)).join('\n');

describe('a sharing agreement', () => {
  it('compiles to categories, and to the category of each field', () => {
    expect([...SAMPLE.categories.keys()]).toEqual(['persons', 'incidents', 'places', 'raw']);
    expect(SAMPLE.categoryOf.get('PoliceIncident.place')).toBe('places');
    expect(SAMPLE.categories.get('incidents')?.content.map(({ id }) => id)).toEqual(['s47', '2']);
    expect(SAMPLE.categories.get('incidents')?.feed).toEqual({ basis: 'PUBLIC_TASK' });
    expect(SAMPLE.categories.get('places')?.feed).toBeUndefined();
  });

  it('reports every problem at once, each with its category and key', () => {
    const yaml = SAMPLE_YAML.replace('tell: Never shared.', '')
      .replace('fromLevel: 4', 'fromLevel: 7')
      .replace("version: '2026-11-01'", 'version: 3');
    expect(problemsOf(yaml)).toEqual([
      'version: must be text',
      'categories.incidents.content[1].fromLevel: must be a whole number from 1 to 4',
      'categories.raw.tell: is missing',
    ]);
  });

  it.each([
    [
      'an unknown key',
      /locating: true\n {4}identifying: true/,
      'locating: true\n    identifyng: true',
      'raw.identifyng: is not a key',
    ],
    ['an unknown key of the document', 'title: Sample', 'everyone: true\ntitle: Sample', 'everyone: is not a key'],
    ['an unknown key of a line', 'id: s47, roles', 'id: s47, toLevel: 4, roles', 'content[1].toLevel: is not a key'],
    ['an unknown role', '[screening_officer]', '[superuser]', 'names superuser, which is unknown'],
    ['an unknown purpose', 'purposes: [SCREENING]', 'purposes: [CURIOSITY]', 'names CURIOSITY, which is unknown'],
    ['an unknown basis', '[PUBLIC_TASK, LEGAL_OBLIGATION]', '[HABIT]', 'names HABIT, which is unknown'],
    ['an unknown relation', 'relations: [SUBJECT, HOUSEHOLD_CHILD]', 'relations: [NEIGHBOUR]', 'names NEIGHBOUR'],
    ['a wildcard role', '[screening_officer]', "['*']", 'there are no wildcards'],
    ['a wildcard field', 'PoliceIncident.place', "'PoliceIncident.*'", 'there are no wildcards'],
    ['a field without a type', 'PoliceIncident.place', 'place', 'write each as Type.field'],
    [
      'a field named twice',
      'PoliceIncident.place',
      'PoliceIncident.log',
      'names PoliceIncident.log, which stands in places already',
    ],
    ['a category without a field', '[PoliceIncident.log]', '[]', 'raw.fields: must name at least one'],
    ['a missing owner', 'owner: Police data protection officer', '', 'persons.owner: is missing'],
    ['a missing review date', "reviewed: '2026-10-01'", '', 'persons.reviewed: is missing'],
    ['a review date that does not exist', "reviewed: '2026-10-01'", "reviewed: '2026-02-30'", 'persons.reviewed: must be a date'],
    ['a missing own list', 'own: [police_researcher]', '', 'persons.own: is missing'],
    ['a missing locating mark', /locating: false\n {4}identifying: true/, 'identifying: true', 'persons.locating: is missing'],
    ['a locating mark in words', 'locating: true', 'locating: sometimes', 'places.locating: must be true or false'],
    ['an unknown threshold', 'threshold: full', 'threshold: sometimes', 'incidents.threshold: must be one of'],
    ['an unknown feed basis', 'feed: { basis: PUBLIC_TASK }', 'feed: { basis: HABIT }', 'incidents.feed.basis: must be one of'],
    ['own records as a purpose of a case', 'purposes: [SCREENING]', 'purposes: [OWN_RECORDS]', 'names OWN_RECORDS'],
    [
      'two lines of one name',
      '- { roles: [mash_analyst], purposes: [CHILD_IN_NEED]',
      '- { id: s47, roles: [mash_analyst], purposes: [CHILD_IN_NEED]',
      'two lines called s47',
    ],
    ['a line without roles', 'roles: [screening_officer]', 'roles: []', 'roles: must name at least one'],
    ['an end before its beginning', "validUntil: '2029-03-31'", "validUntil: '2025-03-31'", 'validUntil: is before validFrom'],
    ['a missing end', "validUntil: '2029-03-31'", '', 'validUntil: is missing'],
    ['categories that are a list', /categories:[\s\S]*/, 'categories: [a]', 'categories: must be a set of keys'],
    ['a duplicate category', '  raw:\n', '  places:\n', 'Map keys must be unique'],
  ])('is refused for %s', (_, from, to, expected) => {
    expect(changed(from, to)).toContain(expected);
  });

  it('is refused when one line inherits from another', () => {
    const yaml = SAMPLE_YAML.replace('content: []\n    existence: []', 'content: &none []\n    existence: *none');
    expect(problemsOf(yaml).join()).toContain('nothing is inherited');
  });

  it('is refused under another agency’s file name', () => {
    expect(problemsOf(SAMPLE_YAML, 'health.yaml')).toEqual(['agency: is POLICE, whose file is police.yaml']);
  });

  it.each(['', '[]', 'agency', '{', '\t- x', '{"__proto__": {"agency": "POLICE"}}'])(
    'is refused, not crashed on, for %j',
    (yaml) => {
      expect(problemsOf(yaml).length).toBeGreaterThan(0);
    },
  );
});

describe('loading agreements', () => {
  const dir = mkdtempSync(join(tmpdir(), 'agreements-'));
  writeFileSync(join(dir, 'police.yaml'), SAMPLE_YAML);
  writeFileSync(join(dir, 'health.yaml'), SAMPLE_YAML);

  it('answers by registry code', () => {
    expect([...loadAgreements(dir, ['POLICE']).keys()]).toEqual(['POLICE']);
  });

  it('reports a missing file and a wrong one together', () => {
    expect(() => loadAgreements(dir, ['POLICE', 'HEALTH', 'SOCIAL_CARE'])).toThrow(
      /health\.yaml: agency: is POLICE[\s\S]*social-care\.yaml: is missing/,
    );
  });
});
