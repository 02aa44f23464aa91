import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { systemClock } from '../../common/time';
import { LEDGER_ID } from '../../subgraphs/mash/ledger/sealer';
import { record } from '../../subgraphs/mash/ledger/record';

export interface Restart {
  /** Under which the ledger goes on. */
  readonly ledger: string;
  readonly after: string;
  /** How many entries were sealed when it was restored. */
  readonly size: number;
}

/**
 * Lets a restored ledger go on under a new id, and says so in its first entry. Nothing is taken back: what the custodians keep of the
 * ledger before stays evidence of what was lost.
 *
 * @param database the hub's, restored; its service must not run.
 * @param by who decided it: an id without spaces.
 */
export function restartLedger(database: DataSource, by: string): Promise<Restart> {
  return database.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtext('ledger sealer'))");
    const [before]: { id: string }[] = await tx.query(LEDGER_ID);
    const [sealed]: { size: string }[] = await tx.query('select coalesce(max(size), 0) as size from ledger_checkpoint');
    if (before === undefined || sealed === undefined) throw new Error('The restored database has no ledger');
    const [ledger, size, at] = [randomUUID(), Number(sealed.size), systemClock()];
    await tx.query('insert into ledger_restart (id, after, size, at) values ($1, $2, $3, $4)', [ledger, before.id, size, at]);
    await record(tx, {
      ...{ kind: 'LEDGER_RESTORED', at, persons: [] },
      by: { sub: by, agency: 'MASH', roles: [], rid: randomUUID() },
      detail: { ledger, after: before.id, size },
    });
    return { ledger, after: before.id, size };
  });
}

export interface Acceptance {
  readonly ledger: string;
  readonly after: string;
  /** Up to which size the new ledger must continue what this custodian keeps. */
  readonly size: number;
  readonly by: string;
  readonly reason: string;
}

/** Says, for a custodian and in its own database, that it may sign for the ledger that goes on. Its own people decide so. */
export async function acceptLedger(database: DataSource, { ledger, after, size, by, reason }: Acceptance): Promise<void> {
  await database.query(
    `insert into ledger_accepted (ledger, after_ledger, size, accepted_at, accepted_by, reason) values ($1, $2, $3, $4, $5, $6)`,
    [ledger, after, size, systemClock(), by, reason],
  );
}
