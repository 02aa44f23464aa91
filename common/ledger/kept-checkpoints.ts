import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../time';
import type { KeySet } from '../tokens/key-set';
import type { SigningKey } from '../tokens/keys';
import { type Checkpoint, checkpointDigest, readCheckpoint, signCosignature } from './checkpoint';
import { provesConsistency } from './proofs';

/** What the hub brings: a checkpoint, and the proof that it continues the one of this size, which the custodian has. */
export interface Delivery {
  readonly checkpoint: string;
  /** Size of the checkpoint that the proof begins at; 0 when the custodian has none. */
  readonly from: number;
  readonly proof: readonly Buffer[];
}

export type Receipt =
  | { readonly state: 'COSIGNED'; readonly cosignature: string }
  /** Another proof is needed: from the checkpoint that the custodian has last. */
  | { readonly state: 'OTHER_PROOF'; readonly size: number }
  /** Not signed by the ledger. */
  | { readonly state: 'NOT_SIGNED' }
  /** It contradicts what the custodian keeps: kept as evidence. */
  | { readonly state: 'CONTRADICTS'; readonly reason: Contradiction };

export type Contradiction = 'OTHER_LEDGER' | 'SHRUNK' | 'FORKED' | 'NOT_PROVED' | 'CLOCK_BACK';

export interface KeeperOptions {
  /** Registry name of this custodian. */
  readonly custodian: string;
  readonly database: DataSource;
  /** Signs what was proved. */
  readonly key: SigningKey;
  /** The ledger's own keys, pinned. */
  readonly ledgerKeys: KeySet;
  readonly clock: Clock;
}

/** Keeps the ledger's checkpoints for a custodian, each only after proof that it continues the last: a witness of its history. */
export class CheckpointKeeper {
  constructor(private readonly options: KeeperOptions) {}

  async receive({ checkpoint: signed, from, proof }: Delivery): Promise<Receipt> {
    const { database, ledgerKeys } = this.options;
    const offered = await readCheckpoint(signed, ledgerKeys);
    if (offered === undefined || offered.size === 0) return { state: 'NOT_SIGNED' };
    return database.transaction(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('ledger checkpoints'))");
      const kept = await this.last(tx);
      const again = kept?.size === offered.size && kept.root.equals(offered.root) && kept.ledger === offered.ledger;
      if (again) return { state: 'COSIGNED', cosignature: kept.cosignature };
      const reason = kept && contradiction(kept, offered);
      if (reason !== undefined) return this.refuse(signed, reason, tx);
      if (kept !== undefined && from !== kept.size) return { state: 'OTHER_PROOF', size: kept.size };
      const claim = kept && { first: kept.size, second: offered.size, firstRoot: kept.root, secondRoot: offered.root };
      if (claim !== undefined && !provesConsistency(claim, proof)) return this.refuse(signed, 'NOT_PROVED', tx);
      return { state: 'COSIGNED', cosignature: await this.keep(signed, offered, tx) };
    });
  }

  private async last(tx: EntityManager): Promise<(Checkpoint & { cosignature: string }) | undefined> {
    const [row]: (Omit<Checkpoint, 'size'> & { size: string; cosignature: string })[] = await tx.query(
      'select size, ledger, root, at, cosignature from kept_checkpoint order by size desc limit 1',
    );
    return row && { ...row, size: Number(row.size) };
  }

  private async keep(signed: string, { ledger, size, root, at }: Checkpoint, tx: EntityManager): Promise<string> {
    const { key, custodian, clock } = this.options;
    const now = clock();
    const cosignature = signCosignature(key, { custodian, checkpoint: checkpointDigest(signed), size, at: now });
    await tx.query(
      `insert into kept_checkpoint (size, ledger, root, at, checkpoint, cosignature, received_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [size, ledger, root, at, signed, cosignature, now],
    );
    return cosignature;
  }

  private async refuse(signed: string, reason: Contradiction, tx: EntityManager): Promise<Receipt> {
    await tx.query(
      'insert into refused_checkpoint (reason, checkpoint, received_at) values ($1, $2, $3) on conflict do nothing',
      [reason, signed, this.options.clock()],
    );
    return { state: 'CONTRADICTS', reason };
  }
}

function contradiction(kept: Checkpoint, offered: Checkpoint): Contradiction | undefined {
  if (offered.ledger !== kept.ledger) return 'OTHER_LEDGER';
  if (offered.size < kept.size) return 'SHRUNK';
  if (offered.size === kept.size) return 'FORKED';
  return offered.at < kept.at ? 'CLOCK_BACK' : undefined;
}
