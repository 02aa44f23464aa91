import type { DataSource } from 'typeorm';
import type { PersonAddress, RelationshipType } from '../../../common/person';
import { lookUp, rowsOfEach } from '../../../common/rows-of-each';
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
const recordOf = (as: string, agency: string, person: string): string =>
  lookUp({ as, table: 'agency_person', where: `agency = ${agency} and person = ${person} and identity is not null` });
const INVOLVED_RECORDS = lookUp({
  ...{ as: 'person', table: 'agency_person' },
  where: 'hub = involved.hub and identity is not null',
});
const recordsOf = (keys: string): string =>
  rowsOfEach({ as: 'person', table: 'agency_person', where: 'hub = each_key and identity is not null', keys });
const ADDRESSES = lookUp({
  ...{ as: 'lived', table: 'agency_address' },
  where: 'agency = person.agency and person = person.person',
});
const tiesOf = (end: 'person' | 'other'): string =>
  lookUp({ as: 'held', table: 'agency_relationship', where: `agency = person.agency and ${end} = person.person` });
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
    `with home as materialized (select person.hub, lived.keys from ${recordsOf('$2::uuid[]')} ${ADDRESSES} where ${CURRENT}),
     neighbour as materialized (
       select lived.keys from ${LIVED} where ${CURRENT} and lived.keys && ${KEYS} home where home.hub = any($1::uuid[]))),
     resident as materialized (
       select person.hub from ${LIVED}
       where ${CURRENT} and lived.keys && ${KEYS} (select keys from home union all select keys from neighbour) as place))
     select person.hub, person.agency, lived.keys, lived.address, lived.valid_from as "from"
     from (select hub from resident union select unnest($2::uuid[])) as involved
     ${INVOLVED_RECORDS} ${ADDRESSES} where ${CURRENT}`,
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
    `with tie as (
       select held.* from ${recordsOf('$1::uuid[]')} ${tiesOf('person')}
       union
       select held.* from ${recordsOf('$1::uuid[]')} ${tiesOf('other')})
     select tie.agency, near.hub, far.hub as other, tie.type, tie.valid_from as "from", tie.valid_to as "to",
       tie.parental_responsibility as "parentalResponsibility"
     from tie ${recordOf('near', 'tie.agency', 'tie.person')} ${recordOf('far', 'tie.agency', 'tie.other')}
     where near.hub <> far.hub
     order by tie.agency, tie.person, tie.other, tie.type`,
    [hubs],
  );
  return ties.filter(({ hub, other }) => !sealed.get(hub)?.has(other));
}
