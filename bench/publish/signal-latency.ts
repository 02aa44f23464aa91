import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { type PublishOptions, publishFile } from './publish-file';

const LOOK_EVERY_MS = 5;
const GIVE_UP_MS = 30_000;
const DAY_MS = 86_400_000;

export interface SignalOptions extends Omit<PublishOptions, 'agency' | 'format'> {
  /** Folder for the published files. */
  readonly folder: string;
  /** The hub's own database: the only place where a signal's arrival can be seen without waiting for anything else. */
  readonly mash: Client;
}

/** A child of an open case as the police know them, of whom no missing episode is told. @throws Error when there is none */
export async function findWatched(mash: Client): Promise<string> {
  const { rows } = await mash.query<{ person: string }>(
    `select watch.person from watch join agency_person using (agency, person)
     where agency = 'police' and identity ->> 'lifeStage' = 'CHILD' and not exists (
       select from agency_signal told where told.agency = 'police' and told.person = watch.person and told.signal ->> 'indicator' like 'missing%')
     order by watch.person limit 1`,
  );
  if (rows[0] === undefined) throw new Error('No child of an open case is left of whom no missing episode is told');
  return rows[0].person;
}

/**
 * Publishes a missing episode of this child, each on a later day than the one before, and waits each time until its signal is in
 * the hub's database, or until what else was asked for has followed from it.
 * @param at how many such episodes were published before: of several runs, each goes on where the last ended
 * @returns milliseconds from the first byte sent to the gateway
 */
export async function signalLatency(
  options: SignalOptions,
  person: string,
  at: number,
  hasArrived = (day: string): Promise<boolean> => isThere(options.mash, person, day),
): Promise<number> {
  const day = new Date(Date.now() - (80 - at) * DAY_MS).toISOString().slice(0, 10);
  const file = join(options.folder, `missing-${at}.ndjson`);
  const key = `bench-${person}-${at}`;
  await writeFile(
    file,
    JSON.stringify({ kind: 'missing-episode', key, person, data: { reportedAt: `${day}T12:00:00Z`, riskGrade: 'LOW' } }),
  );
  const began = performance.now();
  const published = publishFile({ ...options, agency: 'police', format: 'police-v1' }, file);
  published.catch(() => undefined);
  while (!(await hasArrived(day))) {
    if (performance.now() - began > GIVE_UP_MS) throw new Error('A signal did not reach the hub');
    await sleep(LOOK_EVERY_MS);
  }
  const took = performance.now() - began;
  await published;
  return took;
}

/**
 * Waits until rows of a publication of this agency are being stored: only then does one publication meet another.
 * @throws Error when that does not happen within a quarter of an hour
 */
export async function untilImporting(agency: Client): Promise<void> {
  for (const until = Date.now() + 15 * 60_000; Date.now() < until; await sleep(20)) {
    const { rowCount } = await agency.query("select from publication where state = 'IMPORTING' and progress > 0");
    if (rowCount !== 0) return;
  }
  throw new Error('The large file did not arrive');
}

async function isThere(mash: Client, person: string, day: string): Promise<boolean> {
  const { rowCount } = await mash.query(
    `select from agency_signal where agency = 'police' and person = $1 and signal ->> 'indicator' like 'missing%'
       and signal ->> 'observedOn' = $2`,
    [person, day],
  );
  return rowCount !== 0;
}
