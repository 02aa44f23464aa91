import type { EntityManager } from 'typeorm';
import { textArray } from '../publishing/sql-text';
import type { Signal } from '../signal';

/**
 * Events are written by the transaction that changes what they are about. One event per type and person is kept: a reader that
 * was away reads where things stand, and what was true of a person once does not lie about in a queue.
 */
const REPLACE = `on conflict (type, person) do update
  set id = excluded.id, xid = excluded.xid, at = excluded.at, payload = excluded.payload`;

/** What is sealed or retracted is no longer told: the identity becomes null and the relationship is gone. */
const TOLD = 'known_to is null and retracted_at is null and not sealed';

/** The latest of the agency's sources that says anything at all about `column`. */
const latest = (column: string): string =>
  `(array_agg(${column} order by known_from desc, record_key) filter (where ${column} is not null))[1]`;

/** Everything that any of the agency's sources lists under `column`, each once. */
const listed = (column: string): string =>
  `(select jsonb_agg(distinct item) from standing, jsonb_array_elements(standing.${column}) item where standing.person_id = wanted.person)`;

const PERSON = `with standing as (select * from agency_person where person_id = any($1::text[]) and ${TOLD})
  insert into outbox (type, person, payload)
  select 'person', wanted.person, jsonb_build_object('type', 'person', 'person', wanted.person, 'identity',
    case when count(held.row_id) > 0 then jsonb_strip_nulls(jsonb_build_object(
      'lifeStage', coalesce((array_agg(life_stage order by known_from desc, record_key) filter (where life_stage <> 'UNKNOWN'))[1], 'UNKNOWN'),
      'names', coalesce(${listed('names')}, '[]'), 'dateOfBirth', ${latest('date_of_birth')}, 'expectedDate', ${latest('expected_date')},
      'sex', ${latest('sex')}, 'nhsNumber', ${latest('nhs_number')}, 'upn', ${latest('upn')}, 'formerUpns', ${listed('former_upns')},
      'ethnicity', ${latest('ethnicity')}, 'addresses', coalesce(${listed('addresses')}, '[]'), 'protect', ${listed('protect')},
      'deceasedOn', ${latest('deceased_on')})) end)
  from unnest($1::text[]) as wanted (person)
  left join standing held on held.person_id = wanted.person
  group by wanted.person
  ${REPLACE}`;

const RELATIONSHIPS = `insert into outbox (type, person, payload)
  select 'relationships', wanted.person, jsonb_build_object('type', 'relationships', 'person', wanted.person, 'relationships', held.list)
  from unnest($1::text[]) as wanted (person)
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'type', type, 'of', of_person, 'from', valid_from, 'to', valid_to, 'parentalResponsibility', parental_responsibility))
      order by record_key), '[]') as list
    from agency_relationship where person_id = wanted.person and ${TOLD}) held
  ${REPLACE}`;

const SIGNALS = `insert into outbox (type, person, payload)
  select 'signals', person, jsonb_build_object('type', 'signals', 'person', person, 'signals', signals::jsonb)
  from unnest($1::text[], $2::text[]) as told (person, signals)
  ${REPLACE}`;

/** Tells who these people now are, read from the rows of the same transaction. */
export async function tellPersons(manager: EntityManager, people: ReadonlySet<string>): Promise<void> {
  if (people.size > 0) await manager.query(PERSON, [textArray([...people].sort())]);
}

/** Tells every relationship these people now hold. */
export async function tellRelationships(manager: EntityManager, people: ReadonlySet<string>): Promise<void> {
  if (people.size > 0) await manager.query(RELATIONSHIPS, [textArray([...people].sort())]);
}

/** Tells every signal that now stands for these people. */
export async function tellSignals(manager: EntityManager, signals: ReadonlyMap<string, readonly Signal[]>): Promise<void> {
  if (signals.size === 0) return;
  await manager.query(SIGNALS, [
    textArray([...signals.keys()]),
    textArray([...signals.values()].map((list) => JSON.stringify(list))),
  ]);
}
