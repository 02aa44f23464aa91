import { setTimeout as sleep } from 'node:timers/promises';
import { runLoad } from '../../../bench/load';
import { interleaved } from '../../../bench/rounds';

const BRIEF = { concurrency: 1, forMs: 5, warmUpMs: 0, rounds: 3, meter: () => ({}) };

test('so many requests are under way, and never more', async () => {
  let [open, most] = [0, 0];
  const { requests, latencies, seconds } = await runLoad(
    async () => {
      open += 1;
      most = Math.max(most, open);
      await sleep(2);
      open -= 1;
    },
    { concurrency: 3, forMs: 20 },
  );
  expect(most).toBe(3);
  expect(latencies).toHaveLength(requests);
  expect(requests).toBeGreaterThanOrEqual(3);
  expect(seconds).toBeGreaterThan(0.019);
});

test('a request that fails fails the measurement', async () => {
  const failing = () => Promise.reject(new Error('WITHHELD by accident'));
  await expect(runLoad(failing, { concurrency: 2, forMs: 5 })).rejects.toThrow('WITHHELD by accident');
});

test('the two ways take turns, and each begins every other round', async () => {
  const order: string[] = [];
  const way = (name: string) => async () => {
    if (order.at(-1) !== name) order.push(name);
    await sleep(10);
  };
  await interleaved({ a: way('a'), b: way('b') }, BRIEF);
  // A warm-up of each, then A B, B A, A B; what stands beside itself is counted once.
  expect(order.join(' ')).toBe('a b a b a b');
});

test('what a meter grew by is told for one request', async () => {
  let used = 1_000;
  const measured = await interleaved(
    {
      way: async () => {
        used += 7;
        await sleep(1);
      },
    },
    { ...BRIEF, meter: () => ({ cpu: used }) },
  );
  expect(measured.way.perRequest.cpu).toBeCloseTo(7);
  expect(measured.way.p50).toBeLessThanOrEqual(measured.way.p99);
});
