import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AccessMembers1795305700000 implements MigrationInterface {
  readonly name = 'AccessMembers1795305700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table member (
        issuer text not null,
        subject text not null,
        valid_from timestamptz not null,
        valid_to timestamptz check (valid_to > valid_from),
        display_name text not null,
        agency text not null,
        roles text[] not null check (cardinality(roles) > 0),
        teams text[] not null,
        approved_by text not null,
        primary key (issuer, subject, valid_from)
      );
      comment on table member is
        'Membership register: what each sign-in (issuer and subject) may act as. The identity provider authenticates; this table authorises.';
    `);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
