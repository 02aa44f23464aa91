import type { DataSource, EntityManager } from 'typeorm';
import type { LinkExposure } from './decision.types';

/** An agency record with the person it belongs to now. */
export interface HeldRecord {
  readonly agency: string;
  readonly person: string;
  readonly hub: string;
  readonly ownHub: string;
}

/**
 * Who was shown the records of two people as those of one: every member to whom anything about the person was released since records
 * of both sides were linked, by the access log.
 */
export async function findExposures(
  staying: readonly HeldRecord[],
  leaving: readonly HeldRecord[],
  db: DataSource | EntityManager,
): Promise<LinkExposure[]> {
  const hub = staying[0]?.hub;
  const since = later(await joinedFirst(staying, db), await joinedFirst(leaving, db));
  return db.query(
    `with recursive same (id) as (
       select $1::uuid union select redirect.from_hub from same join hub_person_redirect as redirect on redirect.to_hub = same.id),
     seen as (
       select log.member, log.agency, log.at, log.cases, shown.categories from access_log as log
       join lateral (
         select array_agg(distinct concat(told ->> 'custodian', '/', released ->> 'category')) as categories
         from jsonb_array_elements(log.disclosures) as told, jsonb_array_elements(told #> '{entry,released}') as released
         where told #>> '{entry,person}' in (select id::text from same)) as shown on shown.categories is not null
       where log.persons && array(select id::text from same) and log.at >= coalesce($2::timestamptz, '-infinity'))
     select seen.member, coalesce(max(register.display_name), seen.member) as "displayName", max(seen.agency) as agency,
       min(seen.at) as "firstAt", max(seen.at) as "lastAt", count(distinct seen.at)::int as times,
       coalesce(array_agg(distinct through.reference) filter (where through.reference is not null), '{}') as cases,
       array_agg(distinct category) as categories
     from seen
     cross join lateral unnest(seen.categories) as category
     left join lateral jsonb_to_recordset(seen.cases) as through (reference text) on true
     left join lateral (
       select display_name from member where member.issuer || '|' || member.subject = seen.member order by valid_from desc limit 1
     ) as register on true
     group by seen.member order by max(seen.at) desc, seen.member`,
    [hub, since],
  );
}

/** When the first of these records came to the person they belong to; null: one of them was there from the beginning. */
async function joinedFirst(records: readonly HeldRecord[], db: DataSource | EntityManager): Promise<Date | null> {
  if (records.some(({ hub, ownHub }) => hub === ownHub)) {
    return null;
  }
  const [row]: { at: Date | null }[] = await db.query(
    `select min(joined.at) as at from unnest($1::text[], $2::text[], $3::uuid[]) as record (agency, person, hub)
     join lateral (
       select max(change.at) as at from identity_change as change
       where change.agency = record.agency and change.person = record.person and change.to_hub = record.hub and change.kind = 'JOINED'
     ) as joined on true`,
    [records.map(({ agency }) => agency), records.map(({ person }) => person), records.map(({ hub }) => hub)],
  );
  return row?.at ?? null;
}

function later(one: Date | null, other: Date | null): Date | null {
  return one === null || other === null ? (one ?? other) : one > other ? one : other;
}
