import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { createSigningKey } from '../common/tokens/keys';
import { entryText } from '../subgraphs/mash/ledger/ledger-entry';
import { record } from '../subgraphs/mash/ledger/record';
import { Sealer } from '../subgraphs/mash/ledger/sealer';
import type { Bench, Progress } from './bench';
import { WRITERS, withHubDatabase } from './ledger/cluster';
import { answerEntry } from './ledger/entries';
import { ENTRIES, verifyTime } from './ledger/verify';
import { comparedTo, figure, type Result } from './result';
import { interleaved } from './rounds';

export const ledger: Bench = {
  about: 'the ledger: entries written per second beside bare inserts of the same bytes, and entries verified per second',
  run: async (progress) => [...(await withHubDatabase((database) => writes(database, progress))), ...(await verifying(progress))],
};

/** Both ways commit each entry by itself, from as many writers; the sealer works all the while, as it does in the hub. */
async function writes(database: DataSource, progress: Progress): Promise<Result[]> {
  const sealer = new Sealer({ database, key: await createSigningKey(), clock: () => new Date() });
  let sealed = 0;
  let sealing = true;
  const seal = (async () => {
    while (sealing) {
      sealed += await sealer.seal();
      await sleep(1_000);
    }
  })();
  progress('entries and bare inserts, by turns');
  const measured = await interleaved(
    {
      bare: () => database.query('insert into bare_entry (bytes) values ($1)', [Buffer.from(entryText(answerEntry()))]),
      ledger: () => record(database, answerEntry()),
    },
    { rounds: 7, warmUpMs: 1_000, forMs: 3_000, concurrency: WRITERS, meter: () => ({}) },
  );
  sealing = false;
  await seal;
  const bare = figure('bare-insert-per-s', measured.bare.rps, '1/s');
  progress(`${sealed} entries were sealed meanwhile`);
  return [
    comparedTo(bare, 'ledger-writes-per-s', measured.ledger.rps),
    bare,
    figure('ledger-write-p50-ms', measured.ledger.p50, 'ms'),
    figure('ledger-write-p99-ms', measured.ledger.p99, 'ms'),
  ];
}

async function verifying(progress: Progress): Promise<Result[]> {
  progress(`${ENTRIES} entries are made, then verified`);
  const { seconds, cpuSeconds } = await verifyTime();
  return [
    figure('verify-entries-per-s', ENTRIES / seconds, '1/s'),
    figure('verify-s', seconds, 's'),
    figure('verify-cpu-s', cpuSeconds, 's'),
  ];
}
