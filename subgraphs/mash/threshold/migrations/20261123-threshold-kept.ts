import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The current advice of every open case, its history, and what asks for it to be worked out again (ADR 19). */
export class ThresholdKept1795392190100 implements MigrationInterface {
  readonly name = 'ThresholdKept1795392190100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table threshold_due (
        id bigint generated always as identity primary key,
        case_id uuid,
        person uuid,
        check (num_nonnulls(case_id, person) = 1)
      );
      comment on table threshold_due is
        'Cases, and people of cases, whose advice is to be worked out again. Written where the fact is, in its transaction; never unique: a mark that is not committed yet must not be taken for one that is.';
      insert into threshold_due (case_id) select id from "case" where status = 'OPEN';

      create table case_threshold (
        case_id uuid primary key references "case",
        basis text not null,
        awaiting text[] not null,
        people uuid[] not null,
        computed_at timestamptz not null
      );
      comment on column case_threshold.basis is 'Digest of what all cases share: the day, model, agreements, register, silences. Another one asks for all to be worked out again.';
      comment on column case_threshold.awaiting is 'Agencies that had not told yet of the people of this case when it was worked out.';
      comment on column case_threshold.people is 'Everybody whom the assessments of this case weigh.';
      create index case_threshold_basis on case_threshold (basis);
      create index case_threshold_people on case_threshold using gin (people);
      create index case_threshold_awaiting on case_threshold (case_id) where awaiting <> '{}';

      create table child_advice (
        case_id uuid not null references "case",
        person uuid not null,
        viewpoint text not null,
        level smallint not null,
        could_reach smallint not null,
        complete boolean not null,
        model text not null,
        digest text not null,
        listed jsonb not null,
        silent text[] not null,
        judged text[] not null,
        changed_at timestamptz not null,
        primary key (case_id, person, viewpoint)
      );
      comment on table child_advice is
        'The advice that stands, of each child of an open case, as each viewpoint (purpose and roles) would be given it and never more.';
      comment on column child_advice.listed is 'The evidence that this viewpoint may read, by which a change is told.';

      create table case_advice (
        viewpoint text not null,
        case_id uuid not null references "case",
        level smallint not null,
        could_reach smallint not null,
        complete boolean not null,
        model text not null,
        changed_at timestamptz(3) not null,
        rose_at timestamptz(3),
        rose_from smallint,
        primary key (viewpoint, case_id)
      );
      comment on table case_advice is 'Of the children of a case the highest advice, so that a list of cases is ordered by a join.';

      create table threshold_history (
        id bigint generated always as identity primary key,
        case_id uuid not null references "case",
        person uuid not null,
        viewpoint text not null,
        at timestamptz(3) not null,
        level smallint not null,
        could_reach smallint not null,
        complete boolean not null,
        model text not null,
        digest text not null,
        changes jsonb not null
      );
      comment on table threshold_history is 'Every assessment that differed from the one before it. Append only.';
      create index threshold_history_child on threshold_history (case_id, person, viewpoint, id desc);
      create trigger threshold_history_append_only before update or delete or truncate on threshold_history
        for each statement execute function refuse_change();`);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
