import { resolve } from 'node:path';
import { linkageTasks } from '../../../bench/matching/linkage-data';
import { evaluateFiles } from '../../../tools/match-eval/run';

/** What each must reach; the thresholds of the decisions were fixed before the truth was looked at. */
const BOUNDS: Readonly<Record<string, number>> = {
  'febrl4-without-id': 0.999,
  'febrl4-names-birth-postcode': 0.992,
  'febrl3-without-id': 0.998,
  'fake1000-all': 0.94,
};

const data = process.env.MASH_REAL_DATA ?? resolve(__dirname, '../../../../shared/data');
const tasks = linkageTasks({ MASH_REAL_DATA: data });

test('every published benchmark has its bound', () => {
  expect(tasks.map(({ id }) => id).sort()).toEqual(Object.keys(BOUNDS).sort());
});

test.each(tasks)('$id reaches its bound, and no automatic link is false', ({ id, files, columns, truth }) => {
  const { findings } = evaluateFiles(files, columns, truth);
  expect(findings.best.f1).toBeGreaterThanOrEqual(BOUNDS[id] as number);
  expect(findings.auto.falseLinks).toBe(0);
  expect(findings.auto.links).toBeGreaterThan(0);
});
