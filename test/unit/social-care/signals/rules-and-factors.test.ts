import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { codesOf } from '../../../../common/codes';
import { RULES, signals } from '../../../../subgraphs/social-care/signals';
import { FACTOR_MEANINGS } from '../../../../subgraphs/social-care/signals/factor-rules';
import { addDays } from '../../../../common/time';
import { assessed, codes, shown, TODAY } from './facts';

type Catalogue = { indicators: Record<string, { dfeFactors?: string[] }> };
const { indicators: catalogue } = parse(readFileSync(join(__dirname, '../../../../policy/indicators.yaml'), 'utf8')) as Catalogue;
test('every indicator that a rule names is in the catalogue', () => {
  expect(signals.indicators.filter((code) => !(code in catalogue))).toEqual([]);
});

test('every rule says why', () => {
  expect(RULES.filter(({ because }) => because.length < 15 || !because.endsWith('.'))).toEqual([]);
});

test('of somebody of whom nothing is recorded nothing is shown', () => {
  expect(shown({})).toEqual([]);
});

describe('factors of an assessment', () => {
  test('each stands for an indicator that the catalogue gives it, when the catalogue gives it any', () => {
    const named = new Set(Object.values(catalogue).flatMap(({ dfeFactors }) => dfeFactors ?? []));
    const retired = ['18A', '19A'];
    const wrong = FACTOR_MEANINGS.flatMap(({ indicator, factors }) =>
      factors
        .filter((factor) => named.has(factor) && !retired.includes(factor))
        .filter((factor) => !(catalogue[indicator]?.dfeFactors ?? []).includes(factor))
        .map((factor) => `${factor} -> ${indicator}`),
    );
    expect(wrong).toEqual([]);
  });

  test('each national code has one meaning, or none on purpose', () => {
    const meant = FACTOR_MEANINGS.flatMap(({ factors }) => factors);
    expect(new Set(meant).size).toBe(meant.length);
    expect(
      codesOf('cin.assessment_factors')
        .filter((code) => !meant.includes(code))
        .sort(),
    ).toEqual(['1C', '20', '21', '2C', '4C', '5C', '6C'].sort());
  });

  test.each(
    FACTOR_MEANINGS.flatMap(({ factors, indicator, confidence }) =>
      factors.map((factor) => [factor, indicator, confidence] as const),
    ),
  )('factor %s shows %s, %s', (factor, indicator, confidence) => {
    expect(shown({ assessments: [assessed([factor])] })).toEqual([
      expect.objectContaining({
        indicator,
        confidence,
        category: 'assessment_factors',
        observedOn: '2026-09-14',
        expires: '2027-09-14',
      }),
    ]);
  });

  test('several factors show several indicators; other household members and "none identified" show nothing', () => {
    expect(codes({ assessments: [assessed(['4B', '3B', '2C'])] })).toEqual([
      'da_incidents_between_carers',
      'parent_mental_health_significant',
    ]);
    expect(codes({ assessments: [assessed(['21']), assessed(['20'])] })).toEqual([]);
  });

  test('factors of an assessment that is not authorised are unconfirmed', () => {
    expect(shown({ assessments: [assessed(['18C'], { authorisedOn: null })] })).toEqual([
      expect.objectContaining({ indicator: 'physical_abuse_suspected', confidence: 'UNCONFIRMED', observedOn: '2026-08-03' }),
    ]);
  });

  test('an assessment counts for a year', () => {
    expect(codes({ assessments: [assessed(['16A'], { authorisedOn: addDays(TODAY, -366) })] })).toEqual([]);
  });
});
