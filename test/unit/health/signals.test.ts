import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { signals } from '../../../subgraphs/health';
import type { HealthFacts } from '../../../subgraphs/health/signals/facts';
import { HEALTH_RULES } from '../../../subgraphs/health/signals/rules';
import { attendance, bornDaysAgo, condition, facts, flag, notBrought, onDay, TODAY } from './facts-builder';
import { SCENARIOS } from './scenarios';

type Records = Partial<HealthFacts>;

const derive = (change: Records) => signals.derive(facts(change), TODAY);
const told = (change: Records): string[] => derive(change).map(({ indicator, category }) => `${indicator} (${category})`);

const SELF_HARM = '248062006';
const CONCERN = '836881000000105';

test.each(SCENARIOS)('%s shows %s, and what falls short does not', (_sentence, expected, shows, fallsShort) => {
  expect(told(shows)).toContain(expected);
  expect(told(fallsShort)).not.toContain(expected);
});

test('every rule is shown by a scenario', () => {
  const shown = new Set(SCENARIOS.map(([, expected]) => expected));
  expect(HEALTH_RULES.map(({ indicator, category }) => `${indicator} (${category})`).filter((rule) => !shown.has(rule))).toEqual(
    [],
  );
});

test('every indicator is one of the catalogue', () => {
  const catalogue = parse(readFileSync(join(__dirname, '../../../policy/indicators.yaml'), 'utf8')) as { indicators: object };
  expect(signals.indicators.filter((code) => !Object.hasOwn(catalogue.indicators, code))).toEqual([]);
});

test('nothing recorded shows nothing: what was not published is not overdue', () => {
  expect(derive({ person: bornDaysAgo(800) })).toEqual([]);
});

test('a protection plan is one event, whoever tells it', () => {
  const [fromFlag] = derive({ flags: [flag({ plan: 'UNBORN_PROTECTION_PLAN' })] });
  const [fromCode] = derive({ conditions: [condition('342191000000101', 30)] });
  expect([fromFlag?.event, fromFlag?.confidence]).toEqual(['protection-plan', 'CONFIRMED']);
  expect([fromCode?.event, fromCode?.confidence]).toEqual(['protection-plan', 'CREDIBLE']);
});

test('a flag that stands does not expire; an attendance does', () => {
  expect(derive({ flags: [flag({ type: 'FGM' })] })[0]?.expires).toBeUndefined();
  expect(derive({ attendances: [attendance(5, SELF_HARM)] })[0]).toMatchObject({
    observedOn: onDay(5),
    expires: onDay(5 - 365),
    event: `self-harm:${onDay(5)}`,
  });
});

test('an FGM record changes no signal of another category', () => {
  const records: Records = { conditions: [condition(CONCERN, 30)], wasNotBrought: [notBrought(5)] };
  const withIt = derive({
    ...records,
    conditions: [condition(CONCERN, 30), condition('429744008', 10)],
    flags: [flag({ type: 'FGM' })],
  });
  expect(withIt.filter(({ category }) => category !== 'fgm').map(({ indicator }) => indicator)).toEqual(
    derive(records).map(({ indicator }) => indicator),
  );
});
