import { AGENCIES, HUB } from '../../registry';

/** One rule's share of what a custodian released or withheld: names of fields, never values. */
export interface LoggedCategory {
  readonly category: string;
  readonly rule: string;
  readonly fields: readonly string[];
}

export interface LoggedDisclosure {
  /** Subgraph name. */
  readonly custodian: string;
  readonly entry: {
    readonly person?: string;
    readonly caseId?: string;
    readonly purpose: string;
    /** ISO date-time that the custodian's records were read at, when it was not the moment of the request. */
    readonly asKnownOn?: string;
    /** Version of its agreement that the custodian decided by. */
    readonly agreement: string;
    readonly released: readonly LoggedCategory[];
    readonly withheld: readonly LoggedCategory[];
  };
}

/** What the gateway asks to have committed before it releases an answer. */
export interface AccessLogEntry {
  /** What is about to leave. */
  readonly kind: 'RESPONSE' | 'REFUSAL' | 'RECEIPT' | 'PROBLEMS_CSV';
  readonly rid: string;
  readonly operationName: string | null;
  /** SHA-256 of the operation's text, in hex. */
  readonly operationHash: string;
  readonly disclosures: readonly LoggedDisclosure[];
  /** Agencies that gave no answer. */
  readonly unavailable: readonly string[];
  /** Codes of what was refused as a whole. */
  readonly refused: readonly string[];
}

const KINDS: readonly unknown[] = ['RESPONSE', 'REFUSAL', 'RECEIPT', 'PROBLEMS_CSV'] satisfies AccessLogEntry['kind'][];

const CUSTODIANS: readonly string[] = [HUB.name, ...AGENCIES.map(({ name }) => name)];
/** Ids, rules and field names have no spaces: what has is something else, perhaps a value. */
const WORD = /^[\w.:/|@+=()-]{0,200}$/;
const NAME = /^[A-Za-z_]\w{0,99}$/;

/**
 * Reads what came as a log entry, keeping the known parts only: whatever else a custodian put in could hold values.
 *
 * @returns undefined when it is not an entry; nothing is then committed, and so nothing released.
 */
export function readEntry(body: unknown): AccessLogEntry | undefined {
  if (!isRecord(body)) return undefined;
  const { kind = 'RESPONSE', rid, operationName = null, operationHash, disclosures, unavailable, refused = [] } = body;
  if (
    !KINDS.includes(kind) ||
    !isWords(refused) ||
    !isWord(rid) ||
    typeof operationHash !== 'string' ||
    !/^[0-9a-f]{64}$/.test(operationHash)
  )
    return undefined;
  if (!(operationName === null || (typeof operationName === 'string' && NAME.test(operationName)))) return undefined;
  if (!Array.isArray(disclosures) || !isWords(unavailable)) return undefined;
  const read = disclosures.map(readDisclosure);
  if (read.includes(undefined)) return undefined;
  const told = { rid, operationName, operationHash, disclosures: read as LoggedDisclosure[], unavailable, refused };
  return { ...told, kind: kind as AccessLogEntry['kind'] };
}

function readDisclosure(value: unknown): LoggedDisclosure | undefined {
  if (!isRecord(value) || !isRecord(value.entry) || !CUSTODIANS.includes(value.custodian as string)) return undefined;
  const { person, caseId, purpose, asKnownOn, agreement, released, withheld } = value.entry;
  const said = readCategories(released);
  const unsaid = readCategories(withheld);
  if (!isWord(purpose) || !isOptionalWord(person) || !isOptionalWord(caseId) || !said || !unsaid) return undefined;
  if (!isWord(agreement) || !isOptionalWord(asKnownOn)) return undefined;
  const about = { ...(person ? { person } : {}), ...(caseId ? { caseId } : {}), ...(asKnownOn ? { asKnownOn } : {}) };
  return { custodian: value.custodian as string, entry: { ...about, purpose, agreement, released: said, withheld: unsaid } };
}

function readCategories(value: unknown): LoggedCategory[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const read: LoggedCategory[] = [];
  for (const one of value) {
    if (!isRecord(one) || !isWord(one.category) || !isWord(one.rule) || !isWords(one.fields)) return undefined;
    read.push({ category: one.category, rule: one.rule, fields: one.fields });
  }
  return read;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWord = (value: unknown): value is string => typeof value === 'string' && WORD.test(value);
const isOptionalWord = (value: unknown): value is string | undefined => value === undefined || isWord(value);
const isWords = (value: unknown): value is string[] => Array.isArray(value) && value.every(isWord);
