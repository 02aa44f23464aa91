import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The indexes that find the cases around somebody, and the people at a place, take each row in at once. By default PostgreSQL puts
 * new ones on a list that every search reads from end to end until a vacuum comes by: what one case costs then grows with how
 * many were written lately.
 */
export class SearchAtOnce1795440000306 implements MigrationInterface {
  readonly name = 'SearchAtOnce1795440000306';

  async up(db: QueryRunner): Promise<void> {
    for (const index of ['case_threshold_people', 'agency_address_keys']) {
      await db.query(`alter index ${index} set (fastupdate = off)`);
      await db.query('select gin_clean_pending_list($1::regclass)', [index]);
    }
    // By agency, as it is asked: nearly every case waits for none, and is not in it.
    await db.query(`
      create index case_threshold_awaiting_agency on case_threshold using gin (awaiting) with (fastupdate = off) where awaiting <> '{}';
      drop index case_threshold_awaiting;`);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
