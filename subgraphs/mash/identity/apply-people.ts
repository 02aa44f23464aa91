import { createHash, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { PersonEvent } from '../../../common/feed/event';
import { replaceAddresses } from '../network/apply-addresses';
import { identityKeys } from './link-keys';
import { rescore } from './matching/rescore';
import { relink } from './relink';

interface Known {
  readonly person: string;
  readonly digest: string;
  readonly nhsNumber: string | null;
  readonly upns: readonly string[];
}

const WITHDRAWN = 'withdrawn';

/**
 * Stores what one agency says of these people and links them anew. At most one event a person. The caller holds the
 * identity lock (`lockIdentities`): two transactions that each bring half of a link would not see each other.
 *
 * @returns ids of the people who are others now, as `relink` does
 */
export async function applyPeople(
  tx: EntityManager,
  agency: string,
  generation: number,
  events: readonly PersonEvent[],
): Promise<string[]> {
  if (events.length === 0) {
    return [];
  }
  const known = await findKnown(
    tx,
    agency,
    events.map(({ person }) => person),
  );
  // Nothing to withdraw where nothing was ever said.
  const rows = events.filter(({ person, identity }) => identity !== null || known.has(person)).map(rowOf);
  const fresh = rows.filter(({ person }) => !known.has(person));
  const changed = rows.filter(({ person, digest }) => known.get(person)?.digest !== digest);
  await tx.query('update agency_person set generation = $3 where agency = $1 and person = any($2) and generation <> $3', [
    agency,
    rows.filter(({ person, digest }) => known.get(person)?.digest === digest).map(({ person }) => person),
    generation,
  ]);
  const written = [
    ...(await insertNew(tx, agency, generation, fresh)),
    ...(await writeChanged(
      tx,
      agency,
      generation,
      changed.filter(({ person }) => known.has(person)),
    )),
  ];
  const refs = new Map(written.map(({ person, ref }) => [person, ref]));
  await replaceAddresses(tx, agency, changed);
  const records = changed.map(({ person, identity }) => ({ ref: refs.get(person) as number, agency, person, identity }));
  return relink(tx, {
    refs: await rescore(tx, records),
    // What they were linked by until now, so that those left behind are looked at too.
    nhsNumbers: changed.flatMap(({ person }) => known.get(person)?.nhsNumber ?? []),
    upns: changed.flatMap(({ person }) => known.get(person)?.upns ?? []),
  });
}

/** One writer of identities at a time, until the transaction ends. */
export async function lockIdentities(tx: EntityManager): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('mash identities'))");
}

/** Withdraws everybody whom the current reading of this agency's feed did not mention. */
export async function withdrawUnmentioned(tx: EntityManager, agency: string, generation: number): Promise<void> {
  const rows: { person: string }[] = await tx.query(
    'select person from agency_person where agency = $1 and generation < $2 and identity is not null',
    [agency, generation],
  );
  await applyPeople(
    tx,
    agency,
    generation,
    rows.map(({ person }) => ({ type: 'person', person, identity: null })),
  );
}

export type PersonRow = ReturnType<typeof rowOf>;

function rowOf({ person, identity }: PersonEvent) {
  if (identity === null) {
    return { person, identity, digest: WITHDRAWN, ...identityKeys({ lifeStage: 'UNKNOWN', names: [], addresses: [] }) };
  }
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  return { person, identity, digest, ...identityKeys(identity) };
}

async function findKnown(tx: EntityManager, agency: string, people: readonly string[]): Promise<Map<string, Known>> {
  const rows: Known[] = await tx.query(
    `select person, digest, nhs_number as "nhsNumber", upns from agency_person where agency = $1 and person = any($2)`,
    [agency, people],
  );
  return new Map(rows.map((row) => [row.person, row]));
}

interface Written {
  readonly person: string;
  readonly ref: number;
}

const COLUMNS = ['digest', 'birth', 'upns', 'given', 'sounds', 'postcodes'] as const;
/** Columns whose name is another in the row, and how each is read from it. */
const RENAMED = {
  identity: "nullif(said.identity, 'null'::jsonb)",
  nhs_number: 'said."nhsNumber"',
  names_text: 'said."namesText"',
  protect_location: 'said."protectLocation"',
  protect_identity: 'said."protectIdentity"',
} as const;
const VALUES: readonly (readonly [column: string, value: string])[] = [
  ...COLUMNS.map((column) => [column, `said.${column}`] as const),
  ...Object.entries(RENAMED),
];
const SAID = `jsonb_to_recordset($3::jsonb) as said (person text, identity jsonb, digest text, birth text, "nhsNumber" text, upns text[],
  given text[], "namesText" text, sounds text[], postcodes text[], "protectLocation" boolean, "protectIdentity" boolean)`;

/** Whoever is told of for the first time, each with an id of the hub. */
async function insertNew(tx: EntityManager, agency: string, generation: number, rows: readonly PersonRow[]): Promise<Written[]> {
  if (rows.length === 0) {
    return [];
  }
  const ids = rows.map(() => randomUUID());
  await tx.query(
    'insert into hub_person (id) select id from unnest($1::uuid[]) with ordinality as made (id, place) order by place',
    [ids],
  );
  return tx.query(
    `insert into agency_person (agency, person, generation, own_hub, hub, ${VALUES.map(([column]) => column).join(', ')})
     select $1, said.person, $2, made.id, made.id, ${VALUES.map(([, value]) => value).join(', ')}
     from ${SAID} join unnest($4::text[], $5::uuid[]) as made (person, id) on made.person = said.person
     returning person, ref`,
    [agency, generation, JSON.stringify(rows), rows.map(({ person }) => person), ids],
  );
}

async function writeChanged(
  tx: EntityManager,
  agency: string,
  generation: number,
  rows: readonly PersonRow[],
): Promise<Written[]> {
  if (rows.length === 0) {
    return [];
  }
  const [written]: [Written[], number] = await tx.query(
    `update agency_person as kept set generation = $2, ${VALUES.map(([column, value]) => `${column} = ${value}`).join(', ')}
     from ${SAID} where kept.agency = $1 and kept.person = said.person returning kept.person, kept.ref`,
    [agency, generation, JSON.stringify(rows)],
  );
  return written;
}
