/** A scored pair and whether the two are truly one person. */
export interface Judged {
  readonly weight: number;
  readonly isTrue: boolean;
}

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function qualityOf(right: number, chosen: number, truth: number): Quality {
  const precision = chosen === 0 ? 1 : right / chosen;
  const recall = truth === 0 ? 1 : right / truth;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The best F1 that any threshold reaches, and the threshold (pairs of this weight and more). */
export function bestQuality(pairs: readonly Judged[], truth: number): Quality & { readonly weight: number } {
  const sorted = [...pairs].sort((left, right) => right.weight - left.weight);
  let best = { ...qualityOf(0, 0, truth), weight: Number.POSITIVE_INFINITY };
  let right = 0;
  sorted.forEach(({ weight, isTrue }, index) => {
    if (isTrue) right += 1;
    // Pairs of one weight are taken together: no threshold tells them apart.
    if (sorted[index + 1]?.weight === weight) return;
    const quality = qualityOf(right, index + 1, truth);
    if (quality.f1 > best.f1) best = { ...quality, weight };
  });
  return best;
}
