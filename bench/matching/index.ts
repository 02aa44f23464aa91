import { evaluateFiles, type MatchEvaluation } from '../../tools/match-eval/run';
import type { Bench, Progress } from '../bench';
import { figure, type Result } from '../result';
import { borough } from './borough';
import { hardCases } from './hard-cases';
import { linkageTasks } from './linkage-data';

/** The table of the published benchmarks, by the code of `npm run match-eval`; hard cases; and who is served worse. */
export const matching: Bench = {
  about: 'matching: F1, false automatic links and recall on data whose truth is known, and how many pairs a second',
  run: async (progress) => {
    const results = published(progress);
    progress('2,000 generated hard cases');
    results.push(...hardCases());
    progress('the demonstration borough, by ethnicity and age band');
    return [...results, ...borough()];
  },
};

function published(progress: Progress): Result[] {
  const results: Result[] = [];
  const speeds: number[] = [];
  for (const { id, files, columns, truth } of linkageTasks()) {
    progress(`${id}: estimates a model from the records and matches them`);
    const evaluation = evaluateFiles(files, columns, truth);
    results.push(...figuresOf(id, evaluation));
    speeds.push(evaluation.matching.pairsPerSecond);
  }
  return [...results, figure('pairs-per-second', Math.min(...speeds), 'pairs/s')];
}

/** What one evaluation says, under the name of its data and fields. */
export function figuresOf(id: string, { findings, matching: { pairsPerSecond } }: MatchEvaluation): Result[] {
  const { best, auto, review } = findings;
  return [
    figure(`${id}-f1`, best.f1, 'F1'),
    figure(`${id}-precision`, best.precision, 'share'),
    figure(`${id}-recall`, best.recall, 'share'),
    figure(`${id}-best-threshold`, best.probability, 'probability'),
    figure(`${id}-auto-f1`, auto.f1, 'F1'),
    figure(`${id}-auto-recall`, auto.recall, 'share'),
    figure(`${id}-auto-links`, auto.links, 'links'),
    figure(`${id}-false-auto-links`, auto.falseLinks, 'links'),
    figure(`${id}-review-f1`, review.f1, 'F1'),
    figure(`${id}-review-recall`, review.recall, 'share'),
    figure(`${id}-left-to-people`, review.leftToPeople, 'pairs'),
    figure(`${id}-pairs-per-second`, pairsPerSecond, 'pairs/s'),
  ];
}
