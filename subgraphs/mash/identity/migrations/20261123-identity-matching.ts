import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finding who may be the same person without comparing everybody, and what the comparison said. */
export class IdentityMatching1795392000100 implements MigrationInterface {
  readonly name = 'IdentityMatching1795392000100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table agency_person add column ref integer generated always as identity;
      create unique index agency_person_ref on agency_person (ref);
      comment on column agency_person.ref is 'A short number for the tables of matching; nothing else, and nobody outside, knows it.';
      create table match_key (
        key bigint not null,
        ref integer not null,
        primary key (key, ref)
      );
      create index match_key_ref on match_key (ref);
      comment on table match_key is
        'By what each record is found to be compared, digested; a hidden address too. Matching reads it, search never does.';
      create table match_edge (
        lower integer not null,
        upper integer not null,
        verdict text not null check (verdict in ('AUTO', 'REVIEW', 'DIFFERENT')),
        weight real not null,
        apart boolean not null,
        by_place boolean not null,
        primary key (lower, upper),
        check (lower < upper)
      );
      create index match_edge_upper on match_edge (upper);
      comment on table match_edge is 'What comparing two records said, where it said more than that they are strangers.';
      comment on column match_edge.verdict is 'Of the two alone; whether somebody else fits as well is asked when they are linked.';
      comment on column match_edge.by_place is 'Without addresses nobody would ask: that the pair is looked at tells that they have one in common.';
      comment on column match_edge.apart is 'They look like siblings, or differ in what one person cannot differ in.';
    `);
    // The people known until now are told again from the beginning, and indexed on the way.
    await db.query(`
      update agency_person set digest = '';
      update feed_state set cursor = null, generation = generation + 1, rebuilding = true, answered_for = null;
    `);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
