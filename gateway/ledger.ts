import { Pool } from 'undici';
import { type CallProof, callHeaders } from './call-proof';

/**
 * What one custodian says it released and withheld in one answer: whose record, under which case, which categories and
 * fields, by which rules. Never a value. The shape is the custodian's `DisclosureTally` entry and goes to the ledger as it is.
 */
export interface Disclosure {
  readonly custodian: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

export class LedgerUnavailable extends Error {
  constructor() {
    super('The ledger did not take the entry, so nothing is released');
    this.name = 'LedgerUnavailable';
  }
}

/** The disclosures a custodian reports beside its answer, in `extensions.disclosures`. */
export function readDisclosures(custodian: string, extensions: Record<string, unknown>): Disclosure[] {
  const { disclosures } = extensions;
  if (!Array.isArray(disclosures)) return [];
  return disclosures
    .filter((entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null)
    .map((entry) => ({ custodian, entry }));
}

export interface AccessLogRow {
  readonly rid: string;
  readonly operationName: string | null;
  /** SHA-256 of the operation text: an operation holds no values, they travel as variables. */
  readonly operationHash: string;
  readonly disclosures: readonly Disclosure[];
  /** Agencies that gave no answer. */
  readonly unavailable: readonly string[];
}

/** The way to the hub's append-only access log. No entry, no data (design D8). */
export class LedgerClient {
  private readonly pool: Pool;
  private readonly url: string;

  constructor(
    hubUrl: string,
    private readonly proof: CallProof,
    private readonly timeoutMs = 3_000,
  ) {
    this.url = new URL('/access-log', hubUrl).href;
    this.pool = new Pool(new URL(hubUrl).origin, { connections: 16 });
  }

  /** Returns once the row is committed. @throws LedgerUnavailable */
  async commit(row: AccessLogRow, principalToken: string): Promise<void> {
    try {
      const response = await this.pool.request({
        method: 'POST',
        path: '/access-log',
        headers: { ...(await callHeaders(this.proof, this.url, principalToken)), 'content-type': 'application/json' },
        body: JSON.stringify(row),
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      await response.body.dump();
      if (response.statusCode === 204) return;
    } catch {
      throw new LedgerUnavailable();
    }
    throw new LedgerUnavailable();
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}
