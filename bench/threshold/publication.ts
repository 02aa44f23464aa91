import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Progress } from '../bench';
import { type BenchHub, PATIENT_MS, withHub } from '../hub';
import { findWatched, signalLatency } from '../publish/signal-latency';
import { figure, type Result } from '../result';
import { quantile } from '../statistics';

const PUBLICATIONS = 30;
const SETTLED_WITHIN_MS = 60_000;

/**
 * From the first byte of a publication that is sent to the gateway until the advice on the child's case that is kept is another:
 * validated, stored, derived, fed, worked out for every viewpoint, written. On a hub of its own, as it is started.
 */
export function publicationToAdvice(progress: Progress): Promise<Result[]> {
  return withHub({ children: 40, agencyTimeoutMs: PATIENT_MS }, progress, async (hub) => {
    const mash = new Client({ connectionString: hub.databaseUrl('mash') });
    const folder = await mkdtemp(join(tmpdir(), 'mash-bench-files-'));
    await mash.connect();
    try {
      progress(`${PUBLICATIONS} publications about a child of an open case`);
      const times = await measure(hub, mash, folder);
      return [
        figure('publication-to-advice-p50-ms', quantile(times, 0.5), 'ms'),
        figure('publication-to-advice-p95-ms', quantile(times, 0.95), 'ms'),
      ];
    } finally {
      await mash.end();
      await rm(folder, { recursive: true });
    }
  });
}

async function measure(hub: BenchHub, mash: Client, folder: string): Promise<number[]> {
  const child = await findWatched(mash);
  const times: number[] = [];
  // The first warms up.
  for (let at = 0; at <= PUBLICATIONS; at += 1) {
    const before = await settled(mash, child);
    const took = await signalLatency({ ...hub, folder, mash }, child, at, async () => (await lastChange(mash, child)) !== before);
    if (at > 0) times.push(took);
  }
  return times;
}

/** Id of the last change of the child's advice, once nothing is left to be worked out. @throws Error when that never ends */
async function settled(mash: Client, child: string): Promise<string> {
  for (const until = Date.now() + SETTLED_WITHIN_MS; Date.now() < until; await sleep(50)) {
    const { rowCount } = await mash.query('select from threshold_due limit 1');
    const last = await lastChange(mash, child);
    if (rowCount === 0 && last !== '0') return last;
  }
  throw new Error('The advice never came to rest');
}

async function lastChange(mash: Client, child: string): Promise<string> {
  const { rows } = await mash.query<{ last: string }>(
    `select coalesce(max(h.id), 0)::text as last from agency_person p join threshold_history h on h.person = p.hub
     where p.agency = 'police' and p.person = $1`,
    [child],
  );
  return rows[0]?.last ?? '0';
}
