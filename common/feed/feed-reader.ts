import type { DataSource } from 'typeorm';
import type { SigningKey } from '../tokens/keys';
import type { FeedEvent, FeedPage } from './event';
import { signEvent } from './signed-event';

/** The place of the last event a reader has: the transaction that wrote it, and its id. */
interface Place {
  readonly xid: string;
  readonly id: string;
}

interface OutboxRow extends Place {
  readonly at: Date;
  readonly payload: FeedEvent;
}

const START: Place = { xid: '0', id: '0' };

/**
 * Events in the order of their transactions, up to the oldest transaction still open anywhere in the cluster: below it nothing
 * can appear any more, so a cursor never passes over an event that commits late.
 */
const READABLE = 'from outbox where (xid, id) > ($1::text::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())';
const PAGE = `select id, xid::text as xid, at, payload ${READABLE} order by xid, id limit $3`;
/** Asked several times a second while a reader waits: with a fixed limit PostgreSQL plans it once. */
const ANY = `select ${READABLE} limit 1`;

/** Reads pages of the outbox, each event signed. */
export class FeedReader {
  constructor(
    private readonly database: DataSource,
    private readonly key: SigningKey,
    private readonly epoch: string,
  ) {}

  /** The page after a cursor; a cursor of another epoch, or none, reads from zero. */
  async read(after: string | undefined, limit: number): Promise<FeedPage> {
    const place = this.placeOf(after);
    const rows: OutboxRow[] = await this.database.query(PAGE, [place.xid, place.id, limit + 1]);
    const page = rows.slice(0, limit);
    const [published]: { at: Date | null }[] = await this.database.query(
      "select max(completed_at) as at from publication where state = 'COMPLETE'",
    );
    return {
      epoch: this.epoch,
      cursor: this.cursorOf(page.at(-1) ?? place),
      more: rows.length > limit,
      lastPublishedAt: published?.at?.toISOString() ?? null,
      events: await Promise.all(
        page.map(({ id, at, payload }) => signEvent(this.key, { id, at: at.toISOString(), event: payload })),
      ),
    };
  }

  /** Whether `read` would tell anything after this cursor. */
  async hasNews(after: string | undefined): Promise<boolean> {
    const place = this.placeOf(after);
    if (after !== this.cursorOf(place)) return true;
    const rows: unknown[] = await this.database.query(ANY, [place.xid, place.id]);
    return rows.length > 0;
  }

  private cursorOf({ xid, id }: Place): string {
    return Buffer.from(`${this.epoch} ${xid} ${id}`).toString('base64url');
  }

  private placeOf(cursor: string | undefined): Place {
    const [epoch, xid, id] = Buffer.from(cursor ?? '', 'base64url')
      .toString('latin1')
      .split(' ');
    const readable = epoch === this.epoch && xid !== undefined && id !== undefined && DIGITS.test(xid) && DIGITS.test(id);
    return readable ? { xid, id } : START;
  }
}

const DIGITS = /^\d{1,18}$/;
