import express, { type Request, type Response, Router } from 'express';
import type { DataSource } from 'typeorm';
import { refuse } from '../graphql/authentication';
import type { Log } from '../logger';
import type { Clock } from '../time';
import type { KeySet } from '../tokens/key-set';
import { NotAuthenticated } from '../tokens/not-authenticated';
import { openNotice } from './notice-token';

export interface NoticeRouterOptions {
  /** Registry name of this agency. */
  readonly agency: string;
  readonly database: DataSource;
  readonly hubKeys: KeySet;
  readonly log: Log;
  readonly clock: Clock;
}

/** `POST /notices`: the hub tells the custodian of emergency access to its people. 204 once it is stored; the log has a warning. */
export function noticeRouter({ agency, database, hubKeys, log, clock }: NoticeRouterOptions): Router {
  return Router().post('/notices', express.json({ limit: '64kb' }), async (request: Request, response: Response) => {
    try {
      const { notice: token } = (request.body ?? {}) as { notice?: unknown };
      if (typeof token !== 'string') throw new NotAuthenticated('no-notice');
      const notice = await openNotice(token, hubKeys, agency, clock());
      const stored: { id: string }[] = await database.query(
        `insert into hub_notice (id, at, ends_at, member, employer, roles, persons, reason, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id`,
        [
          ...[notice.id, notice.at, notice.endsAt, notice.member, notice.employer, [...notice.roles], [...notice.persons]],
          ...[notice.reason, clock()],
        ],
      );
      if (stored.length > 0) log.warn('EMERGENCY_ACCESS_NOTICE', { event: notice.id, count: notice.persons.length });
      response.status(204).end();
    } catch (error) {
      if (!(error instanceof NotAuthenticated)) throw error;
      log.warn('CALL_NOT_AUTHENTICATED', { reason: error.reason() });
      refuse(request, response);
    }
  });
}
