import type { EntityManager } from 'typeorm';

/**
 * One writer at a time in an agency's database, for the length of a transaction under a second: publications, single records and
 * the watch list never work from a picture of each other that is out of date. It is taken first, so that nothing can deadlock.
 * @returns the moment the writing begins, from which new versions are known
 */
export async function lockWriters(manager: EntityManager): Promise<string> {
  // The clock is read only after the lock is held: versions of a record then follow each other in time.
  const rows: { at: string }[] = await manager.query(
    `with held as materialized (select pg_advisory_xact_lock(hashtext('mash-hub publishing')))
     select clock_timestamp()::text as at from held`,
  );
  return rows[0]?.at ?? '';
}
