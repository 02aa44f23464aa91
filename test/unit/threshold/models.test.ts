import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../../common/publishing/digest';
import { loadAdopted } from '../../../subgraphs/mash/threshold/policy/adopted';
import { findModel, loadThresholdPolicy } from '../../../subgraphs/mash/threshold/policy/threshold-policy';
import { readModel } from '../../../subgraphs/mash/threshold/model/read-model';
import { AGENCIES } from '../../../subgraphs/registry';
import { CATALOGUE, CONTINUUM } from './support';

const FILE = 'policy/thresholds/continuum-of-need-1.yaml';
const TEXT = readFileSync(FILE, 'utf8');
const names = AGENCIES.map(({ name }) => name);
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'threshold-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

interface Line {
  readonly text?: string;
  readonly adopted?: string;
  readonly version?: string;
  readonly from?: string;
  readonly until?: string;
}

/** A folder with these models adopted; `adopted` is the text whose digest was written down. */
function folder(...lines: readonly Line[]): string {
  const models = lines.map(({ text = TEXT, adopted = text, version = '1', from = '2026-01-01', until }, index) => {
    writeFileSync(join(dir, `m-${index}.yaml`), text);
    return {
      file: `m-${index}.yaml`,
      model: 'continuum-of-need',
      version,
      sha256: sha256(adopted),
      from,
      until,
      adoptedBy: 'A test',
    };
  });
  writeFileSync(join(dir, 'adopted.yaml'), JSON.stringify({ models }));
  return dir;
}

test('the adopted model loads, runs its own examples and is in effect today', () => {
  const policy = loadThresholdPolicy('policy', names, '2026-11-22');
  expect(['2026-11-21', '2026-11-22'].map((day) => findModel(policy, day)?.version)).toEqual(['1', '2']);
  expect(findModel(policy, '2026-11-22')).toMatchObject({ id: 'continuum-of-need', version: '2' });
  expect(CONTINUUM.rules.map(({ id, level }) => `${id} ${level}`)).toEqual([
    ...['RAM-1 4', 'CON-HIGH 3', 'RAM-3 3', 'CON-COMBINED 3', 'CON-UNDERLYING 2', 'RAM-4-SINGLE 2', 'RAM-4-SHARED 2'],
  ]);
});

test('a model that differs by one character from what was adopted stops the start and says so', () => {
  expect(() => loadAdopted(folder({ text: `${TEXT} `, adopted: TEXT }), CATALOGUE)).toThrow('m-0.yaml is not what was adopted');
});

test('an adopted line that names another model or version stops the start', () => {
  expect(() => loadAdopted(folder({ version: '2' }), CATALOGUE)).toThrow('version: is 1 in m-0.yaml');
});

test('two models in effect on one day stop the start', () => {
  expect(() => loadAdopted(folder({ until: '2026-06-30' }, { from: '2026-06-30' }), CATALOGUE)).toThrow('is still in effect');
  expect(() => loadAdopted(folder({}, { from: '2026-07-01' }), CATALOGUE)).toThrow('is still in effect');
});

test('the model of the day advises, and its successor from its first day on', () => {
  const later = TEXT.replace("version: '1'", "version: '2'");
  const adopted = loadAdopted(folder({ until: '2026-06-30' }, { text: later, version: '2', from: '2026-07-01' }), CATALOGUE);
  expect(['2025-12-31', '2026-06-30', '2026-07-01', '2030-01-01'].map((day) => findModel({ adopted }, day)?.version)).toEqual([
    ...[undefined, '1', '2', '2'],
  ]);
});

test("another partnership's model is read and checked, and advises nobody", () => {
  const { adopted } = loadThresholdPolicy('policy', names, '2026-11-22');
  const other = adopted.find(({ advises }) => !advises)?.model;
  expect(other).toMatchObject({ id: 'levels-of-support', version: '1' });
  expect(other?.levels.map(({ name }) => name)).toEqual(['Everyday support', 'Early help', 'Specialist support']);
  expect(Math.max(...(other?.rules ?? []).map(({ level }) => level))).toBe(3);
});

test('of two models of different names one must be said to advise', () => {
  const other = TEXT.replace('model: continuum-of-need', 'model: other');
  writeFileSync(join(dir, 'm-0.yaml'), TEXT);
  writeFileSync(join(dir, 'm-1.yaml'), other);
  const line = (file: string, model: string, text: string) => ({
    ...{ file, model, version: '1', sha256: sha256(text), from: '2026-01-01', adoptedBy: 'A test' },
  });
  const models = [line('m-0.yaml', 'continuum-of-need', TEXT), line('m-1.yaml', 'other', other)];
  const load = (advises?: string) => {
    writeFileSync(join(dir, 'adopted.yaml'), JSON.stringify({ ...(advises === undefined ? {} : { advises }), models }));
    return loadAdopted(dir, CATALOGUE);
  };
  expect(() => load()).toThrow('advises: is missing');
  expect(() => load('nobody')).toThrow('advises: must be one of continuum-of-need, other');
  expect(findModel({ adopted: load('other') }, '2026-06-01')?.id).toBe('other');
});

test('the hub does not start on a day without a model', () => {
  expect(() => loadThresholdPolicy('policy', names, '2020-01-01')).toThrow('no threshold model is in effect on 2020-01-01');
});

/** Each a small slip in a rule that the rule's own examples must catch. */
const SLIPS: readonly (readonly [string, string, string])[] = [
  ['RAM-1 counts an unconfirmed report', 'confidence: [CONFIRMED, CREDIBLE]', 'confidence: [CONFIRMED, CREDIBLE, UNCONFIRMED]'],
  ['RAM-1 leaves out a credible report', 'confidence: [CONFIRMED, CREDIBLE]', 'confidence: [CONFIRMED]'],
  ['RAM-1 takes what does not stand alone', 'standalone: true', 'standalone: false'],
  ['RAM-1 forgets adults', 'about: [SUBJECT, HOUSEHOLD_ADULT]\n    examples', 'about: [SUBJECT]\n    examples'],
  [
    'CON-HIGH forgets brothers and sisters',
    'class: [HIGH_RISK_INDICATOR], about: [SUBJECT, HOUSEHOLD_ADULT, HOUSEHOLD_CHILD]',
    'class: [HIGH_RISK_INDICATOR], about: [SUBJECT, HOUSEHOLD_ADULT]',
  ],
  ['RAM-3 wants three dimensions', 'atLeast: 2\n        - hasAny', 'atLeast: 3\n        - hasAny'],
  ['RAM-3 counts agencies for dimensions', '- distinctDimensions:\n            of', '- distinctAgencies:\n            of'],
  ['RAM-3 forgets noncompliance', 'indicators: [noncompliance, disengaged_or_avoidant]', 'indicators: [disengaged_or_avoidant]'],
  ['CON-COMBINED wants two', 'within: 365, atLeast: 3', 'within: 365, atLeast: 2'],
  ['CON-COMBINED wants four', 'within: 365, atLeast: 3', 'within: 365, atLeast: 4'],
  ['CON-COMBINED looks back a day longer', 'within: 365, atLeast: 3', 'within: 366, atLeast: 3'],
  ['CON-COMBINED looks back a month', 'within: 365, atLeast: 3', 'within: 30, atLeast: 3'],
  [
    'RAM-4-SHARED counts dimensions',
    'distinctAgencies: { of: { class: [UNMET_NEED]',
    'distinctDimensions: { of: { class: [UNMET_NEED]',
  ],
  [
    'RAM-4-SHARED wants three agencies',
    'about: [SUBJECT] }, atLeast: 2 }\n        - not',
    'about: [SUBJECT] }, atLeast: 3 }\n        - not',
  ],
  ['RAM-4-SHARED only beside a protection plan', 'not: { plan: CHILD_PROTECTION }', 'plan: CHILD_PROTECTION'],
  [
    "a brother's school absence counts as the home's",
    'householdAreas: [parenting_capacity',
    'householdAreas: [child_development, parenting_capacity',
  ],
];

test.each(SLIPS)('the examples catch the slip that %s', (_, right, wrong) => {
  expect(TEXT.split(right)).toHaveLength(2);
  expect(() => readModel(TEXT.replace(right, wrong), 'slip.yaml', CATALOGUE)).toThrow(/should be (MET|NOT_MET|CANNOT_TELL)/);
});
