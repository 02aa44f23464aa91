import { randomUUID } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import { withClient } from '../../tools/local-postgres/databases';

interface SampleRow {
  readonly person: string;
  readonly key: string;
  readonly sealed?: boolean;
  readonly known_to?: string;
  readonly retracted_at?: string;
  /** The table's own columns. */
  readonly [column: string]: unknown;
}

/** The publication that the sample rows came in. */
export const SAMPLE_PUBLICATION = '7a6b0f3e-5d0c-4f5e-9a53-0d6d2f1d2c11';

/** Puts a finished publication into the sample agency's database. */
export async function insertPublication(url: string): Promise<void> {
  await withClient(url, (client) =>
    client.query(
      `insert into publication (id, format, digest, state, received_at, completed_at, published_by, import_date, counts)
       values ($1, 'sample', 'd', 'COMPLETE', '2026-01-02T10:00:00Z', '2026-01-02T10:05:00Z', 'p', '2026-01-02', '{}')`,
      [SAMPLE_PUBLICATION],
    ),
  );
}

/** Puts rows into the sample agency's tables as its owner, with what every published row has filled in. */
export async function insertYouth(url: string, tables: Readonly<Record<string, readonly SampleRow[]>>): Promise<void> {
  await withClient(url, async (client) => {
    for (const [table, rows] of Object.entries(tables)) {
      for (const { person, key, ...own } of rows) {
        const row = {
          ...{ id: randomUUID(), record_key: key, person_id: person, digest: key, publication_id: SAMPLE_PUBLICATION },
          ...{ source_file: 'sample.csv', source_row: 2, known_from: '2026-01-01' },
          ...own,
        };
        const columns = Object.keys(row).map(escapeIdentifier);
        const places = columns.map((_, index) => `$${index + 1}`);
        await client.query(
          `insert into ${escapeIdentifier(table)} (${columns.join(', ')}) values (${places.join(', ')})`,
          Object.values(row),
        );
      }
    }
  });
}
