import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['involvement', 'domestic_abuse'];

/** Closed versions by their incident, for reading as it was known on an earlier instant. */
export class PoliceHistory1795399200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`create index ${table}_incident_past on ${table} (incident) where known_to is not null`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop index ${table}_incident_past`);
  }
}
