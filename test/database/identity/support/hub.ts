import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../../common/database';
import type { FeedEvent } from '../../../../common/feed/event';
import { openLog } from '../../../../common/logger';
import { HUB_MIGRATIONS } from '../../../../subgraphs/mash/migrations';
import { applyPage, findPosition, restartFeed } from '../../../../subgraphs/mash/signals/apply-page';
import { withClient } from '../../../../tools/local-postgres/databases';
import { type FreshDatabase, freshDatabase } from '../../../support/postgres';

export const silent = openLog('test', 'silent');

export interface Hub {
  readonly db: DataSource;
  /** Applies events as one page of an agency's feed, as if their signatures had held. */
  tell(agency: string, ...events: FeedEvent[]): Promise<number>;
  clear(): Promise<void>;
  /** As nobody can who only runs the hub: what people decided is kept for ever. */
  forgetDecisions(): Promise<void>;
  close(): Promise<void>;
}

/** Those that refer to others first. */
const TABLES = [
  ...['watch', 'agency_signal', 'feed_poison', 'feed_inbox', 'feed_state', 'agency_relationship', 'agency_address'],
  ...['match_edge', 'match_key', 'link_review', 'doubtful_link', 'hub_person_redirect', 'agency_person', 'hub_person'],
];

/** The hub's identity tables (or all of `HUB_MIGRATIONS`) in a database of their own. */
export async function openHub(name: string, migrations: readonly Function[] = HUB_MIGRATIONS): Promise<Hub> {
  const fresh: FreshDatabase = await freshDatabase(name);
  const db = await openDatabase({
    name,
    url: fresh.url,
    migratorUrl: fresh.migratorUrl,
    entities: [],
    migrations,
    log: silent,
  });
  let told = 0;
  return {
    db,
    async tell(agency, ...events) {
      if ((await findPosition(db, agency)).epoch === null) {
        await restartFeed(db, agency, 'e1');
        await db.query('update feed_state set rebuilding = false where agency = $1', [agency]);
      }
      const read = events.map((event) => {
        told += 1;
        return { id: `${told}`, at: '2026-11-22T00:00:00Z', digest: `${told}`, event };
      });
      return applyPage(db, agency, {
        epoch: 'e1',
        cursor: `${told}`,
        more: false,
        lastPublishedAt: null,
        events: read,
        poisoned: [],
        askedAt: new Date('2026-11-22T00:00:00Z'),
      });
    },
    async clear() {
      for (const table of TABLES) {
        await db.query(`delete from ${table}`);
      }
    },
    async forgetDecisions() {
      await withClient(fresh.migratorUrl, (client) =>
        client.query(
          'truncate wrong_link_told, wrong_link_notice, link_effect, link_confirmation, link_decision_pair, link_decision, identity_change',
        ),
      );
    },
    async close() {
      await db.destroy();
      await fresh.drop();
    },
  };
}

/** The hub's person behind one agency record. */
export async function hubIdOf(db: DataSource, agency: string, person: string): Promise<string> {
  const [row]: { hub: string }[] = await db.query('select hub from agency_person where agency = $1 and person = $2', [
    agency,
    person,
  ]);
  return (row as { hub: string }).hub;
}

/** Who is one person with whom, who is doubtful to whom, and what waits for a person: all that must not depend on how it came about. */
export async function stateDigest(db: DataSource): Promise<unknown> {
  const reviews: { pair: string[] }[] = await db.query(
    `select array(
       select agency || '/' || person from agency_person where ref in (lower, upper) order by 1) as pair from link_review order by 1`,
  );
  const people = await db.query(
    `select array_agg(agency || '/' || person order by agency, person) as records,
       (select array_agg(agency order by agency) from doubtful_link where doubtful_link.hub = agency_person.hub) as doubts,
       jsonb_agg(identity order by agency, person) as identities
     from agency_person where identity is not null group by hub order by 1`,
  );
  return { people, reviews: reviews.map(({ pair }) => pair.join(' ')) };
}
