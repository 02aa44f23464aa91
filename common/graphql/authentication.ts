import type { Request, RequestHandler, Response } from 'express';
import type { Principal } from '../access/subject';
import type { Log } from '../logger';
import type { Clock } from '../time';
import { authenticate, type Headers, type IncomingCall } from '../tokens/authenticate';
import type { KeySet } from '../tokens/key-set';
import { NotAuthenticated } from '../tokens/not-authenticated';
import type { ReplayCache } from '../tokens/replay-cache';

/** Byte for byte the same, whatever was missing or wrong. */
export const UNAUTHENTICATED_BODY = {
  errors: [{ message: 'Not authenticated', extensions: { code: 'UNAUTHENTICATED' } }],
};

export interface AuthenticationOptions {
  /** The hub's keys: principal tokens are minted by the hub alone. */
  readonly keys: KeySet;
  /** Name of this subgraph. */
  readonly audience: string;
  readonly replay: ReplayCache;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who makes a call; undefined when it does not hold, which is logged by its reason and told to nobody. */
export type Identify = (headers: Headers, call: IncomingCall) => Promise<Principal | undefined>;

export const identifying =
  ({ keys, audience, replay, clock, log }: AuthenticationOptions): Identify =>
  async (headers, call) => {
    try {
      return await authenticate(headers, call, keys, audience, replay, clock());
    } catch (error) {
      if (!(error instanceof NotAuthenticated)) throw error;
      log.warn('CALL_NOT_AUTHENTICATED', { reason: error.reason() });
      return undefined;
    }
  };

/** Lets a call through when a principal makes it and proves so; read them with `principalOf`. Comes before the body is read. */
export function requirePrincipal(identify: Identify): RequestHandler {
  return async (request, response, next) => {
    const principal = await identify(request.headers, { method: request.method, path: request.originalUrl });
    if (principal === undefined) return refuse(request, response);
    response.locals.principal = principal;
    next();
  };
}

/** The principal of a call that `requirePrincipal` let through. */
export function principalOf(response: Response): Principal {
  const { principal } = response.locals as { principal?: Principal };
  if (principal === undefined) throw new Error('This route does not require a principal');
  return principal;
}

/** Answers 401. The body of the request is not read, so the connection cannot be used again. */
export function refuse(_request: Request, response: Response): void {
  response.set('connection', 'close').status(401).json(UNAUTHENTICATED_BODY);
}
