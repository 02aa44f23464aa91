import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertOnly } from '../../../common/insert-only';

export class LedgerRestart1795436000005 implements MigrationInterface {
  readonly name = 'LedgerRestart1795436000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table ledger_restart (
      id uuid primary key,
      after uuid not null,
      size bigint not null unique,
      at timestamptz not null
    )`);
    await runner.query(
      `comment on table ledger_restart is
        'The ledger went on under a new id after the database was restored: from this size, in place of what was lost. Insert and read only'`,
    );
    await insertOnly(runner, 'ledger_restart');
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
