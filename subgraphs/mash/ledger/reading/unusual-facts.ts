import type { DataSource } from 'typeorm';
import type { PersonIdentity } from '../../../../common/person';
import { resolveHubIds } from '../../identity/redirects';
import type { MemberFacts, PersonFacts } from './unusual';

/** What the register says of these members, whoever has left among them. */
export async function factsOfMembers(members: readonly string[], db: DataSource): Promise<Map<string, MemberFacts>> {
  const rows: { id: string; name: string; postcode: string | null }[] = await db.query(
    `select distinct on (id) m.issuer || '|' || m.subject as id, m.display_name as name, home.postcode
     from member m left join member_home home on home.issuer = m.issuer and home.subject = m.subject
     where m.issuer || '|' || m.subject = any($1) order by id, m.valid_from desc`,
    [members],
  );
  return new Map(
    rows.map(({ id, name, postcode }) => [
      id,
      { surname: surnameOf(name.trim().split(/\s+/).at(-1)), postcode: postcode === null ? undefined : postcodeOf(postcode) },
    ]),
  );
}

/** Surnames and postcodes that any agency tells of these people; keyed by the ids asked for. */
export async function factsOfPeople(people: readonly string[], db: DataSource): Promise<Map<string, PersonFacts>> {
  const current = await resolveHubIds(people, db);
  const rows: { hub: string; identity: PersonIdentity }[] = await db.query(
    'select hub, identity from agency_person where hub = any($1::uuid[]) and identity is not null',
    [[...new Set(current.values())]],
  );
  const facts = new Map<string, { surnames: string[]; postcodes: string[] }>();
  for (const { hub, identity } of rows) {
    const own = facts.get(hub) ?? { surnames: [], postcodes: [] };
    own.surnames.push(...(identity.names ?? []).flatMap(({ family }) => surnameOf(family) ?? []));
    own.postcodes.push(...(identity.addresses ?? []).flatMap(({ postcode }) => (postcode ? [postcodeOf(postcode)] : [])));
    facts.set(hub, own);
  }
  return new Map([...current].map(([asked, hub]) => [asked, facts.get(hub) ?? { surnames: [], postcodes: [] }]));
}

const surnameOf = (name: string | undefined): string | undefined =>
  name
    ?.normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase() || undefined;

const postcodeOf = (postcode: string): string => postcode.replaceAll(/\s/g, '').toUpperCase();
