import type { DataSource } from 'typeorm';
import { isId } from '../cases/case-store';
import type { HubContext } from '../context';
import { findHouseholds } from '../network/household';
import { signInsIn } from './sign-ins';

/** How somebody is bound to a person whose record they must not look up. */
export type Tie = 'SELF' | 'FAMILY' | 'OTHER';

/** What was asked for when it touched somebody's own people. */
export type Attempt = 'CHILD' | 'CASE' | 'CONTACT' | 'EMERGENCY';

/** SQL: whether a row of `declared` has not been ended since. */
export const STANDS = 'not exists (select from own_tie_end e where e.tie = declared.id and e.ended_at >= declared.declared_at)';

/** Of each sign-in of the member's: by NHS number as the agencies tell it today, by id as the person is called today. */
const DECLARED = `
  with recursive declared as (
    select id, declared_at, nhs_number, null::uuid as person from own_tie where member in (${signInsIn('$1::text')})
    union all select id, declared_at, null, person from own_person where member in (${signInsIn('$1::text')})
  ), standing as (select nhs_number, person from declared where ${STANDS}),
  named (id) as (
    select person from standing where person is not null
    union select r.to_hub from named join hub_person_redirect r on r.from_hub = named.id
  )
  select distinct p.hub::text as hub from standing t join agency_person p on p.nhs_number = t.nhs_number where p.identity is not null
  union select id::text from named`;

/**
 * Whom a member of staff must not look up: the people they declared, and whoever lives with those. Every id that ever stood for
 * them is among them, since a case keeps the id that it was opened with.
 */
export async function barredFor(member: string, database: DataSource): Promise<string[]> {
  const declared: { hub: string }[] = await database.query(DECLARED, [member]);
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
