import type { EntityManager } from 'typeorm';
import type { SignalsEvent } from '../../../common/feed/event';

/**
 * Replaces the signals of these people of one agency. Signals about somebody who is not on the watch list are not kept:
 * the hub has no lawful reason to hold them (design D5), and the agency tells them again when the person is watched.
 */
export async function applySignals(
  tx: EntityManager,
  agency: string,
  generation: number,
  events: readonly SignalsEvent[],
): Promise<void> {
  if (events.length === 0) {
    return;
  }
  const rows = events.flatMap(({ person, signals }) => signals.map((signal) => ({ person, signal })));
  await tx.query('delete from agency_signal where agency = $1 and person = any($2)', [
    agency,
    events.map(({ person }) => person),
  ]);
  await tx.query(
    `insert into agency_signal (agency, person, signal, generation)
     select $1, said.person, said.signal, $3
     from jsonb_to_recordset($2::jsonb) as said (person text, signal jsonb)
     join watch on watch.agency = $1 and watch.person = said.person`,
    [agency, JSON.stringify(rows), generation],
  );
}

/** Removes signals that the current reading of this agency's feed did not mention. */
export async function dropUnmentionedSignals(tx: EntityManager, agency: string, generation: number): Promise<void> {
  await tx.query('delete from agency_signal where agency = $1 and generation < $2', [agency, generation]);
}
