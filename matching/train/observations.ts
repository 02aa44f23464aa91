import { FIELDS, findingsOf, LEVELS } from '../compare/fields';
import type { FrequencyTable } from '../model';
import type { PairSpace } from '../pairs/pair-space';
import type { ComparedField } from '../comparison';

/** What comparing many pairs found, laid out flat: pair after pair, field after field. */
export interface Observations {
  readonly size: number;
  /** Place of the level found among the field's levels; `NOTHING` where there was nothing to compare or the level says nothing. */
  readonly levels: Uint8Array;
  /** Share of the records that have the value both have; 0 where the level is not about a value. */
  readonly shares: Float32Array;
}

export const NOTHING = 255;

export type Tables = Readonly<Partial<Record<ComparedField, FrequencyTable>>>;

export function observe({ people }: PairSpace, left: Uint32Array, right: Uint32Array, tables: Tables): Observations {
  const levels = new Uint8Array(left.length * FIELDS.length).fill(NOTHING);
  const shares = new Float32Array(left.length * FIELDS.length);
  for (let pair = 0; pair < left.length; pair += 1) {
    const found = findingsOf(people[left[pair] as number]!, people[right[pair] as number]!);
    FIELDS.forEach((field, at) => {
      const { level, value } = found[field];
      const place = LEVELS[field].indexOf(level);
      if (place < 0) return;
      levels[pair * FIELDS.length + at] = place;
      const table = value === undefined ? undefined : tables[field];
      if (table !== undefined) shares[pair * FIELDS.length + at] = table.values.get(value as string) ?? table.unlisted;
    });
  }
  return { size: left.length, levels, shares };
}

/** Some of the pairs, by their place. */
export function pick({ levels, shares }: Observations, places: readonly number[]): Observations {
  const width = FIELDS.length;
  const chosen = {
    size: places.length,
    levels: new Uint8Array(places.length * width),
    shares: new Float32Array(places.length * width),
  };
  places.forEach((place, at) => {
    chosen.levels.set(levels.subarray(place * width, (place + 1) * width), at * width);
    chosen.shares.set(shares.subarray(place * width, (place + 1) * width), at * width);
  });
  return chosen;
}
