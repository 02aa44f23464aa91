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
 */
export async function applyPeople(
  tx: EntityManager,
  agency: string,
  generation: number,
  events: readonly PersonEvent[],
): Promise<void> {
  if (events.length === 0) {
    return;
  }
  const known = await findKnown(
    tx,
    agency,
    events.map(({ person }) => person),
  );
  // Nothing to withdraw where nothing was ever said.
  const rows = events.filter(({ person, identity }) => identity !== null || known.has(person)).map(rowOf);
  await createHubIds(
    tx,
    agency,
    rows.filter(({ person }) => !known.has(person)),
  );
  const changed = rows.filter(({ person, digest }) => known.get(person)?.digest !== digest);
  await tx.query('update agency_person set generation = $3 where agency = $1 and person = any($2)', [
    agency,
    rows.map(({ person }) => person),
    generation,
  ]);
  const refs = await writeChanged(tx, agency, changed);
  await replaceAddresses(tx, agency, changed);
  const records = changed.map(({ person, identity }) => ({ ref: refs.get(person) as number, agency, person, identity }));
  await relink(tx, {
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

async function createHubIds(tx: EntityManager, agency: string, rows: readonly { person: string }[]): Promise<void> {
  const ids = rows.map(() => randomUUID());
  await tx.query(
    'insert into hub_person (id) select id from unnest($1::uuid[]) with ordinality as made (id, place) order by place',
    [ids],
  );
  await tx.query(
    `insert into agency_person (agency, person, own_hub, hub, digest, generation, upns, given, names_text, sounds, postcodes,
       protect_location, protect_identity)
     select $1, made.person, made.id, made.id, '', 0, '{}', '{}', '', '{}', '{}', false, false
     from unnest($2::text[], $3::uuid[]) as made (person, id)`,
    [agency, rows.map(({ person }) => person), ids],
  );
}

/** Answers the short number of each person's record. */
async function writeChanged(tx: EntityManager, agency: string, rows: readonly PersonRow[]): Promise<Map<string, number>> {
  const [written]: [{ person: string; ref: number }[], number] = await tx.query(
    `update agency_person as kept
     set identity = nullif(said.identity, 'null'::jsonb), digest = said.digest, birth = said.birth, nhs_number = said."nhsNumber",
       upns = said.upns, given = said.given, names_text = said."namesText", sounds = said.sounds, postcodes = said.postcodes,
       protect_location = said."protectLocation", protect_identity = said."protectIdentity"
     from jsonb_to_recordset($2::jsonb) as said (person text, identity jsonb, digest text, birth text, "nhsNumber" text, upns text[],
       given text[], "namesText" text, sounds text[], postcodes text[], "protectLocation" boolean, "protectIdentity" boolean)
     where kept.agency = $1 and kept.person = said.person returning kept.person, kept.ref`,
    [agency, JSON.stringify(rows)],
  );
  return new Map(written.map(({ person, ref }) => [person, ref]));
}
