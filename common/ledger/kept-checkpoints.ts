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
      if (await isOver(offered, tx)) return this.refuse(signed, 'OTHER_LEDGER', tx);
      const kept = await this.base(offered, tx);
      const again = kept?.size === offered.size && kept.root.equals(offered.root) && kept.ledger === offered.ledger;
      if (again) return { state: 'COSIGNED', cosignature: kept.cosignature };
      const reason = kept && contradiction(kept, offered, kept.isContinued);
      if (reason !== undefined) return this.refuse(signed, reason, tx);
      if (kept !== undefined && from !== kept.size) return { state: 'OTHER_PROOF', size: kept.size };
      const claim = kept && { first: kept.size, second: offered.size, firstRoot: kept.root, secondRoot: offered.root };
      if (claim !== undefined && !provesConsistency(claim, proof)) return this.refuse(signed, 'NOT_PROVED', tx);
      return { state: 'COSIGNED', cosignature: await this.keep(signed, offered, tx) };
    });
  }

  /**
   * What the offered checkpoint has to continue: the last one that was kept. Of a ledger that our own people accepted after a loss, the
   * last that the ledger before still had.
   */
  private async base({ ledger }: Checkpoint, tx: EntityManager): Promise<Base | undefined> {
    const rows: (Omit<Base, 'size'> & { size: string })[] = await tx.query(BASE, [ledger]);
    return rows[0] && { ...rows[0], size: Number(rows[0].size) };
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

/** Another was accepted to go on in its place. */
async function isOver({ ledger }: Checkpoint, tx: EntityManager): Promise<boolean> {
  const rows: object[] = await tx.query('select from ledger_accepted where after_ledger = $1', [ledger]);
  return rows.length > 0;
}

interface Base extends Checkpoint {
  readonly cosignature: string;
  /** It is of the ledger that the offered one was accepted to continue. */
  readonly isContinued: boolean;
}

/** Of this ledger the last; when there is none, of those that it was accepted to follow, the last that it must continue. */
const BASE = `
  with recursive accepted as (
    select distinct on (ledger) ledger, after_ledger, size from ledger_accepted order by ledger, accepted_at desc
  ), must (ledger, size) as (
    select after_ledger, size from accepted where ledger = $1
    union select a.after_ledger, least(a.size, must.size) from must join accepted a on a.ledger = must.ledger
  )
  select k.size, k.ledger, k.root, k.at, k.cosignature, must.ledger is not null as "isContinued"
  from kept_checkpoint k left join must on must.ledger = k.ledger
  where k.ledger = $1 or k.size <= must.size or not exists (select from must)
  order by k.ledger = $1 desc, k.size desc limit 1`;

function contradiction(kept: Checkpoint, offered: Checkpoint, isContinued: boolean): Contradiction | undefined {
  if (offered.ledger !== kept.ledger && !isContinued) return 'OTHER_LEDGER';
  if (offered.size < kept.size) return 'SHRUNK';
  if (offered.size === kept.size) return 'FORKED';
  return offered.at < kept.at ? 'CLOCK_BACK' : undefined;
}
