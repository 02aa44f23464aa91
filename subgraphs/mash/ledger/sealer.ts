import type { DataSource, EntityManager } from 'typeorm';
import { leafHash } from '../../../common/ledger/hashes';
import { signCheckpoint } from '../../../common/ledger/checkpoint';
import { grow, nodesOf, rootHash } from '../../../common/ledger/tree';
import type { Clock } from '../../../common/time';
import type { SigningKey } from '../../../common/tokens/keys';
import { loadNodes, storeNodes } from './tree-store';

/** The stored tree is not the one that was signed: nothing is added to it, and nothing signed for. Somebody has to look. */
export class LedgerChanged extends Error {
  override readonly name = 'LedgerChanged';

  constructor() {
    super('The stored tree is not the one of the last checkpoint');
  }
}

export interface SealerOptions {
  readonly database: DataSource;
  /** The ledger's own key. */
  readonly key: SigningKey;
  readonly clock: Clock;
  /** Entries sealed in one transaction; 5,000 unless told. */
  readonly batch?: number;
}

/**
 * Entries that no open transaction can come before any more. A sequence number alone does not say so: a lower one can still
 * commit. Rows of a database that was restored elsewhere carry numbers of transactions that are still to come; they are sealed too.
 */
const UNSEALED = `select seq, bytes from ledger where seq > $1 and not exists (select from ledger_leaf where entry = seq)
  and (xid < pg_snapshot_xmin(pg_current_snapshot()) or xid >= pg_snapshot_xmax(pg_current_snapshot()))
  order by seq limit $2`;

/** The id it was made with, or the one under which it goes on since the database was restored. */
export const LEDGER_ID = `select coalesce((select id from ledger_restart order by size desc limit 1), id) as id from ledger_identity`;

/** Rounds until every entry is looked at again: an hour at one a second. */
const LOOK_AT_ALL = 3_600;

/** Turns rows of the ledger into leaves of its tree, in batches, and signs a checkpoint of each new size. */
export class Sealer {
  /** Every entry up to here is sealed, and none can come any more. */
  private done = '0';
  /** The newest entry there was, and the first transaction that had not begun, when they were looked at. */
  private seen: { entry: string; horizon: bigint } | undefined;
  private rounds = 0;

  constructor(private readonly options: SealerOptions) {}

  /**
   * Seals one batch; several processes may try, one at a time does.
   *
   * @returns the number of entries sealed.
   * @throws LedgerChanged
   */
  async seal(): Promise<number> {
    const { database, batch = 5_000 } = this.options;
    return database.transaction(async (tx) => {
      const [lock]: { got: boolean }[] = await tx.query("select pg_try_advisory_xact_lock(hashtext('ledger sealer')) as got");
      if (lock?.got !== true) return 0;
      await this.advance(tx);
      const rows: { seq: string; bytes: Buffer }[] = await tx.query(UNSEALED, [this.done, batch]);
      if (rows.length > 0) await this.append(tx, rows);
      return rows.length;
    });
  }

  private async append(tx: EntityManager, rows: readonly { seq: string; bytes: Buffer }[]): Promise<void> {
    const { key, clock } = this.options;
    const size = await this.signedSize(tx);
    const edge = await loadNodes(tx, nodesOf({ begin: 0, end: size.leaves }));
    if (size.root !== undefined && !rootHash(size.leaves, edge).equals(size.root)) throw new LedgerChanged();
    const made = grow(
      size.leaves,
      rows.map(({ bytes }) => leafHash(bytes)),
      edge,
    );
    await storeNodes(
      tx,
      rows.map(({ seq }) => seq),
      made,
    );
    const [identity]: { id: string }[] = await tx.query(LEDGER_ID);
    if (identity === undefined) throw new LedgerChanged();
    // Checkpoints follow each other in time too: a clock that was put back waits here until it has caught up.
    const now = new Date(Math.max(clock().getTime(), size.at.getTime()));
    const grown = size.leaves + rows.length;
    const nodes = new Map(made.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
    const root = rootHash(grown, (node) => nodes.get(`${node.level}/${node.index}`) ?? edge(node));
    const checkpoint = signCheckpoint(key, { ledger: identity.id, size: grown, root, at: now });
    await tx.query('insert into ledger_checkpoint (size, root, at, checkpoint) values ($1, $2, $3, $4)', [
      grown,
      root,
      now,
      checkpoint,
    ]);
  }

  private async signedSize(tx: EntityManager): Promise<{ leaves: number; root: Buffer | undefined; at: Date }> {
    const [last]: { size: string; root: Buffer; at: Date }[] = await tx.query(
      'select size, root, at from ledger_checkpoint order by size desc limit 1',
    );
    const [count]: { next: string }[] = await tx.query('select coalesce(max(leaf) + 1, 0) as next from ledger_leaf');
    const leaves = Number(last?.size ?? 0);
    if (Number(count?.next) !== leaves) throw new LedgerChanged();
    return { leaves, root: last?.root, at: last?.at ?? new Date(0) };
  }

  /** Once every transaction that was open then has ended, nothing can appear any more below what was the newest entry then. */
  private async advance(tx: EntityManager): Promise<void> {
    // A number is taken a moment before its transaction has one: what slipped through that gap is found by looking at all again.
    this.rounds += 1;
    if (this.rounds % LOOK_AT_ALL === 0) [this.done, this.seen] = ['0', undefined];
    const [now]: { entry: string; horizon: string; oldest: string }[] = await tx.query(
      `select coalesce((select max(seq) from ledger), 0) as entry, pg_snapshot_xmax(pg_current_snapshot())::text as horizon,
         pg_snapshot_xmin(pg_current_snapshot())::text as oldest`,
    );
    if (now === undefined) return;
    if (this.seen !== undefined && BigInt(now.oldest) >= this.seen.horizon) {
      const [open]: { entry: string | null }[] = await tx.query(
        'select min(seq) as entry from ledger where seq > $1 and seq <= $2 and not exists (select from ledger_leaf where entry = seq)',
        [this.done, this.seen.entry],
      );
      this.done = open?.entry == null ? this.seen.entry : String(BigInt(open.entry) - 1n);
      this.seen = undefined;
    }
    this.seen ??= { entry: now.entry, horizon: BigInt(now.horizon) };
  }
}
