import { createHash } from 'node:crypto';
import type { Client } from 'pg';

/** Made up on the way, or the moment at which something happened: these may differ between two runs that come to the same. */
const LOOSE = [
  'row_id',
  'id',
  'publication_id',
  'known_from',
  'known_to',
  'received_at',
  'completed_at',
  'xid',
  'at',
  'since',
  'run',
];
/** Not what was published. */
const ASIDE = ['migration', 'feed_state', 'watch', 'disclosure_log', 'kept_checkpoint', 'refused_checkpoint'];

async function tables(database: Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and not table_name = any($1) order by 1`,
    [ASIDE],
  );
  return rows.map(({ name }) => name);
}

/** SHA-256 over everything that an agency's database holds of what was published, in any order, with whether each row is current. */
export async function stateDigest(database: Client): Promise<string> {
  const hash = createHash('sha256');
  for (const table of await tables(database)) {
    const { rows } = await database.query<{ digest: string }>(
      `select encode(sha256(convert_to(coalesce(string_agg(row, chr(10) order by row), ''), 'UTF8')), 'hex') as digest
       from (select (to_jsonb(t) - $1::text[] || jsonb_build_object('current', to_jsonb(t) -> 'known_to' = 'null'))::text collate "C" as row
             from "${table}" t) rows`,
      [LOOSE],
    );
    hash.update(`${table} ${rows[0]?.digest}\n`);
  }
  return hash.digest('hex');
}

/** Forgets everything that was published and told, as if nothing ever had been. Who is watched stays. */
export async function forgetPublished(database: Client): Promise<void> {
  await database.query(`truncate ${(await tables(database)).map((table) => `"${table}"`).join(', ')}`);
  await database.query("update watch set signals_digest = ''");
}
