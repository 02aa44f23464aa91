import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AccessCases1795305710000 implements MigrationInterface {
  readonly name = 'AccessCases1795305710000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence case_reference;
      create table "case" (
        id uuid primary key,
        reference text not null unique,
        status text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
        level smallint check (level between 1 and 4),
        purpose text not null,
        basis text not null,
        reason text not null,
        opened_at timestamptz(3) not null,
        opened_by text not null,
        closed_at timestamptz(3),
        closed_by text,
        close_reason text,
        check ((status = 'CLOSED') = (closed_at is not null and closed_by is not null and close_reason is not null))
      );
      comment on table "case" is 'Need to know: content is reached through a case that the user or their team is assigned to.';
      comment on column "case".level is 'Continuum of Need and Response, 1 to 4; null until somebody has set it, and then read as 1.';
      create index case_by_time on "case" (opened_at desc, id);

      create table case_subject (
        case_id uuid not null references "case",
        person uuid not null,
        position smallint not null,
        primary key (case_id, person)
      );
      comment on column case_subject.person is 'Hub person id as it was when the case was opened; follow hub_person_redirect.';
      create index case_subject_by_person on case_subject (person);

      create table case_assignment (
        id bigint generated always as identity primary key,
        case_id uuid not null references "case",
        team text,
        member text,
        assigned_at timestamptz not null,
        assigned_by text not null,
        check (num_nonnulls(team, member) = 1)
      );
      create unique index case_assignment_once on case_assignment (case_id, coalesce(team, ''), coalesce(member, ''));
      create index case_assignment_by_team on case_assignment (team, case_id);
      create index case_assignment_by_member on case_assignment (member, case_id);

      create table case_change (
        id bigint generated always as identity primary key,
        case_id uuid not null references "case",
        at timestamptz not null,
        by_member text not null,
        rid text not null,
        level smallint,
        purpose text not null,
        basis text not null,
        status text not null
      );
      comment on table case_change is 'What a case let its holders ask for, and who made it so: one row each time it changed.';
    `);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
