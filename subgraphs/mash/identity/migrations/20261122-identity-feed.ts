import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each agency's feed was read, what was set aside, and the signals it carried. */
export class IdentityFeed1795305600300 implements MigrationInterface {
  readonly name = 'IdentityFeed1795305600300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table feed_state (
        agency text primary key,
        epoch text,
        cursor text,
        generation int not null default 0,
        rebuilding boolean not null default false,
        last_published_at timestamptz,
        last_heard_at timestamptz,
        unavailable_since timestamptz,
        list_as_of timestamptz,
        list_told_at timestamptz,
        answered_for timestamptz
      );
      comment on column feed_state.list_as_of is 'The agency has the watch list as it was then.';
      comment on column feed_state.list_told_at is 'When it took the last list that differed.';
      comment on column feed_state.answered_for is 'Its signals about everybody on the watch list as it was then have arrived.';
      comment on column feed_state.rebuilding is 'Reading from zero: what the agency no longer tells goes when the reading has caught up.';
      create table feed_inbox (
        agency text not null,
        generation int not null,
        event text not null,
        primary key (agency, generation, event)
      );
      comment on table feed_inbox is 'Events already applied; one told twice has no second effect.';
      create table feed_poison (
        agency text not null,
        digest text not null,
        reason text not null,
        event text,
        at timestamptz not null default clock_timestamp(),
        primary key (agency, digest)
      );
      comment on table feed_poison is 'Events set aside, by SHA-256 of what was received, with the code of the reason; never the content.';
      create table agency_signal (
        agency text not null,
        person text not null,
        signal jsonb not null,
        generation int not null
      );
      create index agency_signal_person on agency_signal (agency, person);
      create table watch (
        agency text not null,
        person text not null,
        primary key (agency, person)
      );
      comment on table watch is 'Whose signals each agency is asked for: subjects of open cases and their households, by its own ids.';`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table watch, agency_signal, feed_poison, feed_inbox, feed_state');
  }
}
