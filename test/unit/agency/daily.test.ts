import { daily } from '../../../common/agency/daily';
import { openLog } from '../../../common/logger';

const log = openLog('test', 'silent');
const TEN_MINUTES = 600_000;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('work is done at once, then once for each day that begins in England', async () => {
  let now = new Date('2026-06-01T12:00:00Z');
  const work = jest.fn(async () => undefined);
  const stop = daily(work, () => now, log);
  await jest.advanceTimersByTimeAsync(3 * TEN_MINUTES);
  expect(work).toHaveBeenCalledTimes(1);
  // Half past midnight in London, while it is still 1 June in UTC.
  now = new Date('2026-06-01T23:30:00Z');
  await jest.advanceTimersByTimeAsync(3 * TEN_MINUTES);
  expect(work).toHaveBeenCalledTimes(2);
  await stop();
  now = new Date('2026-06-03T12:00:00Z');
  await jest.advanceTimersByTimeAsync(3 * TEN_MINUTES);
  expect(work).toHaveBeenCalledTimes(2);
});

test('work that failed is tried again', async () => {
  const work = jest.fn(async () => undefined).mockRejectedValueOnce(new Error('database gone'));
  const stop = daily(work, () => new Date('2026-06-01T12:00:00Z'), log);
  await jest.advanceTimersByTimeAsync(2 * TEN_MINUTES);
  expect(work).toHaveBeenCalledTimes(2);
  await stop();
});
