import type { DataSource } from 'typeorm';
import type { Principal } from '../../../common/access/subject';
import { findCases, type CaseRow } from '../cases/case-store';
import { levelOf } from '../cases/reachable-cases';
import type { AccessLogEntry } from './access-log-entry';

/** Version of each custodian's agreement, by subgraph name. */
export type AgreementVersions = Readonly<Record<string, string>>;

/** Commits one row; when this returns, the answer it speaks of may be released (design D8). */
export async function commitAccess(
  entry: AccessLogEntry,
  principal: Principal,
  { database, versions, now }: { readonly database: DataSource; readonly versions: AgreementVersions; readonly now: Date },
): Promise<void> {
  const entries = entry.disclosures.map((disclosure) => disclosure.entry);
  const cases = await findCases(distinct(entries.map(({ caseId }) => caseId)), database);
  const custodians = distinct(entry.disclosures.map(({ custodian }) => custodian));
  await database.query(
    `insert into access_log (at, rid, member, agency, roles, operation_name, operation_hash, persons, cases, disclosures, agreements, unavailable)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      now,
      entry.rid,
      principal.sub,
      principal.agency,
      [...principal.roles],
      entry.operationName,
      entry.operationHash,
      distinct(entries.map(({ person }) => person)),
      JSON.stringify([...cases.values()].map(termsOf)),
      JSON.stringify(entry.disclosures),
      JSON.stringify(Object.fromEntries(custodians.map((name) => [name, versions[name] ?? null]))),
      [...entry.unavailable],
    ],
  );
}

const termsOf = (row: CaseRow) => ({
  id: row.id,
  reference: row.reference,
  purpose: row.purpose,
  basis: row.basis,
  level: levelOf(row),
});

const distinct = (values: readonly (string | undefined)[]): string[] =>
  [...new Set(values.filter((value) => value !== undefined))].sort();
