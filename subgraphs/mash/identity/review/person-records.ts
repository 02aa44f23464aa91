import type { DataSource, EntityManager } from 'typeorm';
import type { SourceIdentity } from '../compose-person';
import type { SearchScope } from '../search/find-candidates';

/** One agency record of a hub person, with whether the reader may know of it. */
export interface PersonRecord extends SourceIdentity {
  readonly ref: number;
  readonly person: string;
  readonly hub: string;
  /** The hub's own number of the record. */
  readonly ownHub: string;
  readonly visible: boolean;
}

/** Every record of these people as linked now, by person. */
export async function loadRecords(
  hubs: readonly string[],
  scope: Pick<SearchScope, 'agencies' | 'people'>,
  db: DataSource | EntityManager,
): Promise<Map<string, PersonRecord[]>> {
  const rows: PersonRecord[] = await db.query(
    `select ref, agency, person, hub, own_hub as "ownHub", identity, nhs_number as "nhsNumber",
       protect_location as "protectLocation", protect_identity as "protectIdentity",
       (agency = any($2::text[]) or hub = any($3::uuid[])) as visible
     from agency_person where hub = any($1::uuid[]) and identity is not null order by hub, agency, person`,
    [[...new Set(hubs)], scope.agencies, scope.people],
  );
  const people = new Map<string, PersonRecord[]>();
  for (const row of rows) {
    people.set(row.hub, [...(people.get(row.hub) ?? []), row]);
  }
  return people;
}
