import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROW_BYTES, writeSessions } from '../../../bench/publish/census-file';
import { peakMemory } from '../../../bench/publish/peak-memory';
import type { Problem } from '../../../common/publishing/record';
import { schoolCensus } from '../../../importers/school-census';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mash-bench-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function keysOf(path: string): Promise<string[]> {
  const file = { name: basename(path), size: (await stat(path)).size, open: () => createReadStream(path) };
  const keys: string[] = [];
  const found: Problem[] = [];
  for await (const { records, problems } of schoolCensus.read([file], { today: '2026-11-22' })) {
    found.push(...problems);
    keys.push(...records.map(({ key }) => key));
  }
  expect(found).toEqual([]);
  return keys;
}

test('the generated sessions are a school census without a fault, every row another record', async () => {
  const options = { pupils: 90, codes: 28 };
  const one = await keysOf(await writeSessions(join(folder, 'one'), { ...options, series: 1 }));
  const other = await keysOf(await writeSessions(join(folder, 'other'), { ...options, series: 2 }));
  expect(one).toHaveLength(90 * 28);
  expect(new Set([...one, ...other]).size).toBe(2 * 90 * 28);
});

test('the same options give the same bytes, about as many as they are said to be', async () => {
  const options = { pupils: 90, codes: 28, series: 3 };
  const path = await writeSessions(join(folder, 'size'), options);
  const { size } = await stat(path);
  expect(size / (90 * 28) / ROW_BYTES).toBeCloseTo(1, 1);
  const keys = await keysOf(path);
  expect(await keysOf(await writeSessions(join(folder, 'again'), options))).toEqual(keys);
});

test('the most memory this process has held is more than it holds', () => {
  const peak = peakMemory(process.pid);
  if (process.platform === 'linux') expect(peak).toBeGreaterThanOrEqual(process.memoryUsage.rss() / 1024 ** 2 - 1);
  else expect(peak).toBeUndefined();
  expect(peakMemory(0)).toBeUndefined();
});
