import type { DataSource } from 'typeorm';
import { AGENCIES } from '../../registry';
import { findLinks } from '../identity/people';
import { findHouseholds } from '../network/household';

/**
 * Whom each agency (registry name) is asked to tell signals about, by its own ids, sorted: the subjects of open cases and
 * their households. A doubtful link names nobody.
 *
 * @param subjects hub ids of the subjects of open cases
 */
export async function findWatchLists(subjects: readonly string[], db: DataSource): Promise<Map<string, string[]>> {
  const households = await findHouseholds(subjects, db);
  const people = new Set([...subjects, ...[...households.values()].flatMap((members) => members.map(({ person }) => person))]);
  const links = [...(await findLinks([...people], db)).values()];
  return new Map(
    AGENCIES.map(({ name }) => [name, [...new Set(links.flatMap((link) => link[name]?.ids ?? []))].sort()] as const),
  );
}

/** Before the agency is told: whom its answers may be about from now on, so that none comes too early to be kept. */
export async function widenWatch(agency: string, people: readonly string[], db: DataSource): Promise<void> {
  await db.query('insert into watch (agency, person) select $1, unnest($2::text[]) on conflict do nothing', [agency, people]);
}

/**
 * After the agency was told: removes everybody else with their signals, which there is no reason to hold any more. Not
 * earlier, because an agency that never heard of the change would not tell them again when they come back.
 */
export async function narrowWatch(agency: string, people: readonly string[], db: DataSource): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('delete from watch where agency = $1 and not person = any($2)', [agency, people]);
    await tx.query('delete from agency_signal where agency = $1 and not person = any($2)', [agency, people]);
  });
}

/**
 * The agency has the list that stood at `asOf`.
 * @param toldAt when it took it; absent when it had the same list already.
 */
export async function noteListTold(agency: string, asOf: Date, toldAt: Date | undefined, db: DataSource): Promise<void> {
  await db.query(
    `insert into feed_state (agency, list_as_of, list_told_at) values ($1, $2, $3)
     on conflict (agency) do update set list_as_of = $2, list_told_at = coalesce($3, feed_state.list_told_at)`,
    [agency, asOf, toldAt ?? null],
  );
}
