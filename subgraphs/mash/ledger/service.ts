import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Log } from '../../../common/logger';
import type { Clock } from '../../../common/time';
import type { KeySet } from '../../../common/tokens/key-set';
import type { SigningKey } from '../../../common/tokens/keys';
import { custodianClient } from './custodian-client';
import { deliverCheckpoint } from './delivery';
import { reconcile } from './reconcile';
import { Sealer } from './sealer';

export interface LedgerServiceOptions {
  readonly database: DataSource;
  /** The ledger's own key. */
  readonly key: SigningKey;
  /** Base URL by registry name. */
  readonly urls: Readonly<Record<string, string>>;
  /** The agency's pinned public keys. */
  keys(agency: string): KeySet;
  /** A service token of scope `ledger` for this agency. */
  token(agency: string): Promise<string>;
  readonly log: Log;
  readonly clock: Clock;
}

const SEAL_EVERY_MS = 1_000;
/** What could be rewritten without a custodian noticing is at most so old. */
const DELIVER_EVERY_MS = 10_000;
const RECONCILE_EVERY_MS = 60_000;

export interface RunningLedger {
  /** Ends the work under way and comes back when nothing of it is left. */
  stop(): Promise<void>;
}

/** Seals what was written, shows each custodian what was signed, and compares what both wrote down; one loop each. */
export function startLedgerService(options: LedgerServiceOptions): RunningLedger {
  const { database, key, urls, log, clock } = options;
  const sealer = new Sealer({ database, key, clock });
  const stopping = new AbortController();
  const every = (milliseconds: number, code: Uppercase<string>, agency: string | undefined, work: () => Promise<unknown>) =>
    repeat(work, milliseconds, stopping.signal, (error) => log.warn(code, agency === undefined ? {} : { agency }, error));
  const clients = Object.entries(urls).map(([custodian, url]) => {
    const client = custodianClient({ url, token: () => options.token(custodian) });
    const about = { custodian, client, database, log, clock };
    const keys = options.keys(custodian);
    const loops = [
      every(DELIVER_EVERY_MS, 'CHECKPOINT_NOT_DELIVERED', custodian, () => deliverCheckpoint({ ...about, keys })),
      every(RECONCILE_EVERY_MS, 'LEDGER_NOT_COMPARED', custodian, () => reconcile(about)),
    ];
    return { client, loops };
  });
  const sealing = every(SEAL_EVERY_MS, 'LEDGER_NOT_SEALED', undefined, () => sealer.seal());
  return {
    async stop() {
      stopping.abort();
      await Promise.all([sealing, ...clients.flatMap(({ loops }) => loops)]);
      await Promise.all(clients.map(({ client }) => client.close()));
    },
  };
}

/** Does the work again and again until stopped; a failure is told once until it works again. */
async function repeat(
  work: () => Promise<unknown>,
  milliseconds: number,
  signal: AbortSignal,
  failed: (error: unknown) => void,
): Promise<void> {
  let failing = false;
  while (!signal.aborted) {
    try {
      await work();
      failing = false;
    } catch (error) {
      if (!failing && !signal.aborted) failed(error);
      failing = true;
    }
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}
