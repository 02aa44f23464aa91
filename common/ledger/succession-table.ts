import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertOnly } from '../insert-only';

/**
 * A hub that lost its database goes on under a new ledger id, and a custodian signs for that only after its own people said so: which
 * ledger, and up to which size it must continue what they keep of the one before.
 */
export class LedgerSuccession1795436000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table ledger_accepted (
      ledger text not null,
      after_ledger text not null,
      size bigint not null,
      accepted_at timestamptz not null,
      accepted_by text not null,
      reason text not null,
      primary key (ledger, accepted_at)
    )`);
    await runner.query(
      "comment on table ledger_accepted is 'Ledgers that go on after the hub''s database was lost, as our own people accepted them; the latest word on each counts. Insert and read only'",
    );
    await runner.query(
      "comment on column ledger_accepted.size is 'Up to here the new ledger must continue what we keep of the one before; what we keep beyond is evidence of what was lost'",
    );
    await insertOnly(runner, 'ledger_accepted');
    await runner.query('alter table kept_checkpoint drop constraint kept_checkpoint_pkey, add primary key (ledger, size)');
  }

  /** Forward only: what was accepted is not forgotten. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
