import { setTimeout as sleep } from 'node:timers/promises';
import type { Express, RequestHandler } from 'express';
import type { DataSource } from 'typeorm';
import type { Agreement } from '../../../common/access/agreement';
import { decide } from '../../../common/access/decide';
import type { Purposes } from '../../../common/access/purposes';
import { principalOf } from '../../../common/graphql/authentication';
import type { Clock } from '../../../common/time';
import { barredFor } from '../access/own-ties';
import { findNotices, lastEvent } from './notice-store';

export interface EventsRouteOptions {
  /** `requirePrincipal(...)`: proves the call and whose request it was. */
  readonly authentication: RequestHandler;
  readonly database: DataSource;
  /** The hub's own: who is told of notices at all. */
  readonly agreement: Agreement;
  readonly purposes: Purposes;
  readonly clock: Clock;
  /** How often the database is asked while somebody waits; 500 unless told. */
  readonly everyMs?: number;
}

const MOST = 100;
/** Shorter than the life of the token that the call was made with: whoever lost their membership hears no more. */
const LONGEST_WAIT_MS = 20_000;

/**
 * `GET /events?after=&wait=`: ids and kinds of what crossed a threshold in the caller's cases, and nothing else. Waits up to
 * `wait` milliseconds for one. Without `after` it answers at once from where to read on.
 */
export function mountEventsRoute(
  app: Express,
  { authentication, database, agreement, purposes, clock, everyMs = 500 }: EventsRouteOptions,
): void {
  app.get('/events', authentication, async (request, response) => {
    const { after, wait } = request.query;
    if (after === undefined) {
      response.json({ events: [], after: await lastEvent(database) });
      return;
    }
    if (typeof after !== 'string' || !/^\d{1,18}$/.test(after)) {
      response
        .status(400)
        .json({ errors: [{ message: 'after: must be the id of an event', extensions: { code: 'BAD_REQUEST' } }] });
      return;
    }
    const principal = principalOf(response);
    const until = Date.now() + Math.min(Number(wait) || 0, LONGEST_WAIT_MS);
    let isGone = false;
    response.once('close', () => {
      isGone = true;
    });
    for (;;) {
      // Asked anew each time: whom the caller must not look up can be declared while they wait.
      const barred = await barredFor(principal.sub, database);
      // The same decision as of `Query.notices`. Whoever is not told waits like somebody for whom there is no news.
      const told = decide(principal, agreement, 'notices', clock()).state === 'CONTENT';
      const found = told ? await findNotices({ principal, purposes, barred, now: clock }, after, MOST, database) : [];
      if (found.length > 0 || Date.now() >= until || isGone) {
        response.json({ events: found.map(({ id, kind }) => ({ id, kind })), after: found.at(-1)?.id ?? after });
        return;
      }
      await sleep(everyMs);
    }
  });
}
