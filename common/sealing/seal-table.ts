import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a record was sealed or opened again, and by whom. */
export class SealTable1795406600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table seal_change (
      id bigint generated always as identity primary key,
      at timestamptz not null default clock_timestamp(),
      kind text not null,
      record_id uuid not null,
      sealed boolean not null,
      records int not null,
      reason text not null,
      by_whom text not null
    )`);
    await runner.query(
      "comment on table seal_change is 'Records that were sealed for everyone but our own staff, or opened again: why and by whom'",
    );
    await runner.query("comment on column seal_change.records is 'The record and its parts'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table seal_change');
  }
}
