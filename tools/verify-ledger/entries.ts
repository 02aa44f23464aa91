import type { Findings } from './findings';
import { digestOf } from './signed';

/** What the checks need of an entry. */
export interface Entry {
  readonly id: string;
  readonly at: number;
  readonly rid: string;
  /** Custodian and digest of each disclosure. */
  readonly disclosures: readonly { readonly custodian: string; readonly digest: string }[];
}

/** Reads one line as it was hashed. */
export function readEntry(line: Buffer, where: string, findings: Findings): Entry | undefined {
  const text = line.toString('utf8');
  const said = parse(text);
  if (said === undefined) {
    findings.add('ENTRY_UNREADABLE', where);
    return undefined;
  }
  if (canonical(said) !== text) findings.add('ENTRY_NOT_CANONICAL', where);
  const at = Date.parse(String(said.at));
  if (typeof said.id !== 'string' || typeof said.rid !== 'string' || Number.isNaN(at) || !Array.isArray(said.disclosures)) {
    findings.add('ENTRY_UNREADABLE', where);
    return undefined;
  }
  const disclosures = (said.disclosures as { custodian: string; entry: Record<string, unknown> }[]).map((one) => {
    // Hub and custodian call people and cases by different ids: neither is part of what is compared.
    const { person: _, caseId: __, ...what } = one.entry;
    return { custodian: one.custodian, digest: digestOf(canonical(what)) };
  });
  return { id: said.id, at, rid: said.rid, disclosures };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 8785, for what JSON of whole numbers can hold. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const object = value as Record<string, unknown>;
  const properties = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`);
  return `{${properties.join(',')}}`;
}
