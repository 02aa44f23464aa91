import type { DataSource } from 'typeorm';

/** Differs when the database stands on another server, or on the same one after going back in time. */
const FINGERPRINT = `(select system_identifier::text from pg_control_system()) || ':' ||
  (select timeline_id::text from pg_control_checkpoint()) || ':' || (select oid::text from pg_database where datname = current_database())`;

/**
 * The feed's epoch. A database that was restored may have lost what the hub has read, and its transaction ids begin elsewhere:
 * it then starts a new epoch, with every event as if it were written now, and the hub reads again from zero.
 */
export async function openEpoch(database: DataSource): Promise<string> {
  return database.transaction(async (manager) => {
    await manager.query(
      `insert into feed_state (epoch, fingerprint) values (gen_random_uuid(), ${FINGERPRINT}) on conflict (one) do nothing`,
    );
    const [restored]: [unknown[], number] = await manager.query(
      `update feed_state set epoch = gen_random_uuid(), fingerprint = ${FINGERPRINT} where fingerprint <> ${FINGERPRINT} returning epoch`,
    );
    if (restored.length > 0) await manager.query('update outbox set xid = pg_current_xact_id()');
    const [state]: { epoch: string }[] = await manager.query('select epoch from feed_state');
    if (state === undefined) throw new Error('The feed has no epoch');
    return state.epoch;
  });
}
