import type { MatchEvaluation } from './run';

/** What `--json` prints. */
export function asObject({ files, records, possiblePairs, findings, matching }: MatchEvaluation): object {
  const { truePairs, best, auto, review } = findings;
  const { model, training, resolution, compared, skippedKeys, pairsPerSecond } = matching;
  return {
    files,
    records,
    possiblePairs,
    truePairs,
    f1: best.f1,
    precision: best.precision,
    recall: best.recall,
    best: { threshold: best.probability, f1: best.f1, precision: best.precision, recall: best.recall },
    auto: {
      threshold: auto.probability,
      f1: auto.f1,
      precision: auto.precision,
      recall: auto.recall,
      links: auto.links,
      falseLinks: auto.falseLinks,
    },
    review: { threshold: review.probability, f1: review.f1, precision: review.precision, recall: review.recall },
    falseAutoLinks: auto.falseLinks,
    leftToPeople: review.leftToPeople,
    comparedPairs: compared,
    skippedKeys,
    pairsPerSecond: Math.round(pairsPerSecond),
    resolution,
    training: {
      labels: 'none',
      ...training.options,
      blocks: training.blocks,
      expectedMatches: training.expectedMatches,
      prior: model.prior,
      household: model.household,
      fields: model.fields,
    },
  };
}

export function asText({ files, records, findings, matching }: MatchEvaluation): string {
  const { truePairs, best, auto, review } = findings;
  const share = (value: number): string => value.toFixed(4);
  const line = (name: string, { f1, precision, recall }: { f1: number; precision: number; recall: number }, more = ''): string =>
    `  ${name.padEnd(22)}F1 ${share(f1)}  precision ${share(precision)}  recall ${share(recall)}${more}`;
  return [
    `${files.join(' and ')}: ${records} records, ${truePairs} true pairs, ${matching.compared} pairs compared`,
    line('best threshold', best, `  (${best.probability.toPrecision(3)})`),
    line('linked automatically', auto, `  ${auto.links} links, ${auto.falseLinks} false`),
    line('linked or reviewed', review, `  ${review.leftToPeople} pairs left to people`),
    `  ${Math.round(matching.pairsPerSecond)} pairs a second; weighed together: ${matching.resolution}`,
    '',
  ].join('\n');
}
