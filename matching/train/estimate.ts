import { FIELDS } from '../compare/fields';
import type { ComparedField } from '../comparison';
import type { Observations } from './observations';
import { countLevels, type Parameters, sharesOf, weighAll } from './parameters';

export interface Block {
  readonly kind: string;
  /** Fields that agree in the whole block, by its making: nothing is learned about them here. */
  readonly fixed: readonly ComparedField[];
  readonly seen: Observations;
}

export interface BlockReport {
  readonly kind: string;
  readonly pairs: number;
  readonly expectedMatches: number;
}

export interface Learned {
  readonly counts: readonly Float64Array[];
  readonly fixed: readonly ComparedField[];
  readonly report: BlockReport;
}

/** Expectation and maximisation in one block: the chances of strangers stay, those of the same person and their share are learned. */
export function learnFrom(
  { kind, fixed, seen }: Block,
  known: Parameters,
  believed: Parameters,
  { iterations, beliefs }: { readonly iterations: number; readonly beliefs: number },
): Learned {
  const uses = FIELDS.map((field) => !fixed.includes(field));
  let [m, share, matches] = [known.m, 0.1, 0];
  let counts: readonly Float64Array[] = [];
  for (let round = 0; round < iterations; round += 1) {
    const weights = weighAll(seen, { ...known, m }, uses);
    const chances = weights.map((weight) => chanceOf(weight, share));
    matches = chances.reduce((sum, chance) => sum + chance, 0);
    share = Math.min(0.999, Math.max(1e-6, matches / seen.size));
    counts = countLevels(seen, (pair) => chances[pair] as number);
    m = sharesOf(counts, believed.m, beliefs);
  }
  return { counts, fixed, report: { kind, pairs: seen.size, expectedMatches: matches } };
}

/** Each field from the blocks that did not hold it fixed. */
export function averaged(learned: readonly Learned[], believed: Parameters, beliefs: number): Float64Array[] {
  const sums = FIELDS.map((field, at) => {
    const sum = new Float64Array(believed.m[at]!.length);
    for (const { counts, fixed } of learned) {
      if (fixed.includes(field)) continue;
      for (let place = 0; place < sum.length; place += 1) sum[place]! += counts[at]![place]!;
    }
    return sum;
  });
  return sharesOf(sums, believed.m, beliefs);
}

/** The share of all pairs that are of one person: what the candidates add up to. */
export function learnPrior(candidates: Observations, known: Parameters, from: number, pairs: number): number {
  const weights = weighAll(candidates, known);
  let prior = from;
  for (let round = 0; round < 30; round += 1) {
    const matches = weights.reduce((sum, weight) => sum + chanceOf(weight, prior), 0);
    prior = Math.min(0.3, Math.max(matches, 0.5) / Math.max(1, pairs));
  }
  return prior;
}

/**
 * Chances of strangers once more, with those pairs taken out that turned out to be of one person: in a small file full of duplicates
 * they are most of what agrees. Candidates are counted in full, and the other pairs drawn stand for all that are no candidates.
 */
export function withoutMatches(
  { candidates, others, pairs }: { readonly candidates: Observations; readonly others: Observations; readonly pairs: number },
  known: Parameters,
  prior: number,
  believed: Parameters,
  beliefs: number,
): Float64Array[] {
  const weights = weighAll(candidates, known);
  const near = countLevels(candidates, (pair) => 1 - chanceOf(weights[pair] as number, prior));
  const scale = others.size === 0 ? 0 : (pairs - candidates.size) / others.size;
  const far = countLevels(others, () => scale);
  const counts = near.map((levels, at) => levels.map((count, place) => count + far[at]![place]!));
  return sharesOf(counts, believed.u, beliefs).map((levels, at) =>
    levels.map((chance, place) => Math.max(chance, believed.u[at]![place]! * LEAST_OF_BELIEF)),
  );
}

/** A level that strangers hardly reach in this file keeps this part of the chance that was believed: elsewhere some will. */
const LEAST_OF_BELIEF = 0.1;

const chanceOf = (weight: number, prior: number): number => 1 / (1 + ((1 - prior) / prior) * 2 ** -weight);
