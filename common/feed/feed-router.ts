import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { FeedReader } from './feed-reader';
import type { News } from './news';

const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 2_000;
const MAX_WAIT_MS = 2_000;
/** An event becomes readable when older transactions end, of which nobody tells us: look this often while someone waits. */
const LOOK_EVERY_MS = 150;

export interface FeedRouterOptions {
  readonly reader: FeedReader;
  readonly news: News;
  /** Lets only the hub through. */
  readonly service: RequestHandler;
}

/**
 * `GET /feed?after=&limit=&wait=`: the page of events after a cursor. With `wait` (milliseconds, at most 2,000) the answer is
 * held back until there is something to tell.
 */
export function feedRouter({ reader, news, service }: FeedRouterOptions): Router {
  return Router().get('/feed', service, async (request: Request, response: Response) => {
    const { after } = request.query;
    const cursor = typeof after === 'string' ? after : undefined;
    const limit = wholeNumber(request.query['limit'], DEFAULT_LIMIT, MAX_LIMIT) || DEFAULT_LIMIT;
    const until = Date.now() + wholeNumber(request.query['wait'], 0, MAX_WAIT_MS);
    while (Date.now() < until && !response.closed && !(await reader.hasNews(cursor))) {
      await news.wait(Math.min(LOOK_EVERY_MS, until - Date.now()));
    }
    response.json(await reader.read(cursor, limit));
  });
}

function wholeNumber(given: unknown, otherwise: number, most: number): number {
  const number = Math.trunc(Number(given ?? otherwise));
  return Number.isFinite(number) ? Math.min(Math.max(number, 0), most) : otherwise;
}
