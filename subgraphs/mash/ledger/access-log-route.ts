import express, { type Express, type RequestHandler } from 'express';
import type { DataSource } from 'typeorm';
import { principalOf, refuse } from '../../../common/graphql/authentication';
import type { Clock } from '../../../common/time';
import type { KeySet } from '../../../common/tokens/key-set';
import { NotAuthenticated } from '../../../common/tokens/not-authenticated';
import { pinnedThumbprint } from '../access/gateway-proof';
import { commitAccess } from './access-log';
import { readEntry } from './access-log-entry';

export interface AccessLogRouteOptions {
  /** `requirePrincipal(...)`: proves the call and whose request it was. */
  readonly authentication: RequestHandler;
  readonly gatewayKeys: KeySet;
  readonly database: DataSource;
  readonly clock: Clock;
}

/** A list of fifty cases with everything about everybody in it stays well below. */
const LARGEST_ENTRY = '8mb';

/** `POST /access-log`: from the gateway only, for the request that the principal token was minted for. 204 once committed. */
export function mountAccessLogRoute(app: Express, options: AccessLogRouteOptions): void {
  const { authentication, gatewayKeys, database, clock } = options;
  const fromGateway: RequestHandler = async (request, response, next) => {
    try {
      // The proof itself held already; here only whose key it was.
      await pinnedThumbprint(request.headers.dpop, gatewayKeys);
    } catch (error) {
      if (!(error instanceof NotAuthenticated)) throw error;
      refuse(request, response);
      return;
    }
    next();
  };
  app.post('/access-log', authentication, fromGateway, express.json({ limit: LARGEST_ENTRY }), async (request, response) => {
    const principal = principalOf(response);
    const entry = readEntry(request.body);
    if (entry === undefined || entry.rid !== principal.rid) {
      response.status(400).json({ errors: [{ message: 'Not an access log entry', extensions: { code: 'BAD_REQUEST' } }] });
      return;
    }
    await commitAccess(entry, principal, { database, now: clock() });
    response.status(204).end();
  });
}
