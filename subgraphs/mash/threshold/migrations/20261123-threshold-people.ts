import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people put beside the advice: judgements of carers, decisions with what they saw, and whom the hub tells (ADR 19). */
export class ThresholdPeople1795392190200 implements MigrationInterface {
  readonly name = 'ThresholdPeople1795392190200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table carer_judgement (
        id uuid primary key,
        case_id uuid not null references "case",
        child uuid not null,
        carer uuid not null,
        motivation text not null check (motivation in ('LOW', 'SUFFICIENT')),
        capacity text not null check (capacity in ('LOW', 'SUFFICIENT')),
        evidence text not null,
        judged_on date not null,
        agency text not null,
        judged_by text not null,
        recorded_at timestamptz(3) not null
      );
      comment on table carer_judgement is
        'What a professional judged of a carer, with the evidence: no record shows it. A later one takes the place of an earlier one. Append only.';
      create index carer_judgement_child on carer_judgement (child, carer);
      create index carer_judgement_carer on carer_judgement (carer);

      create table threshold_source (
        sha256 text primary key,
        kind text not null check (kind in ('MODEL', 'CATALOGUE')),
        name text not null,
        content text not null,
        first_used timestamptz not null default clock_timestamp()
      );
      comment on table threshold_source is 'Models and indicator catalogues that ever advised here, as files: a decision is replayed under those of its day.';

      create table shown_assessment (
        digest text not null,
        case_id uuid not null references "case",
        person uuid not null,
        member text not null,
        viewpoint text not null,
        at timestamptz(3) not null,
        model text not null references threshold_source,
        catalogue text not null references threshold_source,
        level smallint not null,
        could_reach smallint not null,
        complete boolean not null,
        facts jsonb not null,
        primary key (digest, case_id, person, member)
      );
      comment on table shown_assessment is
        'What was laid before those who may decide, with all it was made of. Goes after thirty days unless a decision rests on it.';
      create index shown_assessment_time on shown_assessment (at);

      create table case_decision (
        id uuid primary key,
        case_id uuid not null references "case",
        person uuid not null,
        level smallint not null check (level between 1 and 9),
        outcome text not null,
        rationale text not null,
        advice text not null,
        agrees boolean not null,
        departure_reason text,
        decided_by text not null,
        decided_at timestamptz(3) not null,
        needs_second text[] not null,
        foreign key (advice, case_id, person, decided_by) references shown_assessment (digest, case_id, person, member),
        check (agrees or departure_reason is not null)
      );
      comment on column case_decision.advice is 'Digest of the assessment that the decision saw.';
      comment on column case_decision.needs_second is 'Why a second person signs (policy/advice.yaml); empty when nobody else has to.';
      create index case_decision_case on case_decision (case_id, decided_at);
      create index case_decision_person on case_decision (person, decided_at);

      create table case_decision_second (
        decision uuid primary key references case_decision,
        agrees boolean not null,
        reason text not null,
        signed_by text not null,
        signed_at timestamptz(3) not null
      );

      create table threshold_event (
        id bigint generated always as identity primary key,
        at timestamptz(3) not null,
        kind text not null,
        case_id uuid not null references "case",
        viewpoint text not null,
        level_from smallint not null,
        level_to smallint not null
      );
      comment on table threshold_event is 'A case whose advice crossed a level, as one viewpoint would be told.';
      create index threshold_event_viewpoint on threshold_event (viewpoint, id);

      create table notice_outbox (
        id uuid primary key,
        event_id bigint not null references threshold_event,
        member text not null,
        subject text not null,
        body text not null,
        created_at timestamptz(3) not null,
        not_before timestamptz(3) not null,
        sent_at timestamptz(3)
      );
      comment on table notice_outbox is 'Mail to be sent, by member id. It names a case by its reference and says nothing of what is in it.';
      create index notice_outbox_waiting on notice_outbox (not_before) where sent_at is null;
      create index notice_outbox_member on notice_outbox (member, created_at);`);
    for (const table of ['carer_judgement', 'threshold_source', 'case_decision', 'case_decision_second', 'threshold_event']) {
      await db.query(
        `create trigger ${table}_append_only before update or delete or truncate on ${table}
           for each statement execute function refuse_change()`,
      );
    }
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
