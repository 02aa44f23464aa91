import { Shape } from '../../../../common/access/shape';
import type { Catalogue } from '../policy/indicators';
import { type Condition, JUDGEMENTS, type Selector, type StandingCondition } from './model';
import { readSelector, SELECTOR_KEYS } from './read-selector';

/** Plans that a rule may ask about, with the indicator by which agencies tell of them. */
const PLANS = { CHILD_PROTECTION: 'current_protection_plan' } as const;
type Plan = keyof typeof PLANS;
const PLAN_NAMES = Object.keys(PLANS) as Plan[];

type Reader = (shape: Shape, word: string, catalogue: Catalogue) => Condition;

/** The whole vocabulary: a condition is one of these words and what belongs to it. */
const STANDING: Readonly<Record<string, Reader>> = {
  age: (shape, word) => readAge(inside(shape, word)),
  unborn: (shape, word) => {
    if (shape.raw(word) !== true) shape.problem(word, 'must be true; write not: around it for the opposite');
    return { kind: 'unborn' };
  },
  plan: (shape, word, catalogue) => ({ kind: 'plan', of: planOf(shape.oneOf(word, PLAN_NAMES), catalogue) }),
};

const WORDS: Readonly<Record<string, Reader>> = {
  ...STANDING,
  has: (shape, word, catalogue) => {
    const code = shape.oneOf(word, [...catalogue.keys()]);
    const selector = { indicators: [code], about: ['SUBJECT'] };
    return { kind: 'has', of: readSelector(Shape.of(selector, shape.at(word), shape.problems), catalogue) };
  },
  hasAny: (shape, word, catalogue) => ({ kind: 'has', of: selectorOf(inside(shape, word), ['within'], catalogue) }),
  count: (shape, word, catalogue) => ({ kind: 'count', ...counted(inside(shape, word), catalogue) }),
  distinctDimensions: (shape, word, catalogue) => ({
    ...{ kind: 'distinct', by: 'dimension' },
    ...counted(inside(shape, word), catalogue),
  }),
  distinctAgencies: (shape, word, catalogue) => ({
    ...{ kind: 'distinct', by: 'agency' },
    ...counted(inside(shape, word), catalogue),
  }),
  all: (shape, word, catalogue) => ({ kind: 'all', conditions: several(shape, word, catalogue) }),
  any: (shape, word, catalogue) => ({ kind: 'any', conditions: several(shape, word, catalogue) }),
  not: (shape, word, catalogue) => ({
    kind: 'not',
    condition: readOne(inside(shape, word), STANDING, catalogue) as StandingCondition,
  }),
  household: (shape, word) => readHousehold(inside(shape, word)),
  judgement: (shape, word) => ({ kind: 'judgement', judgement: shape.oneOf(word, JUDGEMENTS) }),
};

/** Reads one condition; what is wrong with it goes to the shape's list of problems. */
export function readCondition(shape: Shape, catalogue: Catalogue): Condition {
  return readOne(shape, WORDS, catalogue);
}

function readOne(shape: Shape, words: Readonly<Record<string, Reader>>, catalogue: Catalogue): Condition {
  shape.onlyKeys(Object.keys(words));
  const used = shape.keys().filter((key) => Object.hasOwn(words, key));
  const [word] = used;
  if (word === undefined || used.length > 1) {
    shape.problems.push(`${shape.path}: must be exactly one of ${Object.keys(words).join(', ')}`);
    return { kind: 'unborn' };
  }
  return (words[word] as Reader)(shape, word, catalogue);
}

const inside = (shape: Shape, key: string): Shape => Shape.of(shape.raw(key), shape.at(key), shape.problems);

function several(shape: Shape, word: string, catalogue: Catalogue): Condition[] {
  const parts = shape.list(word, 1).map((one, index) => Shape.of(one, `${shape.at(word)}[${index + 1}]`, shape.problems));
  return parts.map((part) => readCondition(part, catalogue));
}

function selectorOf(shape: Shape, more: readonly string[], catalogue: Catalogue): Selector {
  shape.onlyKeys([...SELECTOR_KEYS, ...more]);
  return readSelector(shape, catalogue);
}

/** `of` what, in the last so many days (`within`), at least how many. */
function counted(shape: Shape, catalogue: Catalogue): { of: Selector; atLeast: number } {
  shape.onlyKeys(['of', 'within', 'atLeast']);
  const of = selectorOf(inside(shape, 'of'), [], catalogue);
  const within = shape.has('within') ? { within: shape.whole('within', 1, 36_525) } : {};
  return { of: { ...of, ...within }, atLeast: shape.whole('atLeast', 2, 100) };
}

function readAge(shape: Shape): StandingCondition {
  shape.onlyKeys(['from', 'below']);
  const from = shape.has('from') ? { from: shape.whole('from', 0, 18) } : {};
  const below = shape.has('below') ? { below: shape.whole('below', 1, 19) } : {};
  if (!shape.has('from') && !shape.has('below')) shape.problems.push(`${shape.path}: must say from, below or both (years)`);
  return { kind: 'age', ...from, ...below };
}

function readHousehold(shape: Shape): Condition {
  shape.onlyKeys(['who', 'atLeast']);
  return { kind: 'household', who: shape.oneOf('who', ['adults', 'children']), atLeast: shape.whole('atLeast', 1, 30) };
}

function planOf(plan: Plan, catalogue: Catalogue): Selector {
  const selector = { indicators: [PLANS[plan]], about: ['SUBJECT'] };
  return readSelector(Shape.of(selector, plan, []), catalogue);
}
