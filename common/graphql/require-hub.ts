import type { RequestHandler } from 'express';
import type { Log } from '../logger';
import type { Clock } from '../time';
import { authenticateService } from '../tokens/authenticate';
import type { KeySet } from '../tokens/key-set';
import { NotAuthenticated } from '../tokens/not-authenticated';
import { refuse } from './authentication';

export interface HubCallOptions {
  /** The hub's keys. */
  readonly keys: KeySet;
  /** Name of this subgraph. */
  readonly audience: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Lets the hub itself through, with a service token of this scope for this agency. */
export function requireHub(scope: string, { keys, audience, clock, log }: HubCallOptions): RequestHandler {
  return async (request, response, next) => {
    try {
      await authenticateService(request.headers, keys, audience, scope, clock());
    } catch (error) {
      if (!(error instanceof NotAuthenticated)) throw error;
      log.warn('CALL_NOT_AUTHENTICATED', { reason: error.reason() });
      refuse(request, response);
      return;
    }
    next();
  };
}
