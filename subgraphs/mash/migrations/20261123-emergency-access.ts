import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EmergencyAccess1795406400000 implements MigrationInterface {
  readonly name = 'EmergencyAccess1795406400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table "case" add column ends_at timestamptz(3) check (ends_at > opened_at);
      comment on column "case".ends_at is 'Emergency access only: from this moment nothing is reached through it.';
      alter table "case" add column consent text check (consent in ('GIVEN', 'REFUSED', 'NOT_SOUGHT'));
      alter table "case" add column consent_reason text;
      comment on column "case".consent is 'What became of asking the family; null where nobody recorded it.';
      comment on column "case".consent_reason is 'Why it was not sought, or why the work goes on although it was refused.';
      alter table case_assignment add column ends_at timestamptz;
      comment on column case_assignment.ends_at is 'Null while it has no end; the moment itself is outside it.';

      create table break_glass (
        id uuid primary key,
        case_id uuid not null unique references "case",
        person uuid not null,
        member text not null,
        agency text not null,
        roles text[] not null,
        rid text not null,
        reason text not null,
        at timestamptz(3) not null,
        ends_at timestamptz(3) not null,
        earlier_uses int not null,
        outcome text check (outcome in ('JUSTIFIED', 'NOT_JUSTIFIED')),
        outcome_note text,
        reviewed_at timestamptz(3),
        reviewed_by text,
        check (num_nulls(outcome, outcome_note, reviewed_at, reviewed_by) in (0, 4)),
        check (reviewed_by <> member)
      );
      comment on table break_glass is 'Emergency access: who reached whose records without a case, why, and what a reviewer made of it.';
      comment on column break_glass.earlier_uses is 'By the same member in the 28 days before.';
      create index break_glass_by_member on break_glass (member, at);
      create index break_glass_unreviewed on break_glass (at) where outcome is null;

      create table custodian_notice (
        id uuid primary key,
        break_glass uuid not null references break_glass,
        agency text not null,
        said jsonb not null,
        created_at timestamptz(3) not null,
        delivered_at timestamptz(3),
        attempts int not null default 0,
        unique (break_glass, agency)
      );
      comment on table custodian_notice is 'What each custodian has to be told at once; kept until it has taken it.';
      create index custodian_notice_waiting on custodian_notice (created_at) where delivered_at is null;

      create table own_tie (
        member text not null,
        nhs_number text not null check (nhs_number ~ '^[0-9]{10}$'),
        tie text not null check (tie in ('SELF', 'FAMILY', 'OTHER')),
        declared_at timestamptz(3) not null,
        primary key (member, nhs_number)
      );
      comment on table own_tie is 'People whom a member of staff must not look up: themselves, their family, whoever else they declared.';

      create table own_tie_attempt (
        id bigint generated always as identity primary key,
        at timestamptz(3) not null,
        member text not null,
        agency text not null,
        rid text not null,
        what text not null check (what in ('CHILD', 'CASE', 'CONTACT', 'EMERGENCY')),
        person uuid
      );
      comment on table own_tie_attempt is 'A member asked for somebody of their own: it read as absent, and is reported to the auditor.';
    `);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
