import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';

/** Rows read at a time: an export of a whole ledger is larger than memory. */
const PAGE = 5_000;

/** Writes one line for each row, page by page. `from` and `page` are the statement's two parameters. */
export async function writeRows<Row extends { readonly at: string }>(
  file: string,
  client: Client,
  statement: string,
  lineOf: (row: Row) => string | Buffer,
): Promise<number> {
  let count = 0;
  async function* lines(): AsyncGenerator<Buffer> {
    for (let after = '-1'; ; ) {
      const { rows } = await client.query<Row>(statement, [after, PAGE]);
      for (const row of rows) {
        count += 1;
        yield Buffer.concat([Buffer.from(lineOf(row)), LINE_END]);
      }
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.at;
    }
  }
  mkdirSync(dirname(file), { recursive: true });
  await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 }));
  return count;
}

const LINE_END = Buffer.from('\n');
