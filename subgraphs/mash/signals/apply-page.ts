import type { DataSource, EntityManager } from 'typeorm';
import type { FeedEvent, FeedPage } from '../../../common/feed/event';
import { applyPeople, lockIdentities, withdrawUnmentioned } from '../identity/apply-people';
import { applyRelationships, dropUnmentionedRelationships } from '../network/apply-relationships';
import { applySignals, dropUnmentionedSignals } from './apply-signals';
import { hubsOf, markOpenCases, markPeople } from '../threshold/kept/due';
import type { Poisoned, ReadEvent } from './read-events';

/** Where the reading of one agency's feed stands. */
export interface Position {
  readonly epoch: string | null;
  /** Null: from zero. */
  readonly cursor: string | null;
  readonly generation: number;
  readonly rebuilding: boolean;
}

export interface ReadPage extends Omit<FeedPage, 'events'> {
  readonly events: readonly ReadEvent[];
  readonly poisoned: readonly Poisoned[];
  /** When the agency was asked for it. */
  readonly askedAt: Date;
}

export async function findPosition(db: DataSource | EntityManager, agency: string): Promise<Position> {
  const [row]: Position[] = await db.query('select epoch, cursor, generation, rebuilding from feed_state where agency = $1', [
    agency,
  ]);
  return row ?? { epoch: null, cursor: null, generation: 0, rebuilding: false };
}

/** Goes back to zero: everything the agency no longer tells is removed when the new reading has caught up. */
export async function restartFeed(db: DataSource | EntityManager, agency: string, epoch: string | null): Promise<void> {
  await db.query(
    `insert into feed_state (agency, epoch, generation, rebuilding) values ($1, $2, 1, true)
     on conflict (agency) do update set epoch = $2, cursor = null, generation = feed_state.generation + 1, rebuilding = true,
       answered_for = null`,
    [agency, epoch],
  );
}

/**
 * Applies one page with its inbox rows and its cursor in one transaction: after a crash, all of it is there or none. Events
 * already applied in this reading, and those overtaken within the page, have no effect. Answers how many were set aside.
 */
export async function applyPage(db: DataSource, agency: string, page: ReadPage): Promise<number> {
  if (saysNothing(page) && !(await findPosition(db, agency)).rebuilding) {
    // Most pages are: nobody then waits for the identities of another agency's page.
    await moveOn(db, agency, page);
    return 0;
  }
  return db.transaction(async (tx) => {
    await lockIdentities(tx);
    const { generation, rebuilding } = await findPosition(tx, agency);
    const fresh = await keepUnseen(tx, agency, generation, page.events);
    const failed = await applyOrSetAside(tx, agency, generation, latest(fresh));
    const poisoned = [...page.poisoned, ...failed];
    await setAside(tx, agency, poisoned);
    if (rebuilding && !page.more) {
      await withdrawUnmentioned(tx, agency, generation);
      await dropUnmentionedRelationships(tx, agency, generation);
      await dropUnmentionedSignals(tx, agency, generation);
      await markOpenCases(tx);
      await tx.query('delete from feed_inbox where agency = $1 and generation < $2', [agency, generation]);
    }
    await moveOn(tx, agency, page);
    return poisoned.length;
  });
}

const saysNothing = ({ events, poisoned, more }: ReadPage): boolean => events.length === 0 && poisoned.length === 0 && !more;

/** The cursor, and what is known by having come to the end of what the agency had to tell. */
async function moveOn(db: DataSource | EntityManager, agency: string, page: ReadPage): Promise<void> {
  await db.query(
    `update feed_state set cursor = $2, last_published_at = $3, rebuilding = rebuilding and not $4,
       answered_for = case when $4 and list_told_at <= $5 then list_as_of else answered_for end
     where agency = $1`,
    [agency, page.cursor, page.lastPublishedAt, !page.more, page.askedAt],
  );
}

async function keepUnseen(
  tx: EntityManager,
  agency: string,
  generation: number,
  events: readonly ReadEvent[],
): Promise<ReadEvent[]> {
  const rows: { event: string }[] = await tx.query(
    `insert into feed_inbox (agency, generation, event) select $1, $2, unnest($3::text[])
     on conflict do nothing returning event`,
    [agency, generation, [...new Set(events.map(({ id }) => id))]],
  );
  const unseen = new Set(rows.map(({ event }) => event));
  // `delete` answers true once: an id twice on one page is one event.
  return events.filter(({ id }) => unseen.delete(id));
}

/** Each event replaces what was said before under its type and person, so of several on one page only the last counts. */
function latest(events: readonly ReadEvent[]): ReadEvent[] {
  return [...new Map(events.map((read) => [`${read.event.type} ${read.event.person}`, read])).values()];
}

/** All at once as a rule; one by one when that fails, so that a single bad event costs no other. */
async function applyOrSetAside(
  tx: EntityManager,
  agency: string,
  generation: number,
  events: readonly ReadEvent[],
): Promise<Poisoned[]> {
  const all = events.map(({ event }) => event);
  if ((await attempt(tx, () => applyEvents(tx, agency, generation, all))) === undefined) {
    return [];
  }
  const failed: Poisoned[] = [];
  for (const { event, id, digest } of events) {
    const error = await attempt(tx, () => applyEvents(tx, agency, generation, [event]));
    if (error !== undefined) {
      failed.push({ digest, reason: 'cannot-apply', event: id });
    }
  }
  return failed;
}

/** SQLSTATE classes that blame the data: data exception, integrity constraint violation. */
const BAD_DATA = /^(22|23)/;

/** Runs it in a savepoint. Answers the error when the data is to blame; anything else (connection, disk) is thrown. */
async function attempt(tx: EntityManager, work: () => Promise<void>): Promise<unknown> {
  await tx.query('savepoint event');
  try {
    await work();
    await tx.query('release savepoint event');
    return undefined;
  } catch (error) {
    if (!BAD_DATA.test(String((error as { code?: unknown }).code ?? ''))) {
      throw error;
    }
    await tx.query('rollback to savepoint event');
    return error;
  }
}

async function applyEvents(tx: EntityManager, agency: string, generation: number, events: readonly FeedEvent[]): Promise<void> {
  const people = [...new Set(events.map(({ person }) => person))];
  // Whom they were part of until now, too: whoever is left behind is assessed without them.
  const before = await hubsOf(tx, agency, people);
  // Another agency's record may have gone over to somebody else because of this one.
  const relinked = await applyPeople(
    tx,
    agency,
    generation,
    events.filter((event) => event.type === 'person'),
  );
  await applyRelationships(
    tx,
    agency,
    generation,
    events.filter((event) => event.type === 'relationships'),
  );
  await applySignals(
    tx,
    agency,
    generation,
    events.filter((event) => event.type === 'signals'),
  );
  await markPeople(tx, [...before, ...relinked, ...(await hubsOf(tx, agency, people))]);
}

async function setAside(tx: EntityManager, agency: string, poisoned: readonly Poisoned[]): Promise<void> {
  // The same bytes twice on one page are one row: a statement may not touch a row twice.
  const once = [...new Map(poisoned.map((one) => [one.digest, one])).values()];
  await tx.query(
    `insert into feed_poison (agency, digest, reason, event) select $1, * from unnest($2::text[], $3::text[], $4::text[])
     on conflict (agency, digest) do update set reason = excluded.reason, at = clock_timestamp()`,
    [agency, once.map(({ digest }) => digest), once.map(({ reason }) => reason), once.map(({ event }) => event ?? null)],
  );
}
