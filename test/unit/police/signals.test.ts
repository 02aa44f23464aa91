import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { signals } from '../../../subgraphs/police';
import type { PoliceFacts } from '../../../subgraphs/police/signals/facts';
import { POLICE_RULES } from '../../../subgraphs/police/signals/rules';
import { arrest, CHILD, da, facts, incident, missing, report, suspect, TODAY, TODDLER } from './facts-builder';
import { SCENARIOS } from './scenarios';

const derive = (change: Partial<PoliceFacts>) => signals.derive(facts(change), TODAY);
const told = (change: Partial<PoliceFacts>): string[] =>
  derive(change).map(({ indicator, category }) => `${indicator} (${category})`);

test.each(SCENARIOS)('%s shows %s, and what falls short does not', (_sentence, expected, shows, fallsShort) => {
  expect(told(shows)).toContain(expected);
  expect(told(fallsShort)).not.toContain(expected);
});

test('every rule is shown by a scenario', () => {
  const shown = new Set(SCENARIOS.map(([, expected]) => expected));
  expect(POLICE_RULES.map(({ indicator, category }) => `${indicator} (${category})`).filter((rule) => !shown.has(rule))).toEqual(
    [],
  );
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
    derive({ person: TODDLER, incidents: [incident('ASSAULT', 'VICTIM', 9, { others: [...others] })] }).find(
      (one) => one.indicator === 'physical_abuse_suspected',
    )?.confidence;
  expect([confidence([suspect]), confidence([])]).toEqual(['CREDIBLE', 'UNCONFIRMED']);
});

test('intelligence is credible only from a reliable source who knows', () => {
  const confidences = ['1A', '1B', '1C', '2A', '3D'].map(
    (grading) => derive({ intelligence: [report('MODERN_SLAVERY', grading)] })[0]?.confidence,
  );
  expect(confidences).toEqual(['CREDIBLE', 'CREDIBLE', 'UNCONFIRMED', 'UNCONFIRMED', 'UNCONFIRMED']);
});

test('a signal tells when it was true, when it was recorded and when it stops counting, and names the event', () => {
  const [signal] = derive({ missing: [missing('LOW', 10)] });
  expect(signal).toMatchObject({
    observedOn: '2026-11-12',
    recordedOn: '2026-11-20',
    expires: '2027-11-12',
    event: 'missing:2026-11-12',
    disputed: false,
  });
});

test('intelligence changes no signal of another category', () => {
  const records = {
    incidents: [incident('THEFT', 'WITNESS', 30), da(20, { dashGrade: 'HIGH' })],
    missing: [missing('LOW', 9)],
    custody: [arrest(9)],
  };
  const without = derive(records);
  const withIt = derive({ ...records, intelligence: [report('CHILD_SEXUAL_EXPLOITATION'), report('DOMESTIC_ABUSE')] });
  expect(withIt.filter((signal) => signal.category !== 'intelligence')).toEqual(without);
});

test('a child who has turned eighteen keeps what was true of the child', () => {
  const person = { ...CHILD, dateOfBirth: '2008-11-01' };
  expect(told({ person, missing: [missing('LOW', 60)] })).toEqual(['missing_first (missing_episodes)']);
  expect(told({ person, missing: [missing('LOW', 5)] })).toEqual([]);
});
