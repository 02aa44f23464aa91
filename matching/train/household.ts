import { FIELDS, LEVELS } from '../compare/fields';
import type { ComparedField } from '../comparison';
import { type Observations } from './observations';
import type { Parameters } from './parameters';

const at = (field: ComparedField): number => FIELDS.indexOf(field);
const places = (field: ComparedField, ...levels: string[]): ReadonlySet<number> =>
  new Set(levels.map((level) => LEVELS[field].indexOf(level)));

const FAMILY = places('family', 'exact');
const HOME = { address: places('address', 'same'), postcode: places('postcode', 'exact') } as const;
const OTHER_GIVEN = places('given', 'different');
const OTHER_BIRTH = places('birth', 'different', 'within-ten-years', 'within-a-year');

/**
 * Share of all pairs that are of two people of one household: same family name and same home, while given name and birth date both
 * differ. What chance alone would bring is taken off.
 */
export function estimateHousehold(candidates: Observations, { u }: Pick<Parameters, 'u'>, pairs: number): number {
  const home = (['address', 'postcode'] as const).find((field) => seen(candidates, at(field)));
  const least = 0.1 / Math.max(1, pairs);
  if (home === undefined) return least;
  const width = FIELDS.length;
  const has = (pair: number, field: ComparedField, levels: ReadonlySet<number>): boolean =>
    levels.has(candidates.levels[pair * width + at(field)] as number);
  let observed = 0;
  for (let pair = 0; pair < candidates.size; pair += 1) {
    const together = has(pair, 'family', FAMILY) && has(pair, home, HOME[home]);
    if (together && has(pair, 'given', OTHER_GIVEN) && has(pair, 'birth', OTHER_BIRTH)) observed += 1;
  }
  const chance = (field: ComparedField, levels: ReadonlySet<number>): number =>
    [...levels].reduce((sum, place) => sum + (u[at(field)]![place] as number), 0);
  const expected = pairs * chance('family', FAMILY) * chance(home, HOME[home]);
  const beyond = observed - expected - 2 * Math.sqrt(Math.max(expected, 1));
  return Math.max(least, beyond / pairs);
}

const seen = ({ size, levels }: Observations, field: number): boolean => {
  for (let pair = 0; pair < size; pair += 1) if (levels[pair * FIELDS.length + field] !== 255) return true;
  return false;
};
