import { FIELDS, LEVELS } from '../compare/fields';
import { MOST_ADJUSTMENT, SHARED_AT_HOME } from '../compare/weigh';
import type { ComparedField } from '../comparison';
import type { Chances } from '../model';
import { NOTHING, type Observations } from './observations';

/** Chances of every level of every field, as lists in the order of the levels. */
export interface Parameters {
  readonly m: readonly Float64Array[];
  readonly u: readonly Float64Array[];
  /** Most bits that what a household shares may add up to. */
  readonly householdLimit: number;
}

export const parametersOf = (fields: Readonly<Record<ComparedField, Readonly<Record<string, Chances>>>>): Parameters => {
  const side = (name: keyof Chances) =>
    FIELDS.map((field) => Float64Array.from(LEVELS[field], (level) => fields[field][level]![name]));
  return { m: side('m'), u: side('u'), householdLimit: Number.POSITIVE_INFINITY };
};

export const asFields = ({ m, u }: Pick<Parameters, 'm' | 'u'>): Record<ComparedField, Record<string, Chances>> =>
  Object.fromEntries(
    FIELDS.map((field, at) => [
      field,
      Object.fromEntries(LEVELS[field].map((level, place) => [level, { m: round(m[at]![place]!), u: round(u[at]![place]!) }])),
    ]),
  ) as Record<ComparedField, Record<string, Chances>>;

/** Six digits are more than any data can tell, and nothing is certain. */
const round = (chance: number): number => Math.min(0.999_999, Number(chance.toPrecision(6)));

const AT_HOME = FIELDS.map((field) => SHARED_AT_HOME.includes(field));

/** Bits for the same person in each pair, without a prior; what a household shares is limited as in `weigh`. `uses` leaves fields out. */
export function weighAll(
  { size, levels, shares }: Observations,
  { m, u, householdLimit }: Parameters,
  uses: readonly boolean[] = FIELDS.map(() => true),
): Float64Array {
  const weights = new Float64Array(size);
  const bits = m.map((chances, at) => chances.map((chance, place) => Math.log2(chance / u[at]![place]!)));
  const width = FIELDS.length;
  for (let pair = 0; pair < size; pair += 1) {
    let [weight, atHome] = [0, 0];
    for (let at = 0; at < width; at += 1) {
      const place = levels[pair * width + at] as number;
      if (place === NOTHING || !uses[at]) continue;
      let own = bits[at]![place]!;
      const share = shares[pair * width + at] as number;
      if (share > 0) own += Math.max(-MOST_ADJUSTMENT, Math.min(MOST_ADJUSTMENT, Math.log2(u[at]![place]! / share)));
      if (AT_HOME[at] && own > 0) atHome += own;
      else weight += own;
    }
    weights[pair] = weight + Math.min(atHome, householdLimit);
  }
  return weights;
}

/** How often each level was found, each pair counting for as much as `weightOf` says. */
export function countLevels({ size, levels }: Observations, weightOf: (pair: number) => number): Float64Array[] {
  const counts = FIELDS.map((field) => new Float64Array(LEVELS[field].length));
  const width = FIELDS.length;
  for (let pair = 0; pair < size; pair += 1) {
    const weight = weightOf(pair);
    for (let at = 0; at < width; at += 1) {
      const place = levels[pair * width + at] as number;
      if (place !== NOTHING) counts[at]![place]! += weight;
    }
  }
  return counts;
}

/** Shares from counts, with earlier beliefs weighing as much as `beliefs` pairs. */
export const sharesOf = (counts: readonly Float64Array[], believed: readonly Float64Array[], beliefs: number): Float64Array[] =>
  counts.map((levels, at) => {
    const total = levels.reduce((sum, count) => sum + count, 0);
    return levels.map((count, place) => (count + beliefs * believed[at]![place]!) / (total + beliefs));
  });
