import type { DataSource } from 'typeorm';
import { checkpointDigest, readCosignature } from '../../../common/ledger/checkpoint';
import type { Log } from '../../../common/logger';
import type { Clock } from '../../../common/time';
import type { KeySet } from '../../../common/tokens/key-set';
import type { CustodianClient, Delivered } from './custodian-client';
import { consistencyProof } from './tree-store';

export interface DeliveryOptions {
  /** Registry name. */
  readonly custodian: string;
  readonly client: Pick<CustodianClient, 'deliver'>;
  /** The custodian's pinned public keys. */
  readonly keys: KeySet;
  readonly database: DataSource;
  readonly log: Log;
  readonly clock: Clock;
}

/** What came of showing the newest checkpoint: nothing new, signed, or refused with a reason. */
export type DeliveryOutcome = 'NOTHING_NEW' | 'COSIGNED' | 'REFUSED';

/**
 * Shows a custodian the newest checkpoint, with proof that it continues the one it signed last, and keeps its cosignature. What it
 * refuses is an alarm: its copy of our history is not the one we hold.
 */
export async function deliverCheckpoint(options: DeliveryOptions): Promise<DeliveryOutcome> {
  const { database, custodian, log } = options;
  const [newest]: { size: string; checkpoint: string }[] = await database.query(
    'select size, checkpoint from ledger_checkpoint order by size desc limit 1',
  );
  const [last]: { size: string | null }[] = await database.query(
    'select max(size) as size from ledger_cosignature where custodian = $1',
    [custodian],
  );
  const [size, signed] = [Number(newest?.size ?? 0), Number(last?.size ?? 0)];
  if (newest === undefined || size === signed) return 'NOTHING_NEW';
  const offered = { size, checkpoint: newest.checkpoint };
  let answer = await offer(offered, signed, options);
  // It may have one that we do not know it signed: our copy of its answer was lost.
  if (answer.state === 'OTHER_PROOF' && answer.size <= size) answer = await offer(offered, answer.size, options);
  if (answer.state === 'COSIGNED' && (await keep(offered, answer.cosignature, options))) return 'COSIGNED';
  const reason = answer.state === 'REFUSED' ? answer.reason : answer.state === 'OTHER_PROOF' ? 'AHEAD_OF_US' : 'BAD_COSIGNATURE';
  log.error('LEDGER_NOT_COSIGNED', { agency: custodian, reason });
  return 'REFUSED';
}

interface Offered {
  readonly size: number;
  readonly checkpoint: string;
}

const offer = async ({ size, checkpoint }: Offered, from: number, { client, database }: DeliveryOptions): Promise<Delivered> =>
  client.deliver(checkpoint, from, from === size ? [] : await consistencyProof(database, from, size));

/** @returns false for what is not this custodian's cosignature of this checkpoint */
async function keep(
  offered: Offered,
  cosignature: string,
  { custodian, keys, database, clock }: DeliveryOptions,
): Promise<boolean> {
  const read = await readCosignature(cosignature, keys);
  if (read?.custodian !== custodian || read.checkpoint !== checkpointDigest(offered.checkpoint) || read.size !== offered.size) {
    return false;
  }
  await database.query(
    'insert into ledger_cosignature (custodian, size, cosignature, at) values ($1, $2, $3, $4) on conflict do nothing',
    [custodian, offered.size, cosignature, clock()],
  );
  return true;
}
