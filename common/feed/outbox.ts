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
  `(array_agg(${column} order by known_from desc, record_key) filter (where ${column} is not null))[1] as ${column}`;

/** Everything that any of the agency's sources lists, each once; `lists` holds a list of each source. */
const together = (lists: string): string =>
  `(select jsonb_agg(distinct item) from jsonb_array_elements(held.${lists}) list, jsonb_array_elements(list) item)`;

const lists = (column: string): string => `jsonb_agg(${column}) filter (where ${column} is not null) as ${column}`;

/** Person by person, whatever the planner guesses of a table that is just being filled. */
const PERSON = `insert into outbox (type, person, payload)
  select 'person', wanted.person, jsonb_build_object('type', 'person', 'person', wanted.person, 'identity',
    case when held.sources > 0 then jsonb_strip_nulls(jsonb_build_object(
      'lifeStage', coalesce(held.known_stage, 'UNKNOWN'), 'names', coalesce(${together('names')}, '[]'),
      'dateOfBirth', held.date_of_birth, 'expectedDate', held.expected_date, 'sex', held.sex, 'nhsNumber', held.nhs_number,
      'upn', held.upn, 'formerUpns', ${together('former_upns')}, 'ethnicity', held.ethnicity,
      'addresses', coalesce(${together('addresses')}, '[]'), 'protect', ${together('protect')}, 'deceasedOn', held.deceased_on)) end)
  from unnest($1::text[]) as wanted (person)
  cross join lateral (
    select count(*) as sources,
      (array_agg(life_stage order by known_from desc, record_key) filter (where life_stage <> 'UNKNOWN'))[1] as known_stage,
      ${['date_of_birth', 'expected_date', 'sex', 'nhs_number', 'upn', 'ethnicity', 'deceased_on'].map(latest).join(', ')},
      ${['names', 'former_upns', 'addresses', 'protect'].map(lists).join(', ')}
    from agency_person where person_id = wanted.person and ${TOLD}) held
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
