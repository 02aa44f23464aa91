import type { DataSource } from 'typeorm';
import { badInput } from '../../../common/errors';
import { normaliseNhsNumber } from '../../../common/identifiers';
import { isId } from '../cases/case-store';
import type { HubContext } from '../context';
import { findHouseholds } from '../network/household';

/** How somebody is bound to a person whose record they must not look up. */
export type Tie = 'SELF' | 'FAMILY' | 'OTHER';

/** What was asked for when it touched somebody's own people. */
export type Attempt = 'CHILD' | 'CASE' | 'CONTACT' | 'EMERGENCY';

/**
 * Whom a member of staff must not look up: the people they declared, and whoever lives with those. Every id that ever stood for
 * them is among them, since a case keeps the id that it was opened with.
 */
export async function barredFor(member: string, database: DataSource): Promise<string[]> {
  const declared: { hub: string }[] = await database.query(
    `select distinct p.hub::text as hub from own_tie t join agency_person p on p.nhs_number = t.nhs_number
     where t.member = $1 and p.identity is not null`,
    [member],
  );
  if (declared.length === 0) return [];
  const households = await findHouseholds(
    declared.map(({ hub }) => hub),
    database,
  );
  const people = [...declared.map(({ hub }) => hub), ...[...households.values()].flat().map(({ person }) => person)];
  const rows: { id: string }[] = await database.query(
    `with recursive same (id) as (
       select unnest($1::uuid[]) union select r.from_hub from same join hub_person_redirect r on r.to_hub = same.id)
     select id::text from same`,
    [people],
  );
  return rows.map(({ id }) => id);
}

/** What each agency calls the people whom this member must not look up, by registry name. */
export async function ownIdsByAgency(member: string, database: DataSource): Promise<Map<string, string[]>> {
  const barred = await barredFor(member, database);
  if (barred.length === 0) return new Map();
  const rows: { agency: string; ids: string[] }[] = await database.query(
    'select agency, array_agg(person order by person) as ids from agency_person where hub = any($1::uuid[]) group by agency',
    [barred],
  );
  return new Map(rows.map(({ agency, ids }) => [agency, ids]));
}

/** Declares that the caller must not look up whoever has this NHS number. @throws BAD_USER_INPUT */
export async function declareTie(nhsNumber: string, tie: Tie, { database, principal, now }: HubContext): Promise<void> {
  const number = normaliseNhsNumber(nhsNumber);
  if (number === undefined) throw badInput('nhsNumber: must be ten digits whose check digit holds');
  await database.query(
    `insert into own_tie (member, nhs_number, tie, declared_at) values ($1, $2, $3, $4)
     on conflict (member, nhs_number) do update set tie = excluded.tie`,
    [principal.sub, number, tie, now()],
  );
}

/** Reports to the auditor that the caller asked for people of their own; of anybody else it says nothing. */
export async function reportOwn(what: Attempt, people: readonly (string | undefined)[], context: HubContext): Promise<void> {
  const { barred, database, principal, now } = context;
  const own = people.find((id) => id !== undefined && barred.includes(id));
  if (own === undefined) return;
  await database.query('insert into own_tie_attempt (at, member, agency, rid, what, person) values ($1, $2, $3, $4, $5, $6)', [
    now(),
    principal.sub,
    principal.agency,
    principal.rid,
    what,
    own,
  ]);
}

/** The same of a case that read as absent. */
export async function reportOwnCase(caseId: string, context: HubContext): Promise<void> {
  if (context.barred.length === 0 || !isId(caseId)) return;
  const subjects: { person: string }[] = await context.database.query(
    'select person::text from case_subject where case_id = $1',
    [caseId],
  );
  await reportOwn(
    'CASE',
    subjects.map(({ person }) => person),
    context,
  );
}

export interface AttemptRow {
  readonly at: Date;
  readonly member: string;
  readonly agency: string;
  readonly what: Attempt;
}

/** The latest first, at most 500. Whom they asked for stays out: the auditor learns that somebody did. */
export const findAttempts = (database: DataSource): Promise<AttemptRow[]> =>
  database.query('select at, member, agency, what from own_tie_attempt order by id desc limit 500');
