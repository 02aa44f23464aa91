import fc from 'fast-check';
import { countDistinct } from '../../../subgraphs/mash/threshold/distinct';
import { evaluate } from '../../../subgraphs/mash/threshold/evaluate';
import type { Silence, TellingSignal, ThresholdFacts } from '../../../subgraphs/mash/threshold/facts';
import { AGENCIES } from '../../../subgraphs/registry';
import { CATALOGUE, facts, MODELS, ruled } from './support';

const AGENCY = fc.constantFrom(...AGENCIES.map(({ name }) => name));
const RELATION = fc.constantFrom('SUBJECT', 'HOUSEHOLD_CHILD', 'HOUSEHOLD_ADULT');
const CONFIDENCE = fc.constantFrom('CONFIRMED', 'CREDIBLE', 'UNCONFIRMED');
const WEIGHED = [...CATALOGUE.values()].filter((one) => one.class !== 'PROTECTIVE_FACTOR').map(({ code }) => code);
const DAY = fc.constantFrom('2024-01-01', '2026-05-01', '2026-11-01', '2026-11-21', '2026-12-01');

const SIGNAL = fc.record(
  {
    ...{ indicator: fc.constantFrom(...CATALOGUE.keys()), agency: AGENCY, relation: RELATION, confidence: CONFIDENCE },
    ...{ observedOn: DAY, recordedOn: DAY, category: fc.constant('c'), disputed: fc.boolean() },
    source: fc.integer({ min: 1, max: 40 }).map((n) => `record-${n}`),
    expires: fc.constantFrom('2026-11-01', '2026-11-22', '2027-11-22'),
    event: fc.constantFrom('a', 'b', 'c', 'd'),
  },
  {
    requiredKeys: ['indicator', 'agency', 'relation', 'confidence', 'observedOn', 'recordedOn', 'category', 'disputed', 'source'],
  },
) as fc.Arbitrary<TellingSignal>;

/** Of whom an agency may hold more, when it is silent about some of the household only. */
const ABOUT = fc
  .subarray(['SUBJECT', 'HOUSEHOLD_CHILD', 'HOUSEHOLD_ADULT'] as const, { minLength: 1 })
  .map((who) => new Set(who));

const SILENCES: fc.Arbitrary<Silence[]> = fc.uniqueArray(
  fc.record({
    ...{ agency: AGENCY, reason: fc.constantFrom('UNAVAILABLE', 'STALE', 'NEVER_HEARD', 'NOT_LINKED'), since: fc.constant(null) },
    indicators: fc.subarray(WEIGHED).map((codes) => new Set(codes)),
    about: fc.option(ABOUT, { nil: undefined }),
  }) as fc.Arbitrary<Silence>,
  { selector: ({ agency }) => agency },
);

const SELECTOR = fc.record(
  {
    indicators: fc.subarray(WEIGHED, { minLength: 1, maxLength: 40 }),
    about: fc.subarray(['SUBJECT', 'HOUSEHOLD_CHILD', 'HOUSEHOLD_ADULT'], { minLength: 1 }),
    confidence: fc.subarray(['CONFIRMED', 'CREDIBLE', 'UNCONFIRMED'], { minLength: 1 }),
  },
  { requiredKeys: ['indicators', 'about'] },
);
const COUNTED = fc.record({ of: SELECTOR, atLeast: fc.integer({ min: 2, max: 4 }), within: fc.constantFrom(30, 365) });
const STANDING = fc.oneof(
  fc.record({ age: fc.record({ below: fc.integer({ min: 1, max: 18 }) }) }),
  fc.constant({ unborn: true }),
  fc.constant({ plan: 'CHILD_PROTECTION' }),
);
/** Conditions in which nothing is negated. */
const RISING = fc.letrec((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(
      SELECTOR.map((hasAny) => ({ hasAny })),
      COUNTED.map((count) => ({ count })),
      COUNTED.map((distinctDimensions) => ({ distinctDimensions })),
      COUNTED.map((distinctAgencies) => ({ distinctAgencies })),
      fc.record({
        household: fc.record({ who: fc.constantFrom('adults', 'children'), atLeast: fc.integer({ min: 1, max: 3 }) }),
      }),
      fc.constant({ judgement: 'MOTIVATION_OR_CAPACITY_LOW' }),
      STANDING,
    ),
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
  ),
})).condition;
const MODEL = fc
  .array(
    fc.oneof(
      RISING,
      STANDING.map((not) => ({ not })),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((rules) => ruled(...rules));
const RISING_MODEL = fc.array(RISING, { minLength: 1, maxLength: 3 }).map((rules) => ruled(...rules));
const RISING_OR_ADOPTED = fc.oneof(RISING_MODEL, fc.constantFrom(...MODELS));

const FACTS: fc.Arbitrary<ThresholdFacts> = fc
  .record({
    signals: fc.array(SIGNAL, { maxLength: 12 }),
    silences: SILENCES,
    child: fc.constantFrom({ unborn: true }, { unborn: false }, { unborn: false, dateOfBirth: '2019-02-03' }),
    household: fc.record({ adults: fc.nat(3), children: fc.nat(3) }),
    judgements: fc.constantFrom({}, { MOTIVATION_OR_CAPACITY_LOW: true }, { MOTIVATION_OR_CAPACITY_LOW: false }),
  })
  .map(({ signals, ...over }) => facts(signals, over));

const RUNS = { numRuns: 400 };

test('losing an agency\'s answer never raises the level, never lowers how far it could reach, and never says "no" for "cannot tell"', () => {
  fc.assert(
    fc.property(MODEL, FACTS, SILENCES, (model, about, lost) => {
      const here = new Set(about.silences.map(({ agency }) => agency));
      const fewer = { ...about, silences: [...about.silences, ...lost.filter(({ agency }) => !here.has(agency))] };
      const [before, after] = [evaluate(model, about), evaluate(model, fewer)];
      expect(after.level).toBeLessThanOrEqual(before.level);
      expect(after.couldReach).toBeGreaterThanOrEqual(before.couldReach);
      for (const [index, { state }] of before.rules.entries()) {
        if (state !== 'NOT_MET') expect(after.rules[index]?.state).not.toBe('NOT_MET');
        if (state === 'NOT_MET') expect(after.rules[index]?.state).not.toBe('MET');
      }
      if (fewer.silences.length > 0) expect(after.complete).toBe(false);
    }),
    RUNS,
  );
});

test('what a silent agency would have said lies between level and how far it could reach', () => {
  fc.assert(
    fc.property(
      RISING_OR_ADOPTED,
      FACTS,
      AGENCY,
      fc.array(SIGNAL, { maxLength: 6 }),
      fc.boolean(),
      (model, about, agency, unheard, isPart) => {
        const here = { ...about, silences: about.silences.filter((silence) => silence.agency !== agency) };
        const said = unheard.map((signal) => ({ ...signal, agency }));
        const indicators = new Set(said.map(({ indicator }) => indicator));
        const who = isPart ? { about: new Set(said.map(({ relation }) => relation)) } : {};
        const silent = evaluate(model, {
          ...here,
          silences: [...here.silences, { agency, reason: 'UNAVAILABLE', since: null, indicators, ...who }],
        });
        const heard = evaluate(model, { ...here, signals: [...here.signals, ...said] });
        expect(heard.level).toBeGreaterThanOrEqual(silent.level);
        expect(heard.couldReach).toBeLessThanOrEqual(silent.couldReach);
      },
    ),
    RUNS,
  );
});

test('one more signal never lowers the level where nothing is negated, and never in a model that is adopted', () => {
  fc.assert(
    fc.property(RISING_OR_ADOPTED, FACTS, SIGNAL, (model, about, more) => {
      const after = evaluate(model, { ...about, signals: [...about.signals, more] });
      expect(after.level).toBeGreaterThanOrEqual(evaluate(model, about).level);
    }),
    RUNS,
  );
});

test('neither the order of signals and silences nor a repetition matters', () => {
  fc.assert(
    fc.property(MODEL, FACTS, (model, about) => {
      const turned = {
        ...about,
        signals: [...about.signals, ...about.signals].reverse(),
        silences: [...about.silences].reverse(),
      };
      expect(evaluate(model, turned)).toEqual(evaluate(model, about));
    }),
    RUNS,
  );
});

test('one event is one, however many agencies tell it and of whomever in the household', () => {
  const tellers = fc.array(fc.record({ agency: AGENCY, relation: RELATION, source: fc.uuid() }), { minLength: 1, maxLength: 6 });
  const counting = fc.oneof(
    COUNTED.map((count) => ({ count })),
    COUNTED.map((distinctDimensions) => ({ distinctDimensions })),
    COUNTED.map((distinctAgencies) => ({ distinctAgencies })),
  );
  fc.assert(
    fc.property(counting, SIGNAL, tellers, (condition, told, others) => {
      const all = others.map((other) => ({ ...told, ...other, event: 'one' }));
      expect(evaluate(ruled(condition), facts(all)).level).toBe(1);
    }),
    RUNS,
  );
});

test('strengths change nothing but the list of strengths and the digest', () => {
  const strengths = [...CATALOGUE.values()].filter((one) => one.class === 'PROTECTIVE_FACTOR').map(({ code }) => code);
  fc.assert(
    fc.property(MODEL, FACTS, SIGNAL, fc.constantFrom(...strengths), (model, about, more, indicator) => {
      const { level, couldReach, complete, rules, missing } = evaluate(model, {
        ...about,
        signals: [...about.signals, { ...more, indicator }],
      });
      expect(evaluate(model, about)).toMatchObject({ level, couldReach, complete, rules, missing });
    }),
    RUNS,
  );
});

test('different values of different events are counted as a search through every choice would', () => {
  const telling = fc.record({ event: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.constantFrom('1', '2', '3', '4') });
  type Tellings = readonly { readonly event: string; readonly value: string }[];
  const search = (left: Tellings): number =>
    left.reduce(
      (best, { event, value }) => Math.max(best, 1 + search(left.filter((one) => one.event !== event && one.value !== value))),
      0,
    );
  fc.assert(
    fc.property(fc.array(telling, { maxLength: 6 }), fc.integer({ min: 1, max: 5 }), (tellings, enough) => {
      expect(countDistinct(tellings)).toBe(search(tellings));
      expect(countDistinct(tellings, enough)).toBe(Math.min(search(tellings), enough));
    }),
  );
});
