import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who the agencies know, and which of their records are one person. */
export class IdentityPeople1795305600100 implements MigrationInterface {
  readonly name = 'IdentityPeople1795305600100';

  async up(db: QueryRunner): Promise<void> {
    await db.query('create extension if not exists pg_trgm');
    await db.query(`
      create table hub_person (
        id uuid primary key,
        age bigint generated always as identity
      );
      comment on table hub_person is 'Ids of the hub, each made for one agency record when first seen; a smaller age is older.';
      create table hub_person_redirect (
        from_hub uuid primary key references hub_person,
        to_hub uuid not null references hub_person,
        check (from_hub <> to_hub)
      );
      create index hub_person_redirect_to on hub_person_redirect (to_hub);
      comment on table hub_person_redirect is 'An id merged into another person leads there; followed step by step.';
      create table agency_person (
        agency text not null,
        person text not null,
        own_hub uuid not null unique references hub_person,
        hub uuid not null references hub_person,
        identity jsonb,
        digest text not null,
        generation int not null,
        birth text,
        nhs_number text,
        upns text[] not null,
        given text[] not null,
        names_text text not null,
        sounds text[] not null,
        postcodes text[] not null,
        protect_location boolean not null,
        protect_identity boolean not null,
        primary key (agency, person)
      );
      comment on table agency_person is 'What each agency says who somebody is; identity is null once withdrawn, the ids stay for its return.';
      comment on column agency_person.hub is 'The person it is linked to for sure: own_hub unless a valid identifier and the birth date agree.';
      comment on column agency_person.generation is 'Reading of the feed that last confirmed it; older ones go when a new reading is complete.';
      create index agency_person_hub on agency_person (hub) where identity is not null;
      create index agency_person_nhs_number on agency_person (nhs_number) where nhs_number is not null;
      create index agency_person_upns on agency_person using gin (upns);
      create index agency_person_birth on agency_person (birth);
      create index agency_person_names on agency_person using gin (names_text gin_trgm_ops);
      create index agency_person_sounds on agency_person using gin (sounds);
      create index agency_person_postcodes on agency_person using gin (postcodes);
      create table doubtful_link (
        hub uuid not null references hub_person,
        agency text not null,
        primary key (hub, agency)
      );
      comment on table doubtful_link is 'The agency holds a record sharing an identifier with this person that could not be linked for sure.';`);
    await db.query(`
      create table search_log (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        rid text not null,
        principal text not null,
        agency text not null,
        purpose text not null,
        keys text[] not null,
        hits int not null
      );
      comment on table search_log is 'Who searched, why and by which kinds of keys; never the values. Append only.';
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'this table is append only' using errcode = 'insufficient_privilege';
      end $$;
      create trigger search_log_append_only before update or delete or truncate on search_log
        for each statement execute function refuse_change();`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'drop table search_log, doubtful_link, agency_person, hub_person_redirect, hub_person; drop function refuse_change()',
    );
  }
}
