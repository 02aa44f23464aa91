import type { DataSource } from 'typeorm';
import type { PersonAddress, RelationshipType } from '../../../common/person';
import type { Sealed } from './sealed';

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

const LIVED =
  'agency_address as lived join agency_person as person on person.agency = lived.agency and person.person = lived.person';
const CURRENT = `person.identity is not null and (lived.valid_from is null or lived.valid_from <= $3)
    and (lived.valid_to is null or lived.valid_to >= $3)`;
const KEYS = 'array(select distinct unnest(keys) from';

/**
 * Where these people live on that day, those tied to them, and everybody at the places where any of these live: all their homes and not
 * only those that are shared, since another agency may say that they live elsewhere.
 *
 * @param tied hub ids of the people and of those tied to them.
 * @param today ISO date.
 */
export function findResidences(
  hubs: readonly string[],
  tied: readonly string[],
  today: string,
  db: DataSource,
): Promise<Residence[]> {
  // Places are looked up twice: one can go by two keys (UPRN, first line), and whoever must not be found may live there under the other.
  return db.query(
    `with home as materialized (select person.hub, lived.keys from ${LIVED} where ${CURRENT} and person.hub = any($2::uuid[])),
     neighbour as materialized (
       select lived.keys from ${LIVED} where ${CURRENT} and lived.keys && ${KEYS} home where home.hub = any($1::uuid[]))),
     resident as materialized (
       select person.hub from ${LIVED}
       where ${CURRENT} and lived.keys && ${KEYS} (select keys from home union all select keys from neighbour) as place))
     select person.hub, person.agency, lived.keys, lived.address, lived.valid_from as "from" from ${LIVED}
     where ${CURRENT} and person.hub = any(array(select hub from resident union select unnest($2::uuid[])))`,
    [hubs, tied, today],
  );
}

/**
 * Every tie that one of these people is an end of, whoever said it. Not between two records of one person; not between a child before
 * and after adoption, who are sealed from each other.
 *
 * @param sealed of these people.
 */
export async function findTies(hubs: readonly string[], sealed: Sealed, db: DataSource): Promise<Tie[]> {
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
  return ties.filter(({ hub, other }) => !sealed.get(hub)?.has(other));
}
