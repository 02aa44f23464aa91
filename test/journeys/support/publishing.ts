import { createHash } from 'node:crypto';
import { eventually } from '../../support/eventually';
import type { Journey, Json } from '../../support/journey';

export interface GivenFile {
  readonly name: string;
  readonly bytes: Buffer | string;
}

/** A form of these files, as a browser would send it. */
export function formOf(files: readonly GivenFile[]): FormData {
  const form = new FormData();
  for (const { name, bytes } of files)
    form.append('file', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name);
  return form;
}

/** Publishes through the gateway as the agency's publisher and waits for the end. @returns the receipt with its problems */
export async function published(journey: Journey, agency: string, format: string, files: readonly GivenFile[]): Promise<Json> {
  const publisher = journey.as(`${agency}-publisher`);
  const { status, body } = await publisher.publishing(`${agency}/${format}`, formOf(files));
  if (status !== 200 && status !== 202) throw new Error(`Not taken: ${status} ${JSON.stringify(body)}`);
  if (body.state === 'ALREADY_PUBLISHED') return body;
  const ended = await eventually(
    async () => (await publisher.publishing(`${agency}/publications/${body.id}`)).body,
    ({ state }) => state === 'COMPLETE' || state === 'FAILED',
    120_000,
  );
  if (ended.completedAt === null) throw new Error(`Not ended: ${ended.state}`);
  return ended;
}

/** A digest over everything in an agency's tables, the events for the hub included, but the list of publications and what looking at them wrote. */
export async function tablesDigest(journey: Journey, agency: string): Promise<string> {
  return journey.inDatabase(agency, async (client) => {
    const { rows: tables } = await client.query<{ table: string }>(
      `select table_name as table from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE'
         and table_name !~ '^(publication|migrations|feed_state|disclosure_log|kept_checkpoint|refused_checkpoint)' order by 1`,
    );
    const hash = createHash('sha256');
    for (const { table } of tables) {
      const { rows } = await client.query(
        `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${table}" t`,
      );
      hash.update(`${table} ${rows[0].digest}\n`);
    }
    return hash.digest('hex');
  });
}
