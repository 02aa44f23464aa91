import type { DataSource } from 'typeorm';
import type { Principal } from '../../../common/access/subject';
import { type CaseRow, findCases } from '../cases/case-store';
import { levelOf } from '../cases/reachable-cases';
import type { AccessLogEntry } from './access-log-entry';
import type { CaseTerms, LedgerKind } from './ledger-entry';
import { record } from './record';

/** Commits one entry; when this returns, what it speaks of may be released (design D8). */
export async function commitAccess(
  entry: AccessLogEntry,
  principal: Principal,
  { database, now }: { readonly database: DataSource; readonly now: Date },
): Promise<void> {
  const entries = entry.disclosures.map((disclosure) => disclosure.entry);
  const ids = distinct(entries.map(({ caseId }) => caseId));
  const cases = ids.length === 0 ? new Map<string, CaseRow>() : await findCases(ids, database);
  await record(database, {
    kind: kindOf(entry),
    at: now,
    by: principal,
    persons: distinct(entries.map(({ person }) => person)),
    cases: [...cases.values()].map(termsOf),
    disclosures: entry.disclosures,
    unavailable: entry.unavailable,
    operation: { name: entry.operationName, hash: entry.operationHash },
    ...(entry.refused.length > 0 ? { detail: { refused: entry.refused } } : {}),
  });
}

/** Fields of the hub that make a response something more to whoever reads the ledger; the first that was released says what. */
const MARKS: readonly (readonly [field: string, kind: LedgerKind])[] = [
  ['Query.subjectAccessPack', 'SUBJECT_ACCESS'],
  ['Query.unusualAccess', 'AUDIT_REPORT'],
  ['Query.accessLog', 'AUDIT_REPORT'],
  ['Child.accessLog', 'AUDIT_REPORT'],
  ['Query.findChildren', 'SEARCH'],
];

function kindOf({ kind, disclosures }: AccessLogEntry): LedgerKind {
  if (kind !== 'RESPONSE') return kind;
  const fields = new Set(disclosures.flatMap(({ entry }) => entry.released.flatMap((one) => one.fields)));
  return MARKS.find(([field]) => fields.has(field))?.[1] ?? kind;
}

/** A case as the ledger tells of it. */
export const termsOf = (row: CaseRow): CaseTerms => ({
  id: row.id,
  reference: row.reference,
  purpose: row.purpose,
  basis: row.basis,
  level: levelOf(row),
});

const distinct = (values: readonly (string | undefined)[]): string[] =>
  [...new Set(values.filter((value) => value !== undefined))].sort();
