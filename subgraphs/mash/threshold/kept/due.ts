import type { DataSource, EntityManager } from 'typeorm';

/**
 * Marks that advice is to be worked out again. A mark is written in the transaction of the fact that asks for it, so that neither
 * is there without the other.
 */

/** The hub ids that stand for these people of an agency now. */
export async function hubsOf(tx: EntityManager, agency: string, people: readonly string[]): Promise<string[]> {
  if (people.length === 0) return [];
  const rows: { hub: string }[] = await tx.query(
    'select distinct hub from agency_person where agency = $1 and person = any($2)',
    [agency, people],
  );
  return rows.map(({ hub }) => hub);
}

export async function markPeople(tx: EntityManager, hubs: readonly string[]): Promise<void> {
  if (hubs.length === 0) return;
  await tx.query('insert into threshold_due (person) select distinct unnest($1::uuid[])', [hubs]);
}

export async function markCase(tx: EntityManager, caseId: string): Promise<void> {
  await tx.query('insert into threshold_due (case_id) values ($1)', [caseId]);
}

/** After a feed was read anew: what is no longer told leaves no event of its own. */
export async function markOpenCases(tx: EntityManager): Promise<void> {
  await tx.query(`insert into threshold_due (case_id) select id from "case" where status = 'OPEN'`);
}

export interface Due {
  readonly cases: readonly string[];
  readonly people: readonly string[];
}

/** Takes the oldest marks; they are gone when the transaction commits, and back when it does not. */
export async function takeDue(tx: EntityManager, most: number): Promise<Due> {
  const [rows]: [{ caseId: string | null; person: string | null }[], number] = await tx.query(
    `delete from threshold_due where id in (select id from threshold_due order by id limit $1)
     returning case_id as "caseId", person`,
    [most],
  );
  return {
    cases: [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))],
    people: [...new Set(rows.flatMap(({ person }) => person ?? []))],
  };
}

/**
 * Open cases whose advice may weigh somebody of these: the circle as it was when the advice was last worked out, and whoever is a
 * subject now under any id they ever had.
 *
 * @param around these people, and those they live with today.
 */
export async function casesAround(around: readonly string[], db: DataSource | EntityManager): Promise<string[]> {
  if (around.length === 0) return [];
  const rows: { id: string }[] = await db.query(
    `select case_id as id from case_threshold where people && $1::uuid[]
     union
     select s.case_id from case_subject s join "case" c on c.id = s.case_id and c.status = 'OPEN'
     where s.person in (
       with recursive same (id) as (
         select unnest($1::uuid[]) union select r.from_hub from same join hub_person_redirect r on r.to_hub = same.id)
       select id from same)`,
    [around],
  );
  return rows.map(({ id }) => id);
}

/** Open cases that were worked out on another basis, and those an agency has told of since. */
export async function casesBehind(basis: string, most: number, db: DataSource | EntityManager): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `(select case_id as id from case_threshold where basis < $1 limit $2)
     union all (select case_id from case_threshold where basis > $1 limit $2)
     union all (select t.case_id from case_threshold t join "case" c on c.id = t.case_id
       where t.awaiting <> '{}' and exists (
         select from feed_state f where f.agency = any(t.awaiting) and f.answered_for > c.opened_at) limit $2)
     limit $2`,
    [basis, most],
  );
  return [...new Set(rows.map(({ id }) => id))];
}
