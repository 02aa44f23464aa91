import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign } from 'jose';
import type { FeedEvent, FeedPage } from '../../../../common/feed/event';
import { signEvent } from '../../../../common/feed/signed-event';
import { type KeySet, keySetOf } from '../../../../common/tokens/key-set';
import { createSigningKey, type SigningKey } from '../../../../common/tokens/keys';

/** An agency as the hub sees it: a signed feed and a watch list over HTTP. Cursors count the events. */
export interface FakeAgency {
  readonly url: string;
  readonly keys: KeySet;
  /** Adds events to the feed, signed by the agency. */
  tell(...events: FeedEvent[]): Promise<void>;
  /** Adds anything at all. */
  tellRaw(...jws: string[]): void;
  sign(payload: unknown, key?: SigningKey, typ?: string): Promise<string>;
  /** As after a restore: a new epoch, and only these events. */
  restore(...events: FeedEvent[]): Promise<void>;
  /** Answers with this status instead, until called with 200. */
  fail(status: number): void;
  /** Answers this text instead, until called with undefined. */
  babble(text: string | undefined): void;
  /** Every watch list it was told, oldest first. */
  readonly watched: string[][];
  readonly authorizations: string[];
  requests(): number;
  close(): Promise<void>;
}

export async function fakeAgency(): Promise<FakeAgency> {
  const key = await createSigningKey();
  const keys = await keySetOf({ keys: [key.publicJwk] });
  const watched: string[][] = [];
  const authorizations: string[] = [];
  const state = { epoch: 1, events: [] as string[], status: 200, text: undefined as string | undefined, requests: 0, ids: 0 };
  const sign = (payload: unknown, by = key, typ = 'event+jwt') =>
    new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid: by.kid, typ })
      .sign(by.privateKey);
  const signed = (events: readonly FeedEvent[]) =>
    Promise.all(
      events.map((event) => {
        state.ids += 1;
        return signEvent(key, { id: `event-${state.ids}`, at: '2026-11-22T08:00:00Z', event });
      }),
    );
  const page = (url: URL): FeedPage => {
    const after = Number(url.searchParams.get('after') ?? 0);
    const until = Math.min(state.events.length, after + Number(url.searchParams.get('limit')));
    return {
      epoch: `epoch-${state.epoch}`,
      cursor: String(until),
      more: until < state.events.length,
      lastPublishedAt: '2026-11-21T12:00:00.000Z',
      events: state.events.slice(after, until),
    };
  };
  const server = createServer(async (request, response) => {
    state.requests += 1;
    authorizations.push(request.headers.authorization ?? '');
    if (state.status !== 200) {
      response.writeHead(state.status).end();
    } else if (request.method === 'PUT') {
      watched.push((JSON.parse(await bodyOf(request)) as { people: string[] }).people);
      response.writeHead(204).end();
    } else {
      response.end(state.text ?? JSON.stringify(page(new URL(request.url ?? '', 'http://agency'))));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    watched,
    authorizations,
    sign,
    async tell(...events) {
      state.events.push(...(await signed(events)));
    },
    tellRaw(...jws) {
      state.events.push(...jws);
    },
    async restore(...events) {
      state.events = await signed(events);
      state.epoch += 1;
    },
    fail(status) {
      state.status = status;
    },
    babble(text) {
      state.text = text;
    },
    requests: () => state.requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }
  return body;
}
