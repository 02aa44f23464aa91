import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from '../../../common/access/subject';
import type { Purposes } from '../../../common/access/purposes';
import type { CaseClaims } from '../access/views';
import { viewpointKey } from './viewpoint-key';
import { CASE_COLUMNS, type CaseRow } from './case-store';

/** A case that the principal may use, with the purpose through which they reach it. */
export interface ReachableCase extends CaseRow {
  readonly through: string;
}

export interface Reach {
  readonly principal: Principal;
  readonly purposes: Purposes;
  /** Hub ids, of today and before, whose cases this principal must not reach (`own-ties`). */
  readonly barred: readonly string[];
  now(): Date;
  /** Only cases reached for this purpose; the case's own first, when absent. */
  readonly purpose?: string;
}

/** Purposes that look back at a case of any other purpose. */
export const REVIEWING: readonly string[] = ['DECISION_REVIEW', 'AUDIT'];

/** A case for which nobody has set a level yet is read as the lowest. */
export const levelOf = (row: Pick<CaseRow, 'level'>): number => row.level ?? 1;

/** Parameters $1 to $3 of `REACHABLE`. */
export function reachParameters({ principal, purposes, barred, now, purpose }: Reach): unknown[] {
  const ways = [...purposes.values()]
    .filter((one) => one.case === 'required' && one.roles.some((role) => principal.roles.includes(role)))
    .filter(({ id }) => purpose === undefined || id === purpose)
    .map(({ id, needsAssignment, fromLevel, toLevel, bases, roles }) => ({
      ...{ id, needsAssignment, fromLevel, toLevel, bases },
      ...{ reviewing: REVIEWING.includes(id), barred, at: now().toISOString() },
      viewpoint: viewpointKey(
        id,
        principal.roles.filter((role) => roles.includes(role)),
      ),
    }));
  return [JSON.stringify(ways), principal.sub, [...principal.teams]];
}

/**
 * The same question as `mayPursue`, asked of all cases at once inside the database, so that lists, counts and cursors never
 * see a case that the caller may not know of. Gives alias `c`, `way.id` and `way.viewpoint`.
 */
export const REACHABLE = `"case" c
  -- Asked first: most cases are assigned elsewhere, and are not looked at at all unless there is a way that needs no assignment.
  join (
    select a.case_id as id from case_assignment a where a.member = $2 or a.team = any($3::text[])
    union select any_case.id from "case" any_case where $1::jsonb @> '[{"needsAssignment": false}]'
  ) mine on mine.id = c.id
  join lateral (
    select way.id, way.viewpoint
    from jsonb_to_recordset($1::jsonb) as way (id text, reviewing boolean, "needsAssignment" boolean, "fromLevel" int, "toLevel" int, bases jsonb,
      barred jsonb, at timestamptz, viewpoint text)
    where (way.reviewing or way.id = c.purpose)
      and coalesce(c.level, 1) between way."fromLevel" and way."toLevel"
      and way.bases ? c.basis
      -- Emergency access is over when it is over, for whoever looks at records; an audit is of what was.
      and (way.id = 'AUDIT' or c.ends_at is null or c.ends_at > way.at)
      and (not way."needsAssignment" or exists (
        select from case_assignment a where a.case_id = c.id and (a.member = $2 or a.team = any($3::text[]))
          and (a.ends_at is null or a.ends_at > way.at)))
      and not exists (select from case_subject own where own.case_id = c.id and way.barred ? own.person::text)
    order by way.reviewing, way.id
    limit 1
  ) way on true`;

/** The case, if the principal may use it. */
export async function findReachableCase(
  id: string,
  reach: Reach,
  database: DataSource | EntityManager,
): Promise<ReachableCase | undefined> {
  const [row]: ReachableCase[] = await database.query(
    `select ${CASE_COLUMNS}, way.id as through from ${REACHABLE} where c.id = $4::uuid`,
    [...reachParameters(reach), id],
  );
  return row;
}

/** Open cases whose subjects are among these people, under any id they ever had. */
export async function findOpenCasesAbout(
  people: readonly string[],
  reach: Reach,
  database: DataSource,
): Promise<ReachableCase[]> {
  return database.query(
    `select ${CASE_COLUMNS}, way.id as through from ${REACHABLE}
     where c.status = 'OPEN' and c.id in (
       with recursive same (id) as (
         select unnest($4::uuid[]) union select r.from_hub from same join hub_person_redirect r on r.to_hub = same.id)
       select s.case_id from case_subject s where s.person in (select id from same))
     order by c.opened_at, c.id`,
    [...reachParameters(reach), people],
  );
}

/**
 * What a case lets its holder ask for. Of somebody's roles only those that may pursue the purpose go into it: a second role
 * of theirs must not widen what the first may see.
 */
export function claimsOf(row: ReachableCase, { principal, purposes }: Pick<Reach, 'principal' | 'purposes'>): CaseClaims {
  const allowed = purposes.get(row.through)?.roles ?? [];
  return {
    sub: principal.sub,
    agency: principal.agency,
    roles: principal.roles.filter((role) => allowed.includes(role)),
    purpose: row.through,
    caseId: row.id,
    level: levelOf(row),
    basis: row.basis,
    rid: principal.rid,
  };
}
