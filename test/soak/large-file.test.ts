import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROW_BYTES, writeSessions } from '../../bench/publish/census-file';
import { peakMemory } from '../../bench/publish/peak-memory';
import { publishFile } from '../../bench/publish/publish-file';
import { findWatched, signalLatency, untilImporting } from '../../bench/publish/signal-latency';
import { quantile } from '../../bench/statistics';
import { accessToken } from '../../tools/sign-in-client';
import { Journey } from '../support/journey';

/** `SOAK_BYTES` makes it smaller for a quick look; a gigabyte takes a quarter of an hour or more. */
const BYTES = Number(process.env.SOAK_BYTES ?? 1e9);
const CODES = 28;
const SIGNALS = 60;
/** Spreads the signals over some minutes of the publication. */
const PAUSE_MS = 2_000;

let folder: string;
let journey: Journey;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mash-soak-'));
  journey = await Journey.start();
}, 180_000);
afterAll(async () => {
  await journey.stop();
  await rm(folder, { recursive: true });
  // PostgreSQL writes gigabytes out before it ends.
}, 600_000);

test(
  'a file of a gigabyte takes no more memory than a small one, and no signal waits for it',
  async () => {
    const token = (persona: string) => accessToken(persona, journey.dataDir);
    const to = { gatewayUrl: journey.gatewayUrl, token };
    const publish = (path: string) => publishFile({ ...to, agency: 'education', format: 'school-census' }, path);
    const memory = () => peakMemory(journey.processes.education as number) ?? 0;

    await publish(await writeSessions(join(folder, 'small'), { pupils: 7_600, codes: CODES, series: 1 }));
    const small = memory();
    const pupils = Math.round(BYTES / ROW_BYTES / CODES);
    const path = await writeSessions(join(folder, 'large'), { pupils, codes: CODES, series: 2 });
    let under = true;
    const large = publish(path).finally(() => {
      under = false;
    });
    large.catch(() => undefined);
    await journey.inDatabase('education', untilImporting);
    const latencies: number[] = [];
    await journey.inDatabase('mash', async (mash) => {
      const child = await findWatched(mash);
      for (let at = 0; at < SIGNALS && under; at += 1) {
        latencies.push(await signalLatency({ ...to, folder, mash }, child, at));
        await sleep(PAUSE_MS);
      }
    });
    const { rows } = await large;

    process.stderr.write(
      `${BYTES} bytes: peak ${small} MB after 10 MB, ${memory()} MB at the end; signals p95 ${quantile(latencies, 0.95)} ms\n`,
    );
    expect(rows.accepted).toBe(pupils * CODES);
    expect(memory()).toBeLessThan(300);
    expect(quantile(latencies, 0.95)).toBeLessThan(2_000);
  },
  3 * 3_600_000,
);
