import type { DataSource } from 'typeorm';
import type { PersonIdentity } from '../../../../common/person';
import { soundex } from '../name-keys';
import type { SearchKeys } from './search-keys';

/** Of whom the searcher may know that they are known. */
export interface SearchScope {
  /** Registry names of agencies whose knowing of somebody they may know of. */
  readonly agencies: readonly string[];
  /** Hub ids, as in use today, of people in open cases of theirs: known to them through whichever agency. */
  readonly people: readonly string[];
  /** Hub ids whom the searcher must not look up, known or not. */
  readonly barred?: readonly string[];
}

/** One agency record that the searcher may know of. */
export interface SearchRow {
  readonly hub: string;
  readonly agency: string;
  readonly identity: PersonIdentity;
  readonly birth: string | null;
  readonly nhsNumber: string | null;
  readonly upns: readonly string[];
  readonly namesText: string;
  /** Empty when any agency protects where the person is. */
  readonly postcodes: readonly string[];
  readonly hidden: boolean;
}

/** More than this share a rough key only when the search says too little to be useful. */
const MOST_CANDIDATES = 500;

/**
 * Every visible record of the people who fit a key roughly, at most 500 people. Records outside the scope take no part, not
 * even in deciding who fits. Nobody under IDENTITY protection is found, because a match shows names; nobody under LOCATION
 * protection is found by a postcode, whichever agency knows it.
 */
export async function findCandidates(keys: SearchKeys, scope: SearchScope, db: DataSource): Promise<SearchRow[]> {
  const parameters: unknown[] = [scope.agencies, scope.people, scope.barred ?? []];
  const use = (value: unknown): string => `$${parameters.push(value)}`;
  const identified = identifiers(keys, use);
  const fits = [...identified, ...roughly(keys, use)];
  const words = use((keys.name ?? []).join(' '));
  return db.query(
    `with visible as not materialized (
       select * from agency_person
       where identity is not null and (agency = any($1::text[]) or hub = any($2::uuid[])) and hub <> all($3::uuid[])),
     fitting as (
       select hub, bool_or(${identified.join(' or ') || 'false'}) as identified, max(word_similarity(${words}, names_text)) as likeness
       from visible where ${fits.join(' or ')}
       group by hub order by identified desc, likeness desc, hub limit ${MOST_CANDIDATES})
     select visible.hub, visible.agency, visible.identity, visible.birth, visible.nhs_number as "nhsNumber", visible.upns,
       visible.names_text as "namesText", case when kept.location then '{}' else visible.postcodes end as postcodes,
       kept.location as hidden
     from fitting
     join visible on visible.hub = fitting.hub
     join lateral (
       select bool_or(protect_location) as location, bool_or(protect_identity) as identity
       from agency_person as any_record where any_record.hub = fitting.hub and any_record.identity is not null) as kept on true
     where not kept.identity
     order by visible.hub, visible.agency, visible.person`,
    parameters,
  );
}

/** One condition a key, each served by an index; no pattern is ever made of what was typed. */
function roughly({ name = [], dateOfBirth, postcode }: SearchKeys, use: (value: unknown) => string): string[] {
  const sounds = name.map(soundex).filter((sound) => sound !== undefined);
  return [
    ...name.map((word) => `names_text %> ${use(word)}`),
    ...(sounds.length > 0 ? [`sounds && ${use(sounds)}::text[]`] : []),
    ...(dateOfBirth === undefined ? [] : [`birth = any(${use([`born:${dateOfBirth}`, `expected:${dateOfBirth}`])}::text[])`]),
    ...(postcode === undefined ? [] : [`postcodes && ${use([postcode])}::text[]`]),
  ];
}

function identifiers({ nhsNumber, upn }: SearchKeys, use: (value: unknown) => string): string[] {
  return [
    ...(nhsNumber === undefined ? [] : [`nhs_number = ${use(nhsNumber)}`]),
    ...(upn === undefined ? [] : [`upns && ${use([upn])}::text[]`]),
  ];
}
