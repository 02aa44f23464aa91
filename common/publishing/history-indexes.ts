import type { MigrationInterface, QueryRunner } from 'typeorm';
import { historyIndexes } from './record-table';

/** Tables that were made before records could be read as they were known on an earlier instant get their indexes for it. */
export class HistoryIndexes1795399200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of await recordTables(runner)) {
      for (const statement of historyIndexes(table)) await runner.query(statement);
    }
  }

  /** They go with their tables. */
  async down(): Promise<void> {}
}

/** Every table of published records, whichever agency made it: no other has such a column. */
async function recordTables(runner: QueryRunner): Promise<string[]> {
  const rows: { name: string }[] = await runner.query(
    "select table_name as name from information_schema.columns where table_schema = current_schema() and column_name = 'known_to'",
  );
  return rows.map(({ name }) => name);
}
