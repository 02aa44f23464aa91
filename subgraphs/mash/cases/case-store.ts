import type { DataSource, EntityManager } from 'typeorm';
import type { Basis } from '../../../common/access/subject';
import { rowsOfEach } from '../../../common/rows-of-each';

export type CaseStatus = 'OPEN' | 'CLOSED';
export type Consent = 'GIVEN' | 'REFUSED' | 'NOT_SOUGHT';

/** A case as stored. Its level is null until somebody has set it. */
export interface CaseRow {
  readonly id: string;
  readonly reference: string;
  readonly status: CaseStatus;
  readonly level: number | null;
  readonly purpose: string;
  readonly basis: Basis;
  readonly reason: string;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly closedAt: Date | null;
  /** When emergency access through it ends; null for any other case. */
  readonly endsAt: Date | null;
  /** What became of asking the family; null where nobody recorded it. */
  readonly consent: Consent | null;
  readonly consentReason: string | null;
  /** Teams it is assigned to, in alphabetical order. */
  readonly teams: readonly string[];
}

/** Of alias `c`: what ended by itself is closed like any other. */
export const CASE_STATUS = `case when c.ends_at <= now() then 'CLOSED' else c.status end`;

export const CASE_COLUMNS = `c.id, c.reference, ${CASE_STATUS} as status, c.level, c.purpose, c.basis, c.reason,
  c.opened_at as "openedAt", c.opened_by as "openedBy", coalesce(c.closed_at, case when c.ends_at <= now() then c.ends_at end) as "closedAt",
  c.ends_at as "endsAt", c.consent, c.consent_reason as "consentReason",
  array(select a.team from case_assignment a where a.case_id = c.id and a.team is not null and (a.ends_at is null or a.ends_at > now()) order by a.team) as teams`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Ids come from outside: what is not one of ours cannot be known, and must not become a database error. */
export const isId = (value: string): boolean => UUID.test(value);

/** Stands for whoever is to read as absent, so that asking about them takes the same way as about any other. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

export async function findCases(ids: readonly string[], database: DataSource | EntityManager): Promise<Map<string, CaseRow>> {
  const rows: CaseRow[] = await database.query(`select ${CASE_COLUMNS} from "case" c where c.id = any($1::uuid[])`, [
    ids.filter(isId),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

const SUBJECTS_OF_CASES = rowsOfEach({ as: 'subject', table: 'case_subject', where: 'case_id = each_key', keys: '$1::uuid[]' });

/** The people each case was opened about, as stored, in the order they were named. */
export async function findSubjects(caseIds: readonly string[], database: DataSource): Promise<Map<string, string[]>> {
  const rows: { caseId: string; people: string[] }[] = await database.query(
    `select case_id as "caseId", array_agg(person::text order by position) as people
     from ${SUBJECTS_OF_CASES} group by case_id`,
    [caseIds.filter(isId)],
  );
  return new Map(rows.map(({ caseId, people }) => [caseId, people]));
}
