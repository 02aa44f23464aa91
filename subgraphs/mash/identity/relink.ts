import type { EntityManager } from 'typeorm';
import { assignHubIds, type HubId, type Placed } from './hub-ids';
import { type LinkRecord, partition } from './partition';

/** Where linking has to look again: changed records, and identifiers that some of them no longer bear. */
export interface Seeds {
  readonly records: readonly { readonly agency: string; readonly person: string }[];
  readonly nhsNumbers: readonly string[];
  readonly upns: readonly string[];
}

/** Decides anew who is one person among everybody reachable from the seeds by a shared identifier, and stores it. */
export async function relink(tx: EntityManager, seeds: Seeds): Promise<void> {
  if (seeds.records.length === 0) {
    return;
  }
  const former = await formerHubs(tx, seeds);
  const records = await reachable(tx, seeds);
  const { groups, doubts } = partition(records);
  const { ids, redirects } = assignHubIds(groups);
  const hubOf = new Map(groups.flatMap((group, index) => group.map((record) => [record, ids[index] as string] as const)));
  const moved = records.filter((record) => hubOf.get(record) !== record.hub.id);
  await tx.query(
    `update agency_person as kept set hub = moved.hub
     from unnest($1::text[], $2::text[], $3::uuid[]) as moved (agency, person, hub)
     where kept.agency = moved.agency and kept.person = moved.person`,
    [moved.map(({ agency }) => agency), moved.map(({ person }) => person), moved.map((record) => hubOf.get(record))],
  );
  await writeRedirects(tx, ids, redirects);
  const doubtful = doubts.flatMap((agencies, index) => [...agencies].map((agency) => ({ hub: ids[index], agency })));
  await writeDoubts(tx, [...former, ...ids, ...redirects.keys()], doubtful);
}

interface Record extends LinkRecord, Placed {}

interface Row extends LinkRecord {
  readonly own: string;
  readonly ownAge: string;
  readonly hub: string;
  readonly hubAge: string;
}

const RECORD = `select person.agency, person.person, person.birth, person.nhs_number as "nhsNumber", person.upns, person.given,
    person.own_hub as own, own.age as "ownAge", person.hub, hub.age as "hubAge"
  from agency_person as person
  join hub_person as own on own.id = person.own_hub
  join hub_person as hub on hub.id = person.hub
  where person.identity is not null and `;

/** Steps outwards by identifiers and by the person they are linked to so far, until no new record appears. */
async function reachable(tx: EntityManager, seeds: Seeds): Promise<Record[]> {
  const found = new Map<string, Record>();
  const asked = { nhs: new Set<string>(), upns: new Set<string>(), hubs: new Set<string>() };
  let rows: Row[] = await tx.query(`${RECORD} (person.agency, person.person) in (select * from unnest($1::text[], $2::text[]))`, [
    seeds.records.map(({ agency }) => agency),
    seeds.records.map(({ person }) => person),
  ]);
  let [nhsNumbers, upns] = [seeds.nhsNumbers, seeds.upns];
  while (rows.length > 0 || nhsNumbers.length > 0 || upns.length > 0) {
    for (const row of rows) {
      found.set(JSON.stringify([row.agency, row.person]), recordOf(row));
    }
    const next = {
      nhs: unasked(asked.nhs, [...nhsNumbers, ...rows.flatMap((row) => row.nhsNumber ?? [])]),
      upns: unasked(asked.upns, [...upns, ...rows.flatMap((row) => row.upns)]),
      hubs: unasked(
        asked.hubs,
        rows.map((row) => row.hub),
      ),
    };
    const near: Row[] = await tx.query(
      `${RECORD} person.nhs_number = any($1::text[]) union all ${RECORD} person.upns && $2::text[]
       union all ${RECORD} person.hub = any($3::uuid[])`,
      [next.nhs, next.upns, next.hubs],
    );
    rows = near.filter((row) => !found.has(JSON.stringify([row.agency, row.person])));
    [nhsNumbers, upns] = [[], []];
  }
  // The order decides nothing, but a settled one keeps the writes of two runs alike.
  return [...found.values()].sort((left, right) => left.own.age - right.own.age);
}

function unasked(asked: Set<string>, values: readonly string[]): string[] {
  const fresh = [...new Set(values)].filter((value) => !asked.has(value));
  for (const value of fresh) {
    asked.add(value);
  }
  return fresh;
}

function recordOf({ own, ownAge, hub, hubAge, ...rest }: Row): Record {
  const id = (value: string, age: string): HubId => ({ id: value, age: Number(age) });
  return { ...rest, own: id(own, ownAge), hub: id(hub, hubAge) };
}

/** Persons the changed records belonged to: a doubt about them may have gone with a withdrawn record. */
async function formerHubs(tx: EntityManager, { records }: Seeds): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `select unnest(array[own_hub, hub]) as id from agency_person
     where (agency, person) in (select * from unnest($1::text[], $2::text[]))`,
    [records.map(({ agency }) => agency), records.map(({ person }) => person)],
  );
  return rows.map(({ id }) => id);
}

/** Ids in use lead nowhere else; ids merged away lead to the person that took them. */
async function writeRedirects(tx: EntityManager, ids: readonly string[], redirects: ReadonlyMap<string, string>): Promise<void> {
  await tx.query('delete from hub_person_redirect where from_hub = any($1::uuid[])', [[...ids, ...redirects.keys()]]);
  await tx.query('insert into hub_person_redirect (from_hub, to_hub) select * from unnest($1::uuid[], $2::uuid[])', [
    [...redirects.keys()],
    [...redirects.values()],
  ]);
}

async function writeDoubts(
  tx: EntityManager,
  decided: readonly string[],
  doubts: readonly { readonly hub: string | undefined; readonly agency: string }[],
): Promise<void> {
  await tx.query('delete from doubtful_link where hub = any($1::uuid[])', [decided]);
  await tx.query('insert into doubtful_link (hub, agency) select * from unnest($1::uuid[], $2::text[])', [
    doubts.map(({ hub }) => hub),
    doubts.map(({ agency }) => agency),
  ]);
}
