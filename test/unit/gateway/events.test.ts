import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { createSigningKey } from '../../../common/tokens/keys';
import { eventsRouter } from '../../../gateway/events';
import { Rates } from '../../../gateway/rates';
import { answerRefusal } from '../../../gateway/refusal';
import { NotSignedIn, SignInUnavailable } from '../../../gateway/sign-in';
import { type FakeService, fakeService } from '../../support/fake-service';

/** The door for events alone, before a hub that says what the test wants. */

let hub: FakeService;
let door: FakeService;
let close: () => Promise<void>;
let asked: string[] = [];
let refusal: Error | undefined;
let pages: (object | number)[] = [];
let token = 'for-mash';
let caller = { sub: 'somebody', agency: 'MASH', roles: ['mash_analyst'] };

beforeAll(async () => {
  hub = await fakeService(async (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    // Where to read on from, the hub says at once.
    const page = pages.shift() ?? (request.url?.includes('after=') ? undefined : { events: [], after: '1' });
    if (typeof page === 'number') return void response.writeHead(page).end();
    if (page === undefined) {
      // Nothing more: the hub holds the question, as it does.
      await sleep(300, undefined, { ref: false });
      return void response.end();
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
  });
  const key = await createSigningKey();
  const signIn = {
    exchange: async () => {
      if (refusal) throw refusal;
      return { rid: 'r', caller, tokens: { mash: token, police: 'for-police' } };
    },
  };
  const events = eventsRouter({
    hubUrl: hub.url,
    hub: 'mash',
    signIn: signIn as never,
    rates: new Rates({ user: 100, agency: 100 }, () => 0),
    proof: key,
    waitMs: 10,
    most: 2,
    mostEach: 1,
  });
  close = events.close;
  door = await fakeService(express().use(events.router).use(answerRefusal(false)));
});
afterAll(async () => {
  await close();
  await Promise.all([door.close(), hub.close()]);
});
beforeEach(() => {
  asked = [];
  refusal = undefined;
  pages = [];
  token = 'for-mash';
});

/** Reads the stream until it holds all of these, then goes away. */
async function read(until: readonly string[], headers: Record<string, string> = {}): Promise<string> {
  const leaving = new AbortController();
  const answer = await fetch(`${door.url}/events`, { headers, signal: leaving.signal });
  let text = '';
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(piece).toString('utf8');
    if (until.every((word) => text.includes(word))) break;
  }
  leaving.abort();
  await sleep(20);
  return text;
}

test('a stream tells ids and kinds as they come, and nothing else that the hub may have said', async () => {
  pages = [
    { events: [], after: '7' },
    { events: [{ id: '8', kind: 'THRESHOLD_ROSE', caseId: 'secret' }], after: '8' },
  ];
  const text = await read(['id: 8']);
  expect(text).toContain('id: 8\nevent: THRESHOLD_ROSE\ndata: {}\n\n');
  expect(text).not.toContain('secret');
  expect(asked.slice(0, 2)).toEqual(['/events DPoP for-mash', '/events?after=7&wait=10 DPoP for-mash']);
});

test('a client that comes back goes on where it was', async () => {
  pages = [{ events: [{ id: '9', kind: 'THRESHOLD_FELL' }], after: '9' }];
  await read(['id: 9'], { 'last-event-id': '8' });
  expect(asked[0]).toBe('/events?after=8&wait=10 DPoP for-mash');
});

test('an id that is none is not passed on', async () => {
  pages = [{ events: [], after: '1' }];
  await read(['retry:'], { 'last-event-id': '8 or 1=1' });
  expect(asked[0]).toBe('/events DPoP for-mash');
});

test.each([
  ['nobody signed in', () => new NotSignedIn(), 401, 'UNAUTHENTICATED'],
  ['the hub cannot tell who it is', () => new SignInUnavailable(), 503, 'EVENTS_UNAVAILABLE'],
])('%s: an answer, not a stream', async (_, error, status, code) => {
  refusal = error();
  const answer = await fetch(`${door.url}/events`);
  expect([answer.status, await answer.json()]).toMatchObject([status, { errors: [{ extensions: { code } }] }]);
});

test('the hub refuses: an answer, not a stream', async () => {
  pages = [401];
  expect((await fetch(`${door.url}/events`)).status).toBe(401);
  pages = [500];
  expect((await fetch(`${door.url}/events`)).status).toBe(503);
});

test('the stream ends when the sign-in does', async () => {
  pages = [{ events: [], after: '1' }];
  const answer = await fetch(`${door.url}/events`);
  refusal = new NotSignedIn();
  pages.push({ events: [], after: '1' });
  await expect(answer.text()).resolves.toContain('retry:');
});

test('each question is asked as what the sign-in is worth by then, and never as what it was worth when the stream began', async () => {
  const quiet = (after: string) => ({ events: [], after });
  pages = [quiet('1')];
  const reading = read(['id: 3']);
  while (asked.length < 1) await sleep(1);
  token = 'for-mash-in-another-role';
  pages = [quiet('2'), { events: [{ id: '3', kind: 'THRESHOLD_ROSE' }], after: '3' }];
  await reading;
  expect(asked[0]).toBe('/events DPoP for-mash');
  expect(asked.slice(-2).map((one) => one.split(' ').at(-1))).toEqual(['for-mash-in-another-role', 'for-mash-in-another-role']);
});

test('no more streams than the door can hold, and none of them all for one user', async () => {
  const usual = caller;
  const leaving = new AbortController();
  const open = async (sub: string) => {
    caller = { ...usual, sub };
    return fetch(`${door.url}/events`, { signal: leaving.signal });
  };
  expect((await open('one')).status).toBe(200);
  const again = await open('one');
  expect([again.status, await again.json()]).toMatchObject([503, { errors: [{ extensions: { code: 'TOO_MANY_STREAMS' } }] }]);
  expect((await open('another')).status).toBe(200);
  expect((await open('a third')).status).toBe(503);
  leaving.abort();
  await sleep(20);
  caller = usual;
  expect(await read(['retry:'])).toContain('retry:');
});

test('opening one after the other without end is refused like any other request', async () => {
  caller = { ...caller, sub: 'somebody else', agency: 'POLICE' };
  const statuses: number[] = [];
  for (let count = 0; count < 102; count += 1) {
    pages = [500];
    statuses.push((await fetch(`${door.url}/events`)).status);
  }
  expect(statuses[0]).toBe(503);
  expect(statuses).toContain(429);
});
