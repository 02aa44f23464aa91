import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertOnly } from '../../../../common/insert-only';

/** Who was shown two people as one, kept when they are taken apart, until each has been told. */
export class WrongLinks1795478400211 implements MigrationInterface {
  readonly name = 'WrongLinks1795478400211';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table wrong_link_notice (
        id uuid primary key,
        decision uuid not null references link_decision,
        member text not null,
        display_name text not null,
        agency text not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        times integer not null,
        cases text[] not null,
        categories text[] not null,
        unique (decision, member)
      );
      comment on table wrong_link_notice is
        'Members who were shown the records of two people as those of one, as it stood when these were taken apart. Insert and read only.';
      comment on column wrong_link_notice.categories is 'What of the person they were shown, as agency/category; never a value.';
      create table wrong_link_told (
        notice uuid primary key references wrong_link_notice,
        how text not null,
        told_by text not null,
        at timestamptz not null,
        rid text not null
      );
      comment on table wrong_link_told is 'That a member was told of it, how and by whom; once. Insert and read only.';
    `);
    for (const table of ['wrong_link_notice', 'wrong_link_told']) await insertOnly(db, table);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
