import type { EntityManager } from 'typeorm';
import type { RelationshipsEvent } from '../../../common/feed/event';

/** Replaces every relationship that one agency records from these people. At most one event a person. */
export async function applyRelationships(
  tx: EntityManager,
  agency: string,
  generation: number,
  events: readonly RelationshipsEvent[],
): Promise<void> {
  if (events.length === 0) {
    return;
  }
  const rows = events.flatMap(({ person, relationships }) => relationships.map((relationship) => ({ person, ...relationship })));
  await tx.query('delete from agency_relationship where agency = $1 and person = any($2)', [
    agency,
    events.map(({ person }) => person),
  ]);
  await tx.query(
    `insert into agency_relationship (agency, person, other, type, valid_from, valid_to, parental_responsibility, generation)
     select $1, person, "of", type, "from", "to", "parentalResponsibility", $3
     from jsonb_to_recordset($2::jsonb)
       as said (person text, "of" text, type text, "from" date, "to" date, "parentalResponsibility" boolean)`,
    [agency, JSON.stringify(rows), generation],
  );
}

/** Removes relationships that the current reading of this agency's feed did not mention. */
export async function dropUnmentionedRelationships(tx: EntityManager, agency: string, generation: number): Promise<void> {
  await tx.query('delete from agency_relationship where agency = $1 and generation < $2', [agency, generation]);
}
