import type { Succession } from './checkpoints';
import type { Findings } from './findings';
import { digestOf } from './signed';

/** What the checks need of an entry. */
export interface Entry {
  readonly id: string;
  readonly at: number;
  readonly rid: string;
  /** Custodian and digest of each disclosure. */
  readonly disclosures: readonly { readonly custodian: string; readonly digest: string }[];
  /** It says that the ledger goes on after a restore. */
  readonly restored?: Succession;
}

/** Reads one line as it was hashed. @param compared custodians whose own logs are here: only their disclosures are worked out */
export function readEntry(line: Buffer, where: string, compared: ReadonlySet<string>, findings: Findings): Entry | undefined {
  const text = line.toString('utf8');
  const said = parse(text);
  if (said === undefined) {
    findings.add('ENTRY_UNREADABLE', where);
    return undefined;
  }
  // As it is printed again with its properties in the order they came in, and that order is the right one: canonical.
  const isCanonical = JSON.stringify(said) === text && isSorted(said);
  if (!isCanonical) findings.add('ENTRY_NOT_CANONICAL', where);
  const at = Date.parse(String(said.at));
  if (typeof said.id !== 'string' || typeof said.rid !== 'string' || Number.isNaN(at) || !Array.isArray(said.disclosures)) {
    findings.add('ENTRY_UNREADABLE', where);
    return undefined;
  }
  const disclosures = (said.disclosures as Disclosure[]).flatMap(({ custodian, entry }) => {
    if (!compared.has(custodian)) return [];
    // Hub and custodian call people and cases by different ids: neither is part of what is compared.
    const { person: _, caseId: __, ...what } = entry;
    return [{ custodian, digest: digestOf(JSON.stringify(what)) }];
  });
  const restored = said.kind === 'LEDGER_RESTORED' ? { restored: said.detail as Succession } : {};
  return { id: said.id, at, rid: said.rid, disclosures, ...restored };
}

interface Disclosure {
  readonly custodian: string;
  readonly entry: Record<string, unknown>;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 8785: properties in the order of their names' UTF-16 units. */
function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let before: string | undefined;
  for (const key in value) {
    if ((before !== undefined && key <= before) || !isSorted((value as Record<string, unknown>)[key])) return false;
    before = key;
  }
  return true;
}
