import { FIELDS, LEVELS } from '../compare/fields';
import type { ComparedField } from '../comparison';
import type { Chances } from '../model';

/**
 * What is believed of each level before any data is seen, as `[m, u]` in parts of a thousand. Training starts here and weighs these
 * beliefs against the counts, so that a level which hardly occurs in the data keeps a sensible weight.
 */
const BELIEFS: Readonly<Record<ComparedField, Readonly<Record<string, readonly [number, number]>>>> = {
  given: {
    exact: [780, 7],
    previous: [15, 1],
    variant: [40, 1],
    'one-edit': [60, 2],
    'jaro-winkler-0.9': [20, 2],
    swapped: [15, 0.01],
    phonetic: [6, 6],
    'jaro-winkler-0.8': [8, 10],
    initial: [10, 3],
    'other-name': [10, 2],
    'half-swapped': [5, 1],
    'first-name-only': [3, 1],
    different: [28, 965],
  },
  family: {
    exact: [850, 3],
    previous: [25, 1],
    'one-edit': [50, 1],
    'jaro-winkler-0.9': [10, 1],
    part: [15, 1],
    phonetic: [5, 4],
    'jaro-winkler-0.8': [5, 8],
    different: [40, 981],
  },
  birth: {
    exact: [930, 0.05],
    'day-month-swapped': [5, 0.05],
    'one-edit': [30, 1],
    'one-part-differs': [15, 3.5],
    'within-a-month': [4, 3],
    'within-a-year': [4, 40],
    expected: [900, 6],
    'expected-within-a-term': [90, 25],
    'within-ten-years': [3, 350],
    different: [9, 602.4],
  },
  sex: { same: [990, 500], different: [10, 500] },
  address: {
    same: [700, 0.2],
    'same-street': [30, 1],
    'similar-0.8': [60, 1],
    'similar-0.6': [30, 8],
    'similar-0.4': [20, 70],
    'similar-0.25': [20, 250],
    different: [140, 669.8],
  },
  postcode: {
    exact: [700, 0.5],
    previous: [50, 0.5],
    'one-edit': [40, 1],
    outward: [60, 60],
    'two-edits': [10, 4],
    different: [140, 934],
  },
  contact: {
    same: [700, 0.1],
    'one-edit': [70, 0.1],
    'three-edits': [50, 0.3],
    'same-mailbox': [30, 0.5],
    different: [150, 999],
  },
  nhsNumber: { same: [975, 0.001], 'one-edit': [20, 0.01], different: [5, 999.9] },
  upn: { same: [960, 0.001], 'one-edit': [20, 0.01], different: [20, 999.9] },
  localId: { same: [900, 0.01], 'one-edit': [50, 0.1], different: [50, 999.8] },
};

/** Chances of the levels of each field, each side adding up to 1. */
export const startingPoint = (): Record<ComparedField, Record<string, Chances>> =>
  Object.fromEntries(FIELDS.map((field) => [field, sharesOf(field)])) as Record<ComparedField, Record<string, Chances>>;

function sharesOf(field: ComparedField): Record<string, Chances> {
  const beliefs = LEVELS[field].map((level) => [level, BELIEFS[field][level] as readonly [number, number]] as const);
  const total = (side: 0 | 1): number => beliefs.reduce((sum, [, belief]) => sum + belief[side], 0);
  const [m, u] = [total(0), total(1)];
  return Object.fromEntries(beliefs.map(([level, belief]) => [level, { m: belief[0] / m, u: belief[1] / u }]));
}
