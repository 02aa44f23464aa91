import fc from 'fast-check';
import type { Category } from '../../../common/access/agreement';
import { composeAssessment } from '../../../subgraphs/mash/threshold/compose-assessment';
import { evidenceFor } from '../../../subgraphs/mash/threshold/evidence-for';
import type { Silence, TellingSignal } from '../../../subgraphs/mash/threshold/facts';
import { loadAdopted } from '../../../subgraphs/mash/threshold/policy/adopted';
import { weigh } from '../../../subgraphs/mash/threshold/weigh';
import { agreements, CATALOGUE, category, facts, MAY_KNOW, NOW, silence, VIEW } from './support';

/** Every model that is adopted anywhere: what holds for one holds for whatever a partnership writes. */
const MODELS = loadAdopted('policy/thresholds', CATALOGUE).map(({ model }) => model);
const CATEGORIES: readonly Category[] = [
  category({ id: 'open' }),
  category({ id: 'known', ...MAY_KNOW }),
  category({ id: 'secret', threshold: 'level_only', content: [] }),
  category({ id: 'never', threshold: 'none' }),
  category({ id: 'closed', content: [], existence: [] }),
];
const codes = [...CATALOGUE.keys()];
const signalIn = (...categories: readonly string[]): fc.Arbitrary<TellingSignal> =>
  fc.record(
    {
      ...{ indicator: fc.constantFrom(...codes), agency: fc.constant('health'), relation: fc.constant('SUBJECT') },
      ...{
        confidence: fc.constantFrom('CONFIRMED', 'CREDIBLE', 'UNCONFIRMED'),
        observedOn: fc.constantFrom('2026-06-01', '2026-11-01'),
      },
      ...{ recordedOn: fc.constant('2026-11-02'), category: fc.constantFrom(...categories), disputed: fc.boolean() },
      ...{ source: fc.integer({ min: 1, max: 500 }).map((n) => `r-${n}`), expires: fc.constantFrom('2026-11-30', '2027-06-01') },
    },
    { noNullPrototype: true },
  ) as fc.Arbitrary<TellingSignal>;
const SILENCES: fc.Arbitrary<Silence[]> = fc.constantFrom<Silence[]>(
  [],
  [silence('health', 'fgm_risk', 'diet_poor')],
  [silence('police', 'missing_first')],
);
const MODEL = fc.constantFrom(...MODELS);
const RUNS = { numRuns: 150 };

function assessment(model: (typeof MODELS)[number], signals: readonly TellingSignal[], silences: readonly Silence[]) {
  const { signals: _, ...known } = facts([], { silences });
  const weighed = evidenceFor(VIEW, signals, agreements(CATEGORIES), NOW);
  const setting = {
    model,
    policy: { catalogue: CATALOGUE, derived: new Map([['health', new Set(codes)]]) },
    feeds: new Map(),
    now: NOW,
  };
  return { shown: composeAssessment({ ...known, weighed }, setting), kept: weigh({ ...known, weighed }, model) };
}

test('what may never influence the threshold, and what this viewer may not know of, changes no byte of the answer', () => {
  fc.assert(
    fc.property(
      MODEL,
      fc.array(signalIn('open', 'known', 'secret'), { maxLength: 8 }),
      fc.array(signalIn('never', 'closed'), { minLength: 1, maxLength: 6 }),
      SILENCES,
      (model, signals, hidden, silences) => {
        const [without, with_] = [assessment(model, signals, silences), assessment(model, [...signals, ...hidden], silences)];
        expect(JSON.stringify(with_.shown)).toBe(JSON.stringify(without.shown));
        expect(with_.kept.digest).toBe(without.kept.digest);
      },
    ),
    RUNS,
  );
});

/** What `level_only` may move: the level by its number, name and response, its range, and that something is not shown. */
const MAY_MOVE = ['level', 'levelName', 'response', 'couldReach', 'complete', 'digest', 'notice', 'wouldFall'];
const rest = (shown: object): string =>
  JSON.stringify(shown, (key, value: unknown) => (MAY_MOVE.includes(key) && value !== undefined ? undefined : value));

test('what may only move the level moves the level, and nothing else that is shown', () => {
  fc.assert(
    fc.property(
      MODEL,
      fc.array(signalIn('open', 'known'), { maxLength: 8 }),
      fc.array(signalIn('secret'), { maxLength: 6 }),
      SILENCES,
      (model, signals, secret, silences) => {
        const [without, with_] = [assessment(model, signals, silences), assessment(model, [...signals, ...secret], silences)];
        expect(rest({ ...with_.shown, rules: [] })).toBe(rest({ ...without.shown, rules: [] }));
        expect(with_.shown.rules).toEqual(without.shown.rules);
        expect(with_.shown.level).toBeGreaterThanOrEqual(without.shown.level);
      },
    ),
    RUNS,
  );
});

test('two secrets that move the level alike are told apart by nothing', () => {
  const secrets = fc.array(signalIn('secret'), { maxLength: 4 });
  fc.assert(
    fc.property(
      MODEL,
      fc.array(signalIn('open', 'known'), { maxLength: 6 }),
      secrets,
      secrets,
      SILENCES,
      (model, signals, one, other, silences) => {
        const [left, right] = [
          assessment(model, [...signals, ...one], silences),
          assessment(model, [...signals, ...other], silences),
        ];
        fc.pre(
          left.shown.level === right.shown.level &&
            left.shown.couldReach === right.shown.couldReach &&
            left.shown.complete === right.shown.complete,
        );
        expect(JSON.stringify(left.shown)).toBe(JSON.stringify(right.shown));
      },
    ),
    RUNS,
  );
});

test('one more piece of evidence never lowers the level in any adopted model', () => {
  fc.assert(
    fc.property(MODEL, fc.array(signalIn('open'), { maxLength: 10 }), signalIn('open'), (model, signals, more) => {
      expect(assessment(model, [...signals, more], []).kept.level).toBeGreaterThanOrEqual(
        assessment(model, signals, []).kept.level,
      );
    }),
    { numRuns: 300 },
  );
});

test('what expires, or is taken back, may lower the level: the rest alone gives the same as if it had never been told', () => {
  const gone = fc.array(signalIn('open'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(MODEL, fc.array(signalIn('open'), { maxLength: 6 }), gone, (model, signals, past) => {
      const expired = past.map((signal, index) => ({ ...signal, source: `gone-${index}`, expires: '2026-11-21' }));
      expect(JSON.stringify(assessment(model, [...signals, ...expired], []).shown)).toBe(
        JSON.stringify(assessment(model, signals, []).shown),
      );
    }),
    RUNS,
  );
});
