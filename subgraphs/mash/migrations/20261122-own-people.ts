import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertOnly } from '../../../common/insert-only';

export class OwnPeople1795436000010 implements MigrationInterface {
  readonly name = 'OwnPeople1795436000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table own_tie add column id uuid not null unique default gen_random_uuid();

      create table own_person (
        id uuid primary key default gen_random_uuid(),
        member text not null,
        person uuid not null,
        tie text not null check (tie in ('SELF', 'FAMILY', 'OTHER')),
        declared_at timestamptz(3) not null,
        unique (member, person)
      );
      comment on table own_person is 'As own_tie, of people whom no NHS number names: by the hub''s id of that day.';

      create table own_tie_end (
        tie uuid not null,
        ended_at timestamptz(3) not null,
        ended_by text not null,
        rid text not null,
        reason text not null,
        primary key (tie, ended_at)
      );
      comment on table own_tie_end is
        'A declaration was ended by the auditor, never by whoever made it; declared again later it stands again. Insert and read only.';

      create table member_person (
        issuer text not null,
        subject text not null,
        person text not null,
        primary key (issuer, subject)
      );
      comment on table member_person is
        'Sign-ins of one human: whatever key the employer has for them, the same for each. Rules about a person hold for all of them.';
      create index member_person_by_person on member_person (person);
    `);
    await insertOnly(runner, 'own_tie_end');
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
