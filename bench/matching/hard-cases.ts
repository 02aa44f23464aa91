import { HARD_KINDS, makeHardCases } from '../../demo/hard-cases';
import type { Result } from '../result';
import { figuresOfTally, type KnownRecord, tally } from './decided';

const CASES = 2_000;
const ALL = 'hard-cases';

/** 2,000 generated hard cases, decided with the shipped model; each kind apart, and all together. */
export function hardCases(): Result[] {
  const records = makeHardCases(CASES).flatMap(({ kind, records: ours }) =>
    ours.map(({ person, truth }): KnownRecord => ({ person, truth, groups: [ALL, `hard-${kind}`] })),
  );
  const tallies = tally(records);
  return [ALL, ...HARD_KINDS.map((kind) => `hard-${kind}`)].flatMap((group) => {
    const found = tallies.get(group);
    return found === undefined ? [] : figuresOfTally(group, found);
  });
}
