import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case finds its own advice without looking through that of every other. */
export class ThresholdIndex1795435290019 implements MigrationInterface {
  readonly name = 'ThresholdIndex1795435290019';

  async up(db: QueryRunner): Promise<void> {
    await db.query('create index case_advice_case on case_advice (case_id)');
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
