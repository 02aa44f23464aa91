import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Bench, Progress } from './bench';
import { type BenchHub, PATIENT_MS, withHub } from './hub';
import { bareInsert, createBareTable } from './publish/bare-insert';
import { ROW_BYTES, writeSessions } from './publish/census-file';
import { peakMemory } from './publish/peak-memory';
import { publishFile } from './publish/publish-file';
import { findWatched, signalLatency, untilImporting } from './publish/signal-latency';
import { comparedTo, figure, type Result } from './result';
import { median, quantile } from './statistics';

/** A round is about 10 MB: 200,000 sessions of 10,000 pupils. */
const PUPILS = 10_000;
const CODES = 20;
const ROUNDS = 5;
const SIGNALS = 30;

/** With `MASH_BENCH_LARGE=1` the large file is one of a gigabyte, which takes many minutes; otherwise one of 60 MB. */
const LARGE = process.env.MASH_BENCH_LARGE === '1' ? { name: '1gb', bytes: 1e9 } : { name: '60mb', bytes: 60e6 };
const LARGE_CODES = 28;

export const publish: Bench = {
  about: 'publishing: rows per second beside bare inserts, memory of the receiver, time until a signal is in the hub',
  run: (progress) =>
    withHub({ children: 40, agencyTimeoutMs: PATIENT_MS }, progress, async (hub) =>
      withPlaces(hub, (places) => measure(places, progress)),
    ),
};

interface Places {
  readonly hub: BenchHub;
  readonly folder: string;
  readonly education: Client;
  readonly mash: Client;
}

async function withPlaces<T>(hub: BenchHub, use: (places: Places) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mash-bench-files-'));
  const [education, mash] = ['education', 'mash'].map((name) => new Client({ connectionString: hub.databaseUrl(name) })) as [
    Client,
    Client,
  ];
  try {
    await Promise.all([education.connect(), mash.connect()]);
    return await use({ hub, folder, education, mash });
  } finally {
    await Promise.all([education.end(), mash.end()]);
    await rm(folder, { recursive: true });
  }
}

async function measure(places: Places, progress: Progress): Promise<Result[]> {
  const rows = await rowsPerSecond(places, progress);
  const small = memory(places, '10mb');
  progress(`${SIGNALS} signals, one after the other`);
  const child = await findWatched(places.mash);
  const signals = await latencies(places, child, 0, () => true);
  progress(`the same while a file of ${LARGE.name} is published to another agency`);
  const under = await underLoad(places, child);
  return [
    ...rows,
    ...small,
    ...memory(places, LARGE.name),
    figure('signal-p50-ms', quantile(signals, 0.5), 'ms'),
    figure('signal-p95-ms', quantile(signals, 0.95), 'ms'),
    figure('signal-under-load-p95-ms', quantile(under, 0.95), 'ms'),
  ];
}

/** A file through the gateway, then the same rows as bare inserts, so many times by turns: one file warms up, unmeasured. */
async function rowsPerSecond({ hub, folder, education }: Places, progress: Progress): Promise<Result[]> {
  await createBareTable(education);
  const published: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    progress(round === 0 ? 'warming up' : `round ${round} of ${ROUNDS}`);
    const path = await writeSessions(join(folder, 'sessions'), { pupils: PUPILS, codes: CODES, series: round });
    const began = performance.now();
    const { id, rows } = await publishFile({ ...hub, agency: 'education', format: 'school-census' }, path);
    const seconds = (performance.now() - began) / 1_000;
    const inserted = await bareInsert(education, id);
    if (round === 0) continue;
    published.push(rows.accepted / seconds);
    bare.push(inserted);
  }
  const other = figure('bare-insert-rows-per-s', median(bare), 'rows/s');
  return [comparedTo(other, 'publish-rows-per-s', median(published)), other];
}

async function underLoad(places: Places, child: string): Promise<number[]> {
  const { hub, folder, education } = places;
  const pupils = Math.round(LARGE.bytes / ROW_BYTES / LARGE_CODES);
  const path = await writeSessions(join(folder, 'large'), { pupils, codes: LARGE_CODES, series: 900 });
  let publishing = true;
  const large = publishFile({ ...hub, agency: 'education', format: 'school-census' }, path).finally(() => {
    publishing = false;
  });
  // Awaited below; until then a failure must not count as unhandled.
  large.catch(() => undefined);
  await untilImporting(education);
  const measured = await latencies(places, child, SIGNALS, () => publishing);
  await large;
  return measured;
}

/** At least one, and so many as there is time for. */
async function latencies({ hub, folder, mash }: Places, child: string, from: number, goOn: () => boolean): Promise<number[]> {
  const measured: number[] = [];
  for (let at = 0; at < SIGNALS && (at === 0 || goOn()); at += 1) {
    measured.push(await signalLatency({ ...hub, folder, mash }, child, from + at));
  }
  return measured;
}

function memory({ hub }: Places, size: string): Result[] {
  const peak = peakMemory(hub.processes.education ?? 0);
  return peak === undefined ? [] : [figure(`publish-peak-rss-mb-${size}`, peak, 'MB')];
}
