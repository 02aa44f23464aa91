import { Pool } from 'undici';
import { isObject } from './answer-checks';
import { type CallProof, callHeaders } from './call-proof';
import { post } from './post';

/**
 * What one custodian says it released and withheld about one person in one answer: under which case, which categories and
 * fields, by which rules. Never a value. The shape is the custodian's `DisclosureTally` entry and goes to the ledger as it is.
 */
export interface DisclosureEntry {
  readonly person?: string;
  readonly caseId?: string;
  readonly purpose: string;
  /** ISO date-time that its records were read at, when it was not the moment of the request. */
  readonly asKnownOn?: string;
  /** Version of its agreement that it decided by. */
  readonly agreement: string;
  readonly released: readonly DisclosedCategory[];
  readonly withheld: readonly DisclosedCategory[];
}

interface DisclosedCategory {
  readonly category: string;
  readonly rule: string;
  readonly fields: readonly string[];
}

export interface Disclosure {
  /** Subgraph name. */
  readonly custodian: string;
  readonly entry: DisclosureEntry;
}

export class LedgerUnavailable extends Error {
  constructor() {
    super('The ledger did not take the entry, so nothing is released');
    this.name = 'LedgerUnavailable';
  }
}

/** Ids, rules and field names have no spaces: what has is something else, perhaps a value. The ledger takes no other. */
const isWord = (value: unknown): value is string => typeof value === 'string' && /^[\w.:/|@+=()-]{0,200}$/.test(value);

/** Whether the ledger would take this entry: one that it refuses would cost the whole answer, not only this custodian's part. */
export function isDisclosureEntry(value: unknown): value is DisclosureEntry {
  if (!isObject(value)) return false;
  const { person, caseId, purpose, asKnownOn, agreement, released, withheld } = value;
  const words = [person, caseId, asKnownOn].every((word) => word === undefined || isWord(word));
  return words && isWord(purpose) && isWord(agreement) && isCategories(released) && isCategories(withheld);
}

const isCategories = (value: unknown): value is DisclosedCategory[] =>
  Array.isArray(value) &&
  value.every(
    (one) => isObject(one) && isWord(one.category) && isWord(one.rule) && Array.isArray(one.fields) && one.fields.every(isWord),
  );

/** A list of disclosures as a custodian tells it; undefined for what is none. */
export function readDisclosures(value: unknown): DisclosureEntry[] | undefined {
  return Array.isArray(value) && value.every(isDisclosureEntry) ? value : undefined;
}

/** About how many characters these are as JSON. */
export function sizeOf(disclosures: readonly DisclosureEntry[]): number {
  let size = 0;
  for (const { person = '', caseId = '', purpose, asKnownOn = '', agreement, released, withheld } of disclosures) {
    size += ENTRY + person.length + caseId.length + purpose.length + asKnownOn.length + agreement.length;
    for (const { category, rule, fields } of [...released, ...withheld]) {
      size += CATEGORY + category.length + rule.length;
      for (const field of fields) size += field.length + QUOTES;
    }
  }
  return size;
}

/** What names, brackets and quotes add. */
const ENTRY = 120;
const CATEGORY = 40;
const QUOTES = 3;

export interface AccessLogRow {
  /** What is about to leave. */
  readonly kind: 'RESPONSE' | 'REFUSAL' | 'RECEIPT' | 'PROBLEMS_CSV';
  readonly rid: string;
  readonly operationName: string | null;
  /** SHA-256 of the operation text: an operation holds no values, they travel as variables. */
  readonly operationHash: string;
  readonly disclosures: readonly Disclosure[];
  /** Agencies that gave no answer. */
  readonly unavailable: readonly string[];
  /** Codes of what was refused as a whole. */
  readonly refused: readonly string[];
}

/** The hub says that it has the row, or why not. */
const MOST_BYTES = 64 * 1024;

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
      const { status } = await post(this.pool, {
        path: '/access-log',
        headers: { ...(await callHeaders(this.proof, this.url, principalToken)), 'content-type': 'application/json' },
        body: JSON.stringify(row),
        withinMs: this.timeoutMs,
        mostBytes: MOST_BYTES,
      });
      if (status === 204) return;
    } catch {
      throw new LedgerUnavailable();
    }
    throw new LedgerUnavailable();
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}
