import type { DataSource } from 'typeorm';
import { sha256 } from '../../../../common/publishing/digest';
import { londonDate } from '../../../../common/time';
import type { HubSetup } from '../../access/hub-context';
import { AGENCIES } from '../../../registry';
import type { FeedStatus } from '../../signals/feed-status';
import { modelOf } from '../assess';

/** One bad answer is not an outage: what is kept follows a silence that lasts. */
const SILENT_AFTER_MS = 10_000;
const STALE_AFTER_MS = 60_000;

/** Whether the agency's feed has been failing for long enough to be called silent. */
export const isSilent = (feed: FeedStatus | undefined, now: Date): boolean =>
  feed?.unavailableSince != null && now.getTime() - feed.unavailableSince.getTime() > SILENT_AFTER_MS;

/** Combinations of roles that members of today hold. */
export async function findRoleSets(database: DataSource, now: Date): Promise<string[][]> {
  const rows: { roles: string[] }[] = await database.query(
    'select distinct roles from member where valid_from <= $1 and (valid_to is null or valid_to > $1) order by roles',
    [now],
  );
  return rows.map(({ roles }) => roles);
}

/**
 * Digest of everything that the advice of all cases rests on alike: the day in England, the model, the catalogue, the agreements,
 * who holds which roles, and which agencies are silent.
 */
export function basisOf(
  setup: Pick<HubSetup, 'thresholds' | 'agreements'>,
  feeds: ReadonlyMap<string, FeedStatus>,
  roleSets: readonly (readonly string[])[],
  now: Date,
): string {
  const { thresholds, agreements } = setup;
  const states = AGENCIES.map(({ name }) => `${name} ${stateOf(feeds.get(name), now)}`);
  const versions = [...agreements].map(([agency, { version }]) => `${agency} ${version}`).sort();
  const model = modelOf({ thresholds, now: () => now }).sha256;
  return sha256(JSON.stringify([londonDate(now), model, thresholds.catalogueFile.sha256, versions, roleSets, states]));
}

function stateOf(feed: FeedStatus | undefined, now: Date): string {
  const heard = feed?.lastHeardAt ?? null;
  if (heard === null) return 'NEVER_HEARD';
  if (isSilent(feed, now)) return 'UNAVAILABLE';
  if (now.getTime() - heard.getTime() > STALE_AFTER_MS) return 'STALE';
  return feed?.answeredFor === null ? 'NOT_YET_TOLD' : 'ANSWERS';
}
