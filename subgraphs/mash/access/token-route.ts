import type { Express } from 'express';
import express from 'express';
import { refuse } from '../../../common/graphql/authentication';
import type { Log } from '../../../common/logger';
import type { Clock } from '../../../common/time';
import type { KeySet } from '../../../common/tokens/key-set';
import { NotAuthenticated } from '../../../common/tokens/not-authenticated';
import type { ReplayCache } from '../../../common/tokens/replay-cache';
import { verifyGatewayProof } from './gateway-proof';
import { IssuerUnavailable } from './sign-in-tokens';
import { type ExchangeOptions, exchangeToken } from './token-exchange';

export interface TokenRouteOptions extends ExchangeOptions {
  readonly gatewayKeys: KeySet;
  readonly replay: ReplayCache;
  readonly clock: Clock;
  readonly log: Log;
}

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

/** `POST /token` (RFC 8693): for the gateway only, which proves itself with its pinned key (RFC 9449). */
export function mountTokenRoute(app: Express, options: TokenRouteOptions): void {
  const { gatewayKeys, replay, clock, log } = options;
  app.post('/token', express.urlencoded({ extended: false, limit: '16kb' }), async (request, response) => {
    const now = clock();
    try {
      const { token, rid } = readForm(request.body);
      const call = { method: request.method, path: request.path, token, replay, now };
      const jkt = await verifyGatewayProof(request.headers.dpop, gatewayKeys, call);
      response.json(await exchangeToken({ token, rid, jkt }, options, now));
    } catch (error) {
      if (error instanceof NotAuthenticated) {
        log.warn('SIGN_IN_REFUSED', { reason: error.reason() });
        refuse(request, response);
      } else if (error instanceof IssuerUnavailable) {
        log.error('ISSUER_UNAVAILABLE', {}, error);
        response.status(503).json({ error: 'temporarily_unavailable' });
      } else throw error;
    }
  });
}

function readForm(body: unknown): { token: string; rid: string | undefined } {
  const form = (body ?? {}) as Record<string, unknown>;
  const token = form['subject_token'];
  if (form['grant_type'] !== GRANT_TYPE || form['subject_token_type'] !== TOKEN_TYPE || typeof token !== 'string') {
    throw new NotAuthenticated('not-an-exchange');
  }
  const rid = form['rid'];
  if (rid !== undefined && typeof rid !== 'string') throw new NotAuthenticated('request-id');
  return { token, rid };
}
