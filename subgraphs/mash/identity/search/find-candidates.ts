import type { DataSource } from 'typeorm';
import type { PersonIdentity } from '../../../../common/person';
import { findGuarded } from '../../network/guarded-homes';
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
  /** Empty where the person's address must not be learned and a postcode was searched for. */
  readonly postcodes: readonly string[];
  /** Whether no address of theirs may count. */
  readonly hidden: boolean;
}

/** More than this share a rough key only when the search says too little to be useful. */
const MOST_CANDIDATES = 500;

/**
 * Every visible record of the people who fit a key roughly, at most 500 people. Records outside the scope take no part, not
 * even in deciding who fits. Nobody under IDENTITY protection is found, because a match shows names. A postcode finds nobody whose
 * address must not be learned, and adds nothing to what other keys find of them, whichever agency knows it.
 */
export async function findCandidates(keys: SearchKeys, scope: SearchScope, db: DataSource): Promise<SearchRow[]> {
  const parameters: unknown[] = [scope.agencies, scope.people, scope.barred ?? []];
  const use = (value: unknown): string => `$${parameters.push(value)}`;
  const identified = identifiers(keys, use);
  const fits = [...identified, ...roughly(keys, await findByPostcode(keys, scope, db), use)];
  const words = use((keys.name ?? []).join(' '));
  const rows: SearchRow[] = await db.query(
    `with visible as not materialized (${VISIBLE}),
     fitting as (
       select hub, bool_or(${identified.join(' or ') || 'false'}) as identified, max(word_similarity(${words}, names_text)) as likeness
       from visible where (${fits.join(' or ')}) and not exists (
         select from agency_person as any_record
         where any_record.hub = visible.hub and any_record.identity is not null and any_record.protect_identity)
       group by hub order by identified desc, likeness desc, hub limit ${MOST_CANDIDATES})
     select visible.hub, visible.agency, visible.identity, visible.birth, visible.nhs_number as "nhsNumber", visible.upns,
       visible.names_text as "namesText", visible.postcodes, false as hidden
     from fitting join visible on visible.hub = fitting.hub
     order by visible.hub, visible.agency, visible.person`,
    parameters,
  );
  if (keys.postcode === undefined) return rows;
  const guarded = await findGuarded(
    rows.map(({ hub }) => hub),
    db,
  );
  return rows.map((row) => (guarded.has(row.hub) ? { ...row, postcodes: [], hidden: true } : row));
}

/** Records that the searcher may know of: $1 agencies, $2 people, $3 whom they must not look up. */
const VISIBLE = `select * from agency_person
       where identity is not null and (agency = any($1::text[]) or hub = any($2::uuid[])) and hub <> all($3::uuid[])`;

/**
 * Who lives or lived at the postcode, without those of whom it must not be learned: were they let in and left out afterwards, a
 * search that fits them nearly in all else would find them by the right postcode and by no other.
 */
async function findByPostcode({ postcode }: SearchKeys, scope: SearchScope, db: DataSource): Promise<string[]> {
  if (postcode === undefined) return [];
  const rows: { hub: string }[] = await db.query(
    `select distinct hub from (${VISIBLE}) as visible where postcodes && $4::text[]`,
    [scope.agencies, scope.people, scope.barred ?? [], [postcode]],
  );
  const hubs = rows.map(({ hub }) => hub);
  const guarded = await findGuarded(hubs, db);
  return hubs.filter((hub) => !guarded.has(hub));
}

/** One condition a key, each served by an index; no pattern is ever made of what was typed. */
function roughly(
  { name = [], dateOfBirth, postcode }: SearchKeys,
  living: readonly string[],
  use: (value: unknown) => string,
): string[] {
  const sounds = name.map(soundex).filter((sound) => sound !== undefined);
  return [
    ...name.map((word) => `names_text %> ${use(word)}`),
    ...(sounds.length > 0 ? [`sounds && ${use(sounds)}::text[]`] : []),
    ...(dateOfBirth === undefined ? [] : [`birth = any(${use([`born:${dateOfBirth}`, `expected:${dateOfBirth}`])}::text[])`]),
    ...(postcode === undefined ? [] : [`hub = any(${use(living)}::uuid[])`]),
  ];
}

function identifiers({ nhsNumber, upn }: SearchKeys, use: (value: unknown) => string): string[] {
  return [
    ...(nhsNumber === undefined ? [] : [`nhs_number = ${use(nhsNumber)}`]),
    ...(upn === undefined ? [] : [`upns && ${use([upn])}::text[]`]),
  ];
}
