import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the hub told this custodian of emergency access to its people. */
export class NoticeTable1795406500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table hub_notice (
      id uuid primary key,
      at timestamptz not null,
      ends_at timestamptz not null,
      member text not null,
      employer text not null,
      roles text[] not null,
      persons text[] not null,
      reason text not null,
      received_at timestamptz not null
    )`);
    await runner.query(
      "comment on table hub_notice is 'Emergency access to our people through the hub, as the hub told us at once: who, why, until when'",
    );
    await runner.query("comment on column hub_notice.persons is 'Our own person ids'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table hub_notice');
  }
}
