import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer will do, or the time is up; the last answer either way. */
export async function eventually<T>(ask: () => Promise<T>, willDo: (answer: T) => boolean, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (willDo(answer) || Date.now() > deadline) return answer;
    await sleep(200);
  }
}
