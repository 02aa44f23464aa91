import { Shape } from '../../../../common/access/shape';
import { RELATIONS } from '../../../../common/access/vocabulary';
import { addDays, isIsoDate } from '../../../../common/time';
import { evaluate } from '../evaluate';
import type { TellingSignal, ThresholdFacts } from '../facts';
import type { RuleState } from '../three-valued';
import { JUDGEMENTS, type Judgement, type Rule, type ThresholdModel } from './model';

const CONFIDENCES = ['CONFIRMED', 'CREDIBLE', 'UNCONFIRMED'] as const;
const EXAMPLE_KEYS = ['about', 'signals', 'born', 'unborn', 'adults', 'children', 'judged'];
const SIGNAL_KEYS = ['indicator', 'agency', 'daysAgo', 'expired', 'confidence', 'relation', 'event'];
/** Any day will do: examples say how long ago a thing was. */
const TODAY = '2026-06-15';
const LASTING = { fires: 'MET', cannotTell: 'CANNOT_TELL', not: 'NOT_MET' } as const satisfies Record<string, RuleState>;

/**
 * Runs what the partnership says a rule must and must not do. Each rule has at least one example that fires and one that
 * does not, so that nobody adopts a rule that was never tried.
 */
export function checkExamples(written: Shape, rule: Rule, model: ThresholdModel): void {
  const shape = Shape.of(written.raw('examples'), written.at('examples'), written.problems);
  shape.onlyKeys(Object.keys(LASTING));
  for (const [key, expected] of Object.entries(LASTING)) {
    if (key === 'cannotTell' && !shape.has(key)) continue;
    for (const [index, one] of shape.list(key, 1).entries()) {
      const example = Shape.of(one, `${shape.at(key)}[${index + 1}]`, shape.problems);
      const facts = factsFrom(example);
      const result = evaluate({ ...model, rules: [rule] }, facts).rules[0];
      if (result?.state !== expected) example.problem('about', `${rule.id} should be ${expected} and is ${result?.state}`);
    }
  }
}

function factsFrom(shape: Shape): ThresholdFacts {
  shape.onlyKeys(EXAMPLE_KEYS);
  shape.text('about');
  const born = shape.has('born') ? { dateOfBirth: shape.date('born') } : {};
  const judged: readonly Judgement[] = shape.has('judged') ? shape.words('judged', JUDGEMENTS, 0) : [];
  const signals = shape.list('signals', 0);
  return {
    today: TODAY,
    child: { unborn: shape.has('unborn') && shape.boolean('unborn'), ...(isIsoDate(born.dateOfBirth ?? '') ? born : {}) },
    household: {
      adults: shape.has('adults') ? shape.whole('adults', 0, 30) : 0,
      children: shape.has('children') ? shape.whole('children', 0, 30) : 0,
    },
    signals: signals.map((one, index) =>
      signalFrom(Shape.of(one, `${shape.at('signals')}[${index + 1}]`, shape.problems), index),
    ),
    silences: [],
    // An example that names no judgement at all leaves it open; `judged: []` says that none of them holds.
    judgements: shape.has('judged') ? Object.fromEntries(JUDGEMENTS.map((one) => [one, judged.includes(one)])) : {},
  };
}

function signalFrom(shape: Shape, index: number): TellingSignal {
  shape.onlyKeys(SIGNAL_KEYS);
  const observedOn = addDays(TODAY, -(shape.has('daysAgo') ? shape.whole('daysAgo', 0, 36_525) : 1));
  return {
    indicator: shape.text('indicator'),
    agency: shape.has('agency') ? shape.text('agency') : 'health',
    observedOn,
    recordedOn: observedOn,
    confidence: shape.has('confidence') ? shape.oneOf('confidence', CONFIDENCES) : 'CREDIBLE',
    relation: shape.has('relation') ? shape.oneOf('relation', RELATIONS) : 'SUBJECT',
    category: 'example',
    source: `example-${index}`,
    disputed: false,
    ...(shape.has('event') ? { event: shape.text('event') } : {}),
    ...(shape.has('expired') && shape.boolean('expired') ? { expires: addDays(TODAY, -1) } : {}),
  };
}
