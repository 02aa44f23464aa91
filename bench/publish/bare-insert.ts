import type { Client } from 'pg';
import { textArray } from '../../common/publishing/sql-text';

/** Rows in one statement, and so in one transaction: as many as publishing commits at a time. */
const CHUNK = 1_000;

const CASTS: Readonly<Record<string, string>> = {
  id: 'uuid',
  publication_id: 'uuid',
  source_row: 'integer',
  known_from: 'timestamptz',
  sealed: 'boolean',
  sessions: 'integer',
};
const COLUMNS =
  'id record_key person_id digest publication_id source_file source_row known_from sealed academic_year term code sessions'.split(
    ' ',
  );

const INSERT = `insert into bare_sessions (${COLUMNS.join(', ')})
  select ${COLUMNS.map((column) => (column in CASTS ? `${column}::${CASTS[column]}` : column)).join(', ')}
  from unnest(${COLUMNS.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as row (${COLUMNS.join(', ')})`;

/** A table like the published one, with the same columns, indexes and checks. */
export async function createBareTable(database: Client): Promise<void> {
  await database.query('create table bare_sessions (like attendance_sessions including all)');
}

/**
 * Inserts the rows of a publication again, with nothing around it: no file, no checks, no comparison, no provenance made, no
 * outbox. Parameters are made before the clock starts, so that it measures what the database costs and no more.
 * @returns rows per second
 */
export async function bareInsert(database: Client, publication: string): Promise<number> {
  const columns = COLUMNS.map((column) => `${column}::text as ${column}`).join(', ');
  const { rows } = await database.query<Record<string, string>>(
    `select ${columns} from attendance_sessions where publication_id = $1 order by row_id`,
    [publication],
  );
  const chunks: string[][] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK);
    chunks.push(COLUMNS.map((column) => textArray(chunk.map((row) => row[column] ?? null))));
  }
  const began = performance.now();
  for (const parameters of chunks) await database.query(INSERT, parameters);
  return rows.length / ((performance.now() - began) / 1_000);
}
