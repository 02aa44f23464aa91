import type { DataSource } from 'typeorm';
import { AGENCIES } from '../../registry';

export interface FeedStatus {
  /** When the agency last committed a publication, as it told us. */
  readonly lastPublishedAt: Date | null;
  /** When its feed last answered: how old what we hold may be. */
  readonly lastHeardAt: Date | null;
  /** Since when it does not answer; null while it does. */
  readonly unavailableSince: Date | null;
  /** Its signals for cases opened before then have arrived; null while they are being read from zero. */
  readonly answeredFor: Date | null;
}

const NEVER_HEARD: FeedStatus = { lastPublishedAt: null, lastHeardAt: null, unavailableSince: null, answeredFor: null };

/** By registry name, every agency of the registry. */
export async function findFeedStatus(db: DataSource): Promise<Map<string, FeedStatus>> {
  const rows: (FeedStatus & { agency: string })[] = await db.query(
    `select agency, last_published_at as "lastPublishedAt", last_heard_at as "lastHeardAt",
       unavailable_since as "unavailableSince", answered_for as "answeredFor" from feed_state`,
  );
  const known = new Map(rows.map(({ agency, ...status }) => [agency, status]));
  return new Map(AGENCIES.map(({ name }) => [name, known.get(name) ?? NEVER_HEARD]));
}

/** The feed answered. */
export async function noteHeard(db: DataSource, agency: string, at: Date): Promise<void> {
  await db.query(
    `insert into feed_state (agency, last_heard_at) values ($1, $2)
     on conflict (agency) do update set last_heard_at = $2, unavailable_since = null`,
    [agency, at],
  );
}

/** The feed did not answer, or answered rubbish; the first failure of a row of them is the one that counts. */
export async function noteUnavailable(db: DataSource, agency: string, at: Date): Promise<void> {
  await db.query(
    `insert into feed_state (agency, unavailable_since) values ($1, $2)
     on conflict (agency) do update set unavailable_since = coalesce(feed_state.unavailable_since, $2)`,
    [agency, at],
  );
}
