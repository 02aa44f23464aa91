import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { writeRows } from './write-lines';

export interface ExportSources {
  /** URL of the hub's database. */
  readonly hub: string;
  /** URL of each custodian's database that is exported with it, by registry name. */
  readonly custodians: Readonly<Record<string, string>>;
  /** Files with public keys: `ledger`, and each custodian by registry name. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Writes everything that the verifier needs into a folder, and nothing that is not in a log already. Each database is read as of
 * one moment: what the custodians keep first, since the hub had it before; what they disclosed last, since they log it first.
 */
export async function exportLedger({ hub, custodians, keys }: ExportSources, folder: string): Promise<void> {
  mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 });
  for (const [name, file] of Object.entries(keys)) copyFileSync(file, join(folder, 'keys', `${name}.jwks.json`));
  for (const [name, url] of Object.entries(custodians)) await atOneMoment(url, (client) => exportKept(client, folder, name));
  await atOneMoment(hub, (client) =>
    exportHub(
      client,
      folder,
      Object.keys(keys).filter((name) => name !== 'ledger'),
    ),
  );
  for (const [name, url] of Object.entries(custodians))
    await atOneMoment(url, (client) => exportDisclosures(client, folder, name));
}

async function exportHub(client: Client, folder: string, custodians: readonly string[]): Promise<void> {
  const bytes = ({ bytes: line }: { readonly at: string; readonly bytes: Buffer }) => line;
  await writeRows(
    join(folder, 'entries.jsonl'),
    client,
    'select leaf as at, bytes from ledger_leaf join ledger on seq = entry where leaf > $1 order by leaf limit $2',
    bytes,
  );
  await writeRows(
    join(folder, 'unsealed.jsonl'),
    client,
    'select seq as at, bytes from ledger where seq > $1 and not exists (select from ledger_leaf where entry = seq) order by seq limit $2',
    bytes,
  );
  await writeRows<{ at: string; checkpoint: string }>(
    join(folder, 'checkpoints.txt'),
    client,
    'select size as at, checkpoint from ledger_checkpoint where size > $1 order by size limit $2',
    ({ checkpoint }) => checkpoint,
  );
  for (const name of custodians) {
    await writeRows<{ at: string; cosignature: string }>(
      join(folder, 'cosignatures', `${name}.txt`),
      client,
      `select size as at, cosignature from ledger_cosignature where custodian = ${client.escapeLiteral(name)} and size > $1
       order by size limit $2`,
      ({ cosignature }) => cosignature,
    );
  }
}

async function exportKept(client: Client, folder: string, name: string): Promise<void> {
  // Numbered as they were received: after a restore of the hub one size can stand there twice.
  await writeRows<{ at: string; checkpoint: string; cosignature: string }>(
    join(folder, 'custodians', name, 'checkpoints.jsonl'),
    client,
    `select at, checkpoint, cosignature from
       (select row_number() over (order by received_at, size) as at, checkpoint, cosignature from kept_checkpoint) as numbered
     where at > $1 order by at limit $2`,
    ({ checkpoint, cosignature }) => JSON.stringify({ checkpoint, cosignature }),
  );
}

async function exportDisclosures(client: Client, folder: string, name: string): Promise<void> {
  await writeRows<{ at: string; time: Date; rid: string; digest: string }>(
    join(folder, 'custodians', name, 'disclosures.jsonl'),
    client,
    'select id as at, at as time, rid, digest from disclosure_log where id > $1 order by id limit $2',
    ({ time, rid, digest }) => JSON.stringify({ at: time.toISOString(), rid, digest }),
  );
}

async function atOneMoment(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'ledger export' });
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read, read only');
    await work(client);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
