import type { DataSource } from 'typeorm';
import { disclosureDigest } from '../../../common/ledger/disclosure-digest';
import type { KeptDisclosure } from '../../../common/ledger/disclosure-log';
import type { Log } from '../../../common/logger';
import type { Clock } from '../../../common/time';
import type { LoggedDisclosure } from './access-log-entry';
import type { CustodianClient } from './custodian-client';

/** How the ledger and a custodian's own log can disagree. */
export type Difference =
  /** The ledger says that the custodian disclosed something; the custodian's log does not know of it. */
  | 'NOT_AT_CUSTODIAN'
  /** The custodian disclosed something in a request of which the ledger knows nothing. */
  | 'NO_ENTRY'
  /** The request is in the ledger, without this disclosure: the answer came too late, or was not believed. */
  | 'NOT_RELEASED';

export interface FoundDifference {
  readonly rid: string;
  readonly what: Difference;
  readonly digest: string;
}

/** What the ledger says of one request. */
export interface LedgerRequest {
  readonly at: Date;
  readonly rid: string;
  /** Digests of what this custodian disclosed in it. */
  readonly digests: readonly string[];
}

export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Compares what both sides say of one window of time. Pure. Each side is given with a margin around the window: the two logs are
 * written at different moments of the same request.
 */
export function differencesOf(
  { from, to }: Window,
  ledger: readonly LedgerRequest[],
  custodian: readonly Pick<KeptDisclosure, 'at' | 'rid' | 'digest'>[],
): FoundDifference[] {
  const within = (at: Date | string) => new Date(at) >= from && new Date(at) < to;
  const requests = new Set(ledger.map(({ rid }) => rid));
  const hub = counted(ledger.flatMap(({ rid, digests }) => digests.map((digest) => ({ rid, digest }))));
  const own = counted(custodian);
  const missing = ledger
    .filter(({ at }) => within(at))
    .flatMap(({ rid, digests }) => [...new Set(digests)].map((digest) => ({ rid, digest })))
    .filter(({ rid, digest }) => (own.get(`${rid} ${digest}`) ?? 0) < (hub.get(`${rid} ${digest}`) ?? 0))
    .map((one) => ({ ...one, what: 'NOT_AT_CUSTODIAN' as const }));
  const extra = custodian
    .filter(({ at }) => within(at))
    .filter(({ rid, digest }) => (own.get(`${rid} ${digest}`) ?? 0) > (hub.get(`${rid} ${digest}`) ?? 0))
    .map(({ rid, digest }) => ({ rid, digest, what: requests.has(rid) ? ('NOT_RELEASED' as const) : ('NO_ENTRY' as const) }));
  return [...missing, ...extra];
}

function counted(disclosures: readonly { readonly rid: string; readonly digest: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rid, digest } of disclosures) counts.set(`${rid} ${digest}`, (counts.get(`${rid} ${digest}`) ?? 0) + 1);
  return counts;
}

export interface ReconcileOptions {
  /** Registry name. */
  readonly custodian: string;
  readonly client: Pick<CustodianClient, 'disclosures'>;
  readonly database: DataSource;
  readonly log: Log;
  readonly clock: Clock;
}

/** A request ends within a minute of its beginning; clocks may differ by seconds. */
const MARGIN_MS = 2 * 60_000;
/** At most so much at once. */
const LONGEST_WINDOW_MS = 60 * 60_000;

/**
 * Compares the next window of the ledger with a custodian's own disclosure log, and keeps what differs.
 *
 * @returns the differences; undefined when there is no window to compare yet.
 */
export async function reconcile(options: ReconcileOptions, settledMs = MARGIN_MS): Promise<FoundDifference[] | undefined> {
  const { custodian, client, database, log, clock } = options;
  const now = clock();
  const window = await nextWindow(custodian, new Date(now.getTime() - settledMs), database);
  if (window === undefined) return undefined;
  const [from, to] = [new Date(window.from.getTime() - MARGIN_MS), new Date(window.to.getTime() + MARGIN_MS)];
  const [ledger, own] = await Promise.all([requestsBetween(from, to, custodian, database), client.disclosures(from, to)]);
  const found = differencesOf(window, ledger, own);
  await database.transaction(async (tx) => {
    await tx.query(
      `insert into ledger_difference (custodian, rid, what, digest, found_at)
       select $1, one.rid, one.what, one.digest, $2 from jsonb_to_recordset($3::jsonb) as one (rid text, what text, digest text)
       on conflict do nothing`,
      [custodian, now, JSON.stringify(found)],
    );
    await tx.query(
      'insert into ledger_reconciled (custodian, until, compared, at) values ($1, $2, $3, $4) on conflict do nothing',
      [custodian, window.to, own.length, now],
    );
  });
  const serious = found.filter(({ what }) => what !== 'NOT_RELEASED').length;
  if (serious > 0) log.error('LEDGER_DIFFERS', { agency: custodian, count: serious });
  if (found.length > serious) log.info('DISCLOSURES_NOT_RELEASED', { agency: custodian, count: found.length - serious });
  return found;
}

async function nextWindow(custodian: string, settled: Date, database: DataSource): Promise<Window | undefined> {
  const [row]: { until: Date | null; first: Date | null }[] = await database.query(
    `select (select max(until) from ledger_reconciled where custodian = $1) as until, (select min(at) from ledger) as first`,
    [custodian],
  );
  const from = row?.until ?? row?.first;
  if (from == null || from >= settled) return undefined;
  return { from, to: new Date(Math.min(settled.getTime(), from.getTime() + LONGEST_WINDOW_MS)) };
}

async function requestsBetween(from: Date, to: Date, custodian: string, database: DataSource): Promise<LedgerRequest[]> {
  const rows: { at: Date; rid: string; bytes: Buffer }[] = await database.query(
    'select at, rid, bytes from ledger where at >= $1 and at < $2 order by seq',
    [from, to],
  );
  return rows.map(({ at, rid, bytes }) => {
    const { disclosures } = JSON.parse(bytes.toString('utf8')) as { disclosures: readonly LoggedDisclosure[] };
    const own = disclosures.filter((one) => one.custodian === custodian);
    return { at, rid, digests: own.map(({ entry }) => disclosureDigest(entry)) };
  });
}
