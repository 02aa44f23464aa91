import type { Log } from '../logger';
import { type Clock, londonDate } from '../time';

/** How soon after midnight in England a day's work begins, at most; also how soon work that failed is tried again. */
const LOOK_EVERY_MS = 10 * 60_000;

/**
 * Does `work` once for each day that begins while the service runs, and today at once.
 *
 * @returns a way to stop, which waits for work in hand.
 */
export function daily(work: () => Promise<unknown>, clock: Clock, log: Log): () => Promise<void> {
  let done: string | undefined;
  let inHand: Promise<void> | undefined;
  const look = () => {
    const today = londonDate(clock());
    if (inHand !== undefined || today === done) return;
    inHand = work()
      .then(() => {
        done = today;
      })
      .catch((error: unknown) => log.error('DAILY_WORK_FAILED', {}, error))
      .finally(() => {
        inHand = undefined;
      });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  look();
  return async () => {
    clearInterval(timer);
    await inHand;
  };
}
