import type { DataSource, EntityManager } from 'typeorm';
import { lookUp, rowsOfEach } from '../../../../common/rows-of-each';

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

/**
 * Changes with every mark, and a moment before the mark is there to be read. Whoever remembers it learns that nothing about people or
 * cases was changed since, without looking at them.
 */
export async function lastMark(db: DataSource): Promise<string> {
  const [row]: { last: string }[] = await db.query(
    `select coalesce(pg_sequence_last_value(pg_get_serial_sequence('threshold_due', 'id')), 0)::text as last`,
  );
  return row?.last ?? '';
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

const CASES_THAT_WEIGHED = rowsOfEach({
  ...{ as: 'kept', table: 'case_threshold', keys: '$1::uuid[]' },
  where: 'people @> array[each_key]',
});
const CASES_ABOUT = lookUp({ as: 'about', table: 'case_subject', where: 'person = same.id' });

/**
 * Open cases whose advice may weigh somebody of these: the circle as it was when the advice was last worked out, and whoever is a
 * subject now under any id they ever had.
 *
 * @param around these people, and those they live with today.
 */
export async function casesAround(around: readonly string[], db: DataSource | EntityManager): Promise<string[]> {
  if (around.length === 0) return [];
  const rows: { id: string }[] = await db.query(
    `with recursive same (id) as (
       select unnest($1::uuid[]) union select r.from_hub from same join hub_person_redirect r on r.to_hub = same.id)
     select kept.case_id as id from ${CASES_THAT_WEIGHED}
     union
     select c.id from same ${CASES_ABOUT} ${lookUp({ as: 'c', table: '"case"', where: "id = about.case_id and status = 'OPEN'" })}`,
    [around],
  );
  return rows.map(({ id }) => id);
}

const CASES_AWAITING = lookUp({
  ...{ as: 'waiting', table: 'case_threshold' },
  where: "awaiting <> '{}' and awaiting @> array[f.agency]",
});

/** Open cases that were worked out on another basis, and those an agency has told of since. */
export async function casesBehind(basis: string, most: number, db: DataSource | EntityManager): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    // In the order of the index: nearly always none is behind, and none is looked at then.
    `(select case_id as id from case_threshold where basis < $1 order by basis limit $2)
     union all (select case_id from case_threshold where basis > $1 order by basis limit $2)
     union all (select waiting.case_id from feed_state f ${CASES_AWAITING} join "case" c on c.id = waiting.case_id
       where f.answered_for > c.opened_at limit $2)
     limit $2`,
    [basis, most],
  );
  return [...new Set(rows.map(({ id }) => id))];
}
