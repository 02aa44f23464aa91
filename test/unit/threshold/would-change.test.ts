import fc from 'fast-check';
import { evaluate } from '../../../subgraphs/mash/threshold/evaluate';
import type { TellingSignal, ThresholdFacts } from '../../../subgraphs/mash/threshold/facts';
import { wouldFall, wouldRaise } from '../../../subgraphs/mash/threshold/would-change';
import { addDays } from '../../../common/time';
import { CATALOGUE, CONTINUUM, facts, MODELS, ruled, signal, TODAY } from './support';

const raises = (about: ThresholdFacts, model = CONTINUUM) => wouldRaise(model, about, evaluate(model, about));
const falls = (about: ThresholdFacts, model = CONTINUUM) => wouldFall(model, about, evaluate(model, about));
const UNDERLYING = { class: ['UNDERLYING_RISK_FACTOR'], about: ['SUBJECT'] };

describe('what would raise the level', () => {
  test.each<[string, unknown, ThresholdFacts, object[] | undefined]>([
    ['one piece of evidence', { has: 'fgm_risk' }, facts(), [{ kind: 'EVIDENCE', count: 1, indicators: ['fgm_risk'] }]],
    [
      'two more events',
      { count: { of: UNDERLYING, atLeast: 3 } },
      facts([signal('missing_first')]),
      [{ kind: 'EVENTS', count: 2 }],
    ],
    [
      'another dimension',
      { distinctDimensions: { of: UNDERLYING, atLeast: 2 } },
      facts([signal('missing_first')]),
      [{ kind: 'DIMENSIONS', count: 1 }],
    ],
    [
      'another agency',
      { distinctAgencies: { of: UNDERLYING, atLeast: 2 } },
      facts([signal('missing_first')]),
      [{ kind: 'AGENCIES', count: 1 }],
    ],
    ['a judgement', { judgement: 'MOTIVATION_OR_CAPACITY_LOW' }, facts(), [{ kind: 'JUDGEMENT', count: 1 }]],
    ['a household member', { household: { who: 'adults', atLeast: 2 } }, facts(), [{ kind: 'HOUSEHOLD', count: 1 }]],
    ['a date of birth', { age: { below: 1 } }, facts([], { child: { unborn: false } }), [{ kind: 'AGE', count: 1 }]],
    ['a plan', { plan: 'CHILD_PROTECTION' }, facts(), [{ kind: 'PLAN', count: 1 }]],
    [
      'the easier of two',
      { any: [{ count: { of: UNDERLYING, atLeast: 3 } }, { has: 'fgm_risk' }] },
      facts(),
      [{ kind: 'EVIDENCE', count: 1 }],
    ],
    [
      'both of two',
      { all: [{ has: 'cse_current' }, { has: 'fgm_risk' }] },
      facts(),
      [{ kind: 'EVIDENCE' }, { kind: 'EVIDENCE' }],
    ],
    ['nothing that can be told makes a child unborn', { all: [{ unborn: true }, { has: 'fgm_risk' }] }, facts(), undefined],
    ['nor younger', { age: { below: 1 } }, facts(), undefined],
    ['nor takes a plan away', { not: { plan: 'CHILD_PROTECTION' } }, facts([signal('current_protection_plan')]), undefined],
  ])('%s', (_, when, about, gaps) => {
    const [found] = raises(about, ruled(when));
    if (gaps === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ rule: 'T-1', level: 4, gaps });
  });

  test('rules at or below the level are not listed, and a rule that is met is not', () => {
    expect(raises(facts([signal('missing_first')])).map(({ rule }) => rule)).toEqual([
      'RAM-1',
      'CON-HIGH',
      'RAM-3',
      'CON-COMBINED',
    ]);
    expect(raises(facts([signal('fgm_risk')]))).toEqual([]);
  });

  test('telling what one rule lacks, where it lacks evidence alone, meets it', () => {
    const codes = [...CATALOGUE.values()].filter(({ class: one }) => one !== 'PROTECTIVE_FACTOR').map(({ code }) => code);
    const some = fc.array(
      fc.constantFrom(...codes).map((code) => signal(code)),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(some, (signals: TellingSignal[]) => {
        const about = facts(signals);
        for (const { rule, gaps } of raises(about)) {
          const [gap, ...others] = gaps;
          if (gap?.kind !== 'EVIDENCE' || others.length > 0) continue;
          const more = facts([...signals, signal(gap.indicators[0] ?? '', { confidence: 'CONFIRMED' })]);
          expect(evaluate(CONTINUUM, more).rules.find(({ id }) => id === rule)?.state).toBe('MET');
        }
      }),
    );
  });
});

describe('when the level falls by itself', () => {
  test('the day after its evidence expires', () => {
    expect(falls(facts([signal('missing_first', { expires: '2027-03-01' })]))).toEqual({ on: '2027-03-02', to: 1 });
  });

  test('not while other evidence holds it', () => {
    const about = facts([
      signal('missing_first', { expires: '2027-03-01' }),
      signal('peers_in_crime', { expires: '2027-05-01' }),
    ]);
    expect(falls(about)).toEqual({ on: '2027-05-02', to: 1 });
  });

  test('when a rule no longer looks back so far', () => {
    const told = ['missing_regular', 'attendance_persistent', 'was_not_brought_repeated'].map((code) =>
      signal(code, { observedOn: '2026-11-01' }),
    );
    expect(falls(facts(told))).toEqual({ on: '2027-11-02', to: 2 });
  });

  test('on the birthday that takes the child out of a rule, a leap day reached on the first of March', () => {
    const young = ruled({ all: [{ age: { below: 5 } }, { has: 'fgm_risk' }] });
    const born = (dateOfBirth: string) => facts([signal('fgm_risk')], { child: { unborn: false, dateOfBirth } });
    expect(falls(born('2022-03-04'), young)).toEqual({ on: '2027-03-04', to: 1 });
    expect(falls(born('2024-02-29'), young)).toEqual({ on: '2029-03-01', to: 1 });
  });

  test('on no day that can be named, while it rests on a judgement', () => {
    const judged = { judgements: { MOTIVATION_OR_CAPACITY_LOW: true } };
    const rule = { all: [{ has: 'fgm_risk' }, { judgement: 'MOTIVATION_OR_CAPACITY_LOW' }] };
    expect(falls(facts([signal('fgm_risk', { expires: '2027-03-01' })], judged), ruled(rule))).toBeNull();
    expect(falls(facts([signal('fgm_risk', { expires: '2027-03-01' })], judged), ruled({ has: 'fgm_risk' }))).not.toBeNull();
  });

  test('the day that is named is the first one, by a walk through every day', () => {
    const weighed = fc.constantFrom(
      'missing_first',
      'ae_attendance_frequent',
      'violent_history_adult',
      'attendance_persistent',
      'sen_support',
      'home_hazards',
    );
    const told = fc.record({ code: weighed, seen: fc.nat(85), left: fc.integer({ min: 1, max: 20 }), adult: fc.boolean() });
    const about = fc
      .record({
        signals: fc.array(told, { minLength: 1, maxLength: 4 }),
        born: fc.constantFrom('2024-12-01', '2021-12-06', '2018-03-04'),
      })
      .map(({ signals, born }) =>
        facts(
          signals.map(({ code, seen, left, adult }) =>
            signal(code, {
              ...{ observedOn: addDays(TODAY, -seen), expires: addDays(TODAY, left) },
              relation: adult ? 'HOUSEHOLD_ADULT' : 'SUBJECT',
            }),
          ),
          { child: { unborn: false, dateOfBirth: born } },
        ),
      );
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), about, (model, known) => {
        const { level } = evaluate(model, known);
        const walked = Array.from({ length: 30 }, (_, index) => addDays(TODAY, index + 1))
          .map((on) => ({ on, to: evaluate(model, { ...known, today: on }).level }))
          .find(({ to }) => to < level);
        expect(falls(known, model)).toEqual(walked ?? null);
      }),
      { numRuns: 200 },
    );
  });

  test('never, while nothing of it expires, and not from the lowest level', () => {
    expect(falls(facts([signal('missing_first')]))).toBeNull();
    expect(falls(facts())).toBeNull();
  });
});
