import { FIELDS, LEVELS } from '../compare/fields';
import type { ComparedField } from '../comparison';
import type { Parameters } from './parameters';

/** Fields whose levels are bands of one likeness: there a worse band never speaks for the same person more than a better one. */
const BANDED: readonly ComparedField[] = ['address'];

interface Pool {
  readonly levels: readonly number[];
  readonly m: number;
  readonly u: number;
}

/** Lets neighbouring bands that came out in the wrong order share one weight (pool adjacent violators): there were too few to tell them apart. */
export function pooled(known: Parameters): Parameters {
  const [m, u] = [[...known.m], [...known.u]];
  for (const field of BANDED) {
    const at = FIELDS.indexOf(field);
    const chances = m[at] as Float64Array;
    const others = u[at] as Float64Array;
    m[at] = chances.slice();
    for (const pool of pools(LEVELS[field].map((_, level) => ({ levels: [level], m: chances[level]!, u: others[level]! })))) {
      for (const level of pool.levels) m[at]![level] = (pool.m * others[level]!) / pool.u;
    }
  }
  return { ...known, m, u };
}

function pools(bands: readonly Pool[]): readonly Pool[] {
  const kept: Pool[] = [];
  for (const band of bands) {
    let last = band;
    for (let better = kept.at(-1); better !== undefined && better.m / better.u < last.m / last.u; better = kept.at(-1)) {
      kept.pop();
      last = { levels: [...better.levels, ...last.levels], m: better.m + last.m, u: better.u + last.u };
    }
    kept.push(last);
  }
  return kept;
}
