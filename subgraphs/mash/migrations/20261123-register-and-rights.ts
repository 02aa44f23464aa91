import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertOnly } from '../../../common/insert-only';

export class RegisterAndRights1795435200018 implements MigrationInterface {
  readonly name = 'RegisterAndRights1795435200018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table member_change (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        action text not null check (action in ('ADD', 'END')),
        issuer text not null,
        subject text not null,
        valid_from timestamptz not null,
        valid_to timestamptz,
        agency text not null,
        roles text[] not null,
        teams text[] not null,
        by_operator text not null,
        approved_by text not null,
        reason text not null
      );
      comment on table member_change is
        'What was done to the membership register, one row each time: who did it, who approved it, why. Insert and read only.';
      create index member_change_by_subject on member_change (issuer, subject, at);

      create table revoked_sign_in (
        issuer text not null,
        jti text not null,
        revoked_at timestamptz not null,
        revoked_by text not null,
        reason text not null,
        primary key (issuer, jti)
      );
      comment on table revoked_sign_in is
        'Access tokens taken out of use before they end, by the name their issuer gave them (jti). Insert and read only.';

      create table rights_request (
        id uuid primary key,
        kind text not null check (kind in ('RECTIFICATION', 'OBJECTION')),
        person uuid not null,
        custodian text not null,
        received_on date not null,
        due_on date not null check (due_on > received_on),
        asked text not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        rid text not null
      );
      comment on table rights_request is
        'Requests of a person, or of whoever acts for them, under UK GDPR Articles 16 and 21. Insert and read only.';
      comment on column rights_request.due_on is 'One month after it was received (Article 12(3)).';
      create index rights_request_by_due on rights_request (due_on, id);

      create table rights_answer (
        request uuid primary key references rights_request,
        outcome text not null check (outcome in ('UPHELD', 'PARTLY_UPHELD', 'REFUSED', 'WITHDRAWN')),
        answered_on date not null,
        reason text not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        rid text not null
      );
      comment on table rights_answer is 'How each request was answered, once; reasons are told to whoever asked. Insert and read only.';
    `);
    for (const table of ['member_change', 'revoked_sign_in', 'rights_request', 'rights_answer']) await insertOnly(runner, table);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
