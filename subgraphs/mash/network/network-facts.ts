import type { DataSource } from 'typeorm';
import type { PersonAddress, RelationshipType } from '../../../common/person';
import { findSealed } from './sealed';

/** One agency's word on where a hub person lives now. */
export interface Residence {
  readonly hub: string;
  readonly agency: string;
  readonly keys: readonly string[];
  readonly address: PersonAddress;
  readonly from: string | null;
}

/** One agency's word that `hub` is `type` of `other`. */
export interface Tie {
  readonly agency: string;
  readonly hub: string;
  readonly other: string;
  readonly type: RelationshipType;
  readonly from: string | null;
  readonly to: string | null;
  readonly parentalResponsibility: boolean | null;
}

/** What decides how a person may appear beside another. */
export interface Standing {
  readonly hub: string;
  readonly protectLocation: boolean;
  readonly protectIdentity: boolean;
}

const RESIDENCE = `select person.hub, person.agency, lived.keys, lived.address, lived.valid_from as "from"
  from agency_address as lived
  join agency_person as person on person.agency = lived.agency and person.person = lived.person
  where person.identity is not null and (lived.valid_from is null or lived.valid_from <= $2)
    and (lived.valid_to is null or lived.valid_to >= $2) and `;

/** Where these people live on that day. */
export function findResidences(hubs: readonly string[], today: string, db: DataSource): Promise<Residence[]> {
  return db.query(`${RESIDENCE} person.hub = any($1::uuid[])`, [hubs, today]);
}

/** Who lives at these places on that day. */
export function findResidents(keys: readonly string[], today: string, db: DataSource): Promise<Residence[]> {
  return db.query(`${RESIDENCE} lived.keys && $1::text[]`, [keys, today]);
}

/**
 * Every tie that one of these people is an end of, whoever said it. Not between two records of one person; not between a child before
 * and after adoption, who are sealed from each other.
 */
export async function findTies(hubs: readonly string[], db: DataSource): Promise<Tie[]> {
  const ties: Tie[] = await db.query(
    `with mine as (select agency, person from agency_person where hub = any($1::uuid[]) and identity is not null),
     tie as (
       select held.* from mine join agency_relationship as held on held.agency = mine.agency and held.person = mine.person
       union
       select held.* from mine join agency_relationship as held on held.agency = mine.agency and held.other = mine.person)
     select tie.agency, near.hub, far.hub as other, tie.type, tie.valid_from as "from", tie.valid_to as "to",
       tie.parental_responsibility as "parentalResponsibility"
     from tie
     join agency_person as near on near.agency = tie.agency and near.person = tie.person and near.identity is not null
     join agency_person as far on far.agency = tie.agency and far.person = tie.other and far.identity is not null
     where near.hub <> far.hub
     order by tie.agency, tie.person, tie.other, tie.type`,
    [hubs],
  );
  const sealed = await findSealed(hubs, db);
  return ties.filter(({ hub, other }) => !sealed.get(hub)?.has(other));
}

export async function findStandings(hubs: readonly string[], db: DataSource): Promise<Map<string, Standing>> {
  const rows: Standing[] = await db.query(
    `select hub, bool_or(protect_location) as "protectLocation", bool_or(protect_identity) as "protectIdentity"
     from agency_person where hub = any($1::uuid[]) and identity is not null group by hub`,
    [hubs],
  );
  return new Map(rows.map((row) => [row.hub, row]));
}
