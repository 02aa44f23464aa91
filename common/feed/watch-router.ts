import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { DataSource } from 'typeorm';
import { textArray } from '../publishing/sql-text';
import { lockWriters } from '../publishing/writer-lock';
import type { News } from './news';
import { tellSignals } from './outbox';
import type { WatchedSignals } from './watched-signals';

/** People on the watch list of one agency; far beyond the open contacts and cases of any MASH. */
const MAX_WATCHED = 50_000;
const MAX_BODY = '4mb';

export interface WatchRouterOptions {
  readonly database: DataSource;
  readonly signals: WatchedSignals;
  readonly news: News;
  /** Lets only the hub through. */
  readonly service: RequestHandler;
}

/** `PUT /watch` with `{ people }`: the whole list of the people on an open contact or case, by the agency's own ids. */
export function watchRouter(options: WatchRouterOptions): Router {
  return Router().put(
    '/watch',
    options.service,
    express.json({ limit: MAX_BODY }),
    async (request: Request, response: Response) => {
      const people = peopleIn(request.body);
      if (people === undefined) {
        response
          .status(400)
          .json({ error: 'BAD_WATCH_LIST', message: `Send { "people": [...] } with at most ${MAX_WATCHED} person ids` });
        return;
      }
      response.json(await replaceWatchList(options, people));
      options.news.tell();
    },
  );
}

/** Watches these people and nobody else: the new ones are told at once, and of those no longer watched no signal stands. */
export async function replaceWatchList(
  { database, signals }: Pick<WatchRouterOptions, 'database' | 'signals'>,
  people: ReadonlySet<string>,
): Promise<{ watched: number; added: number; removed: number }> {
  return database.transaction(async (manager) => {
    await lockWriters(manager);
    const wanted = textArray([...people].sort());
    const [removed]: [{ person: string }[], number] = await manager.query(
      'delete from watch where person <> all($1::text[]) returning person',
      [wanted],
    );
    const added: { person: string }[] = await manager.query(
      `insert into watch (person, signals_digest) select person, '' from unnest($1::text[]) as wanted (person)
       on conflict (person) do nothing returning person`,
      [wanted],
    );
    await tellSignals(manager, new Map(removed.map(({ person }) => [person, []])));
    await signals.begin(
      manager,
      added.map(({ person }) => person),
    );
    return { watched: people.size, added: added.length, removed: removed.length };
  });
}

function peopleIn(body: unknown): Set<string> | undefined {
  const people = (body as { people?: unknown } | undefined)?.people;
  if (!Array.isArray(people) || people.length > MAX_WATCHED) return undefined;
  return people.every((person): person is string => typeof person === 'string' && !person.includes('\0'))
    ? new Set(people)
    : undefined;
}
