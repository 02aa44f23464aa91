import { Random } from '../random';
import { CaseMaker } from './case-maker';
import type { HardCase } from './hard-case';
import { HARD_KINDS, makeCase } from './kinds';

export type { HardCase, HardKind, HardRecord } from './hard-case';
export { HARD_KINDS } from './kinds';

/** So many hard cases, the kinds in turn; the same for the same seed. */
export function makeHardCases(count: number, seed = 4): HardCase[] {
  const random = new Random(seed);
  const make = new CaseMaker(random);
  return Array.from({ length: count }, (_, at) => makeCase(HARD_KINDS[at % HARD_KINDS.length]!, make, random));
}
