import { type Request, type Response, Router } from 'express';
import { Pool } from 'undici';
import { type CallProof, callHeaders } from './call-proof';
import { admit } from './door';
import type { Rates } from './rates';
import { NotTaken } from './refusal';
import { NotSignedIn, type SignedIn, type SignIn } from './sign-in';

interface EventsOptions {
  readonly hubUrl: string;
  /** Name of the hub's own subgraph: whose principal token is used. */
  readonly hub: string;
  readonly signIn: SignIn;
  readonly rates: Rates;
  readonly proof: CallProof;
  /** How long the hub may hold one question; 15,000 unless told. Between two, the sign-in is checked anew. */
  readonly waitMs?: number;
  /** Streams that one door holds open at once; 500 unless told. */
  readonly most?: number;
  /** Of these for one user; 10 unless told. */
  readonly mostEach?: number;
}

interface Page {
  readonly events: readonly { readonly id: string; readonly kind: string }[];
  readonly after: string;
}

const RETRY_MS = 2_000;

/**
 * `GET /events`: a stream (SSE) of what crossed a threshold in the caller's cases, each by its id and kind and nothing else. What
 * it is about a client asks for in a query, so that nothing leaves without its row in the access log (design D8).
 *
 * The stream ends when the sign-in does; a client comes back with `Last-Event-ID` and misses nothing.
 */
export function eventsRouter(options: EventsOptions): { readonly router: Router; close(): Promise<void> } {
  const { hubUrl, hub, signIn, rates, proof, waitMs = 15_000, most = 500, mostEach = 10 } = options;
  const pool = new Pool(new URL(hubUrl).origin, { connections: most });
  /** Whose stream each is. */
  const open = new Map<Response, string>();

  /** @throws NotTaken when there are too many: one stolen sign-in must leave room for everybody else. */
  const hold = (response: Response, { caller: { sub } }: SignedIn): void => {
    if (response.destroyed) throw new Error('The client left before its stream began');
    const theirs = [...open.values()].filter((one) => one === sub).length;
    if (open.size >= most || theirs >= mostEach) throw new NotTaken(503, 'TOO_MANY_STREAMS', 'Too many streams are open');
    open.set(response, sub);
    response.once('close', () => open.delete(response));
  };

  const ask = async (request: Request, response: Response, after: string | undefined, gone: AbortSignal): Promise<Page> => {
    const signedIn = await signIn.exchange(request.headers.authorization);
    // Opening a stream is a request like any other; holding it open is none.
    if (!open.has(response)) {
      admit(rates, signedIn, response);
      hold(response, signedIn);
    }
    const { tokens } = signedIn;
    const query = after === undefined ? '' : `?${new URLSearchParams({ after, wait: String(waitMs) })}`;
    const url = new URL(`/events${query}`, hubUrl);
    const answer = await pool.request({
      method: 'GET',
      path: url.pathname + url.search,
      headers: await callHeaders(proof, url.href, tokens[hub] ?? '', 'GET'),
      headersTimeout: waitMs + 5_000,
      signal: gone,
    });
    if (answer.statusCode === 401) {
      await answer.body.dump();
      throw new NotSignedIn();
    }
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw new Error('The hub gave no events');
    }
    return (await answer.body.json()) as Page;
  };

  const stream = async (request: Request, response: Response): Promise<void> => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    // The first question is asked before anything is promised: whoever may not sign in gets an answer, not a stream.
    let page = await ask(request, response, lastEventId(request), gone.signal);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.write(`retry: ${RETRY_MS}\n\n`);
    while (!gone.signal.aborted) {
      for (const { id, kind } of page.events) response.write(`id: ${id}\nevent: ${kind}\ndata: {}\n\n`);
      // A comment now and then keeps proxies from closing a quiet stream.
      if (page.events.length === 0) response.write(': \n\n');
      page = await ask(request, response, page.after, gone.signal);
    }
  };

  const router = Router();
  router.get('/events', (request, response, next) => {
    stream(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void response.end();
      if (error instanceof NotTaken) return next(error);
      if (error instanceof NotSignedIn) return next(new NotTaken(401, 'UNAUTHENTICATED', error.message));
      next(new NotTaken(503, 'EVENTS_UNAVAILABLE', 'There are no events to be had at the moment'));
    });
  });
  return {
    router,
    async close() {
      for (const response of open.keys()) response.end();
      await pool.destroy();
    },
  };
}

/** Where a client that was cut off read to; anything else begins with what comes next. */
function lastEventId(request: Request): string | undefined {
  const given = request.headers['last-event-id'];
  return typeof given === 'string' && /^\d{1,18}$/.test(given) ? given : undefined;
}
