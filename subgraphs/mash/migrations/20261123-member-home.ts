import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MemberHome1795411000000 implements MigrationInterface {
  readonly name = 'MemberHome1795411000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table member_home (
        issuer text not null,
        subject text not null,
        postcode text not null,
        primary key (issuer, subject)
      )`);
    await runner.query(
      "comment on table member_home is 'Where a member of staff lives, for the report of unusual access alone. Filled with the register; may be left empty'",
    );
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
