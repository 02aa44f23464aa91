import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertOnly } from '../../../../common/insert-only';

/** What people decide about links, what waits for them, and what became of it. */
export class LinkReview1795392000200 implements MigrationInterface {
  readonly name = 'LinkReview1795392000200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table link_decision (
        id uuid primary key,
        kind text not null check (kind in ('LINK', 'NOT_SAME', 'NEED_MORE', 'SEALED')),
        reason text not null,
        decided_by text not null,
        at timestamptz not null,
        rid text not null,
        needs_second boolean not null
      );
      comment on table link_decision is 'What a person decided about pairs of agency records, and why. Kept for ever: insert and read only.';
      comment on column link_decision.kind is
        'SEALED: an adopted child before and after. As NOT_SAME, and shown in no list, explanation or history.';
      create table link_decision_pair (
        decision uuid not null references link_decision,
        agency text not null,
        person text not null,
        other_agency text not null,
        other_person text not null,
        primary key (decision, agency, person, other_agency, other_person)
      );
      comment on table link_decision_pair is 'Which records a decision is about; of the two the one whose name comes first is first.';
      create index link_decision_pair_first on link_decision_pair (agency, person);
      create index link_decision_pair_other on link_decision_pair (other_agency, other_person);
      create table link_confirmation (
        decision uuid primary key references link_decision,
        agreed boolean not null,
        reason text not null,
        decided_by text not null,
        at timestamptz not null,
        rid text not null
      );
      comment on table link_confirmation is 'The second pair of eyes, a different one, where somebody whose identity is protected is concerned.';
      create table link_effect (
        place bigint generated always as identity primary key,
        decision uuid not null unique references link_decision
      );
      comment on table link_effect is 'Decisions in force, in the order in which they came into it: of several about one pair the last holds.';
      create table link_review (
        id uuid primary key,
        lower integer not null,
        upper integer not null,
        opened_at timestamptz not null default clock_timestamp(),
        check (lower < upper)
      );
      create index link_review_lower on link_review (lower);
      create index link_review_upper on link_review (upper);
      comment on table link_review is
        'Pairs that a person has to look at: one for two people of the hub, the strongest of their records. Follows from what is known.';
      create table identity_change (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        kind text not null check (kind in ('JOINED', 'LEFT', 'DECIDED', 'CONFIRMED', 'DECLINED')),
        agency text,
        person text,
        from_hub uuid,
        to_hub uuid,
        decision uuid,
        by_member text,
        rid text
      );
      create index identity_change_record on identity_change (agency, person, id);
      create index identity_change_to on identity_change (to_hub);
      comment on table identity_change is
        'Each change of who is one person with whom, and each decision about it. Insert and read only; by_member null: the matcher.';
      comment on column identity_change.agency is 'JOINED, LEFT: the agency record that went from one person of the hub to another.';
    `);
    for (const table of ['link_decision', 'link_decision_pair', 'link_confirmation', 'link_effect', 'identity_change']) {
      await insertOnly(db, table);
    }
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
