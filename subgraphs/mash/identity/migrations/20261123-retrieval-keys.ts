import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of a birth date go with how a whole name sounds, no longer with its first sound: everybody is indexed anew. */
export class RetrievalKeys1795392000300 implements MigrationInterface {
  readonly name = 'RetrievalKeys1795392000300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      comment on column agency_person.hub is 'The person it is linked to: own_hub unless evidence or a decision joins it to another.';
      comment on table doubtful_link is 'The agency holds a record that may be of this person and could not be linked for sure.';
      update agency_person set digest = '';
      update feed_state set cursor = null, generation = generation + 1, rebuilding = true, answered_for = null;
    `);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
