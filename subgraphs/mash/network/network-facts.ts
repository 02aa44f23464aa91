import type { DataSource } from 'typeorm';
import type { PersonAddress, RelationshipType } from '../../../common/person';
import { lookUp, rowsOfEach } from '../../../common/rows-of-each';
import { RECORDS_OF_HUBS } from '../identity/people';
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

const RESIDENCE = 'record.hub, record.agency, lived.keys, lived.address, lived.valid_from as "from"';
const ON_THAT_DAY = '(lived.valid_from is null or lived.valid_from <= $2) and (lived.valid_to is null or lived.valid_to >= $2)';
const ADDRESSES_OF_RECORD = lookUp({
  as: 'lived',
  table: 'agency_address',
  where: 'agency = record.agency and person = record.person',
});
const ADDRESSES_AT_PLACES = rowsOfEach({
  as: 'lived',
  table: 'agency_address',
  where: 'keys @> array[each_key]',
  keys: '$1::text[]',
});
const RECORD_AT_ADDRESS = recordOf('record', 'lived.agency', 'lived.person');
const TIES_FROM = lookUp({
  as: 'held',
  table: 'agency_relationship',
  where: 'agency = record.agency and person = record.person',
});
const TIES_TO = lookUp({ as: 'held', table: 'agency_relationship', where: 'agency = record.agency and other = record.person' });

function recordOf(as: string, agency: string, person: string): string {
  return lookUp({ as, table: 'agency_person', where: `agency = ${agency} and person = ${person} and identity is not null` });
}

/** Where these people live on that day. */
export function findResidences(hubs: readonly string[], today: string, db: DataSource): Promise<Residence[]> {
  return db.query(`select ${RESIDENCE} from ${RECORDS_OF_HUBS} ${ADDRESSES_OF_RECORD} where ${ON_THAT_DAY}`, [hubs, today]);
}

/** Who lives at these places on that day. */
export function findResidents(keys: readonly string[], today: string, db: DataSource): Promise<Residence[]> {
  // One that goes by two of the keys is found by both.
  return db.query(`select distinct ${RESIDENCE} from ${ADDRESSES_AT_PLACES} ${RECORD_AT_ADDRESS} where ${ON_THAT_DAY}`, [
    keys,
    today,
  ]);
}

/**
 * Every tie that one of these people is an end of, whoever said it. Not between two records of one person; not between a child before
 * and after adoption, who are sealed from each other.
 */
export async function findTies(hubs: readonly string[], db: DataSource): Promise<Tie[]> {
  const ties: Tie[] = await db.query(
    `with tie as (
       select held.* from ${RECORDS_OF_HUBS} ${TIES_FROM} union select held.* from ${RECORDS_OF_HUBS} ${TIES_TO})
     select tie.agency, near.hub, far.hub as other, tie.type, tie.valid_from as "from", tie.valid_to as "to",
       tie.parental_responsibility as "parentalResponsibility"
     from tie ${recordOf('near', 'tie.agency', 'tie.person')} ${recordOf('far', 'tie.agency', 'tie.other')}
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
     from ${RECORDS_OF_HUBS} group by hub`,
    [hubs],
  );
  return new Map(rows.map((row) => [row.hub, row]));
}
