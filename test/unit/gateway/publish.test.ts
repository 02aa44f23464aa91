import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import express from 'express';
import { createSigningKey } from '../../../common/tokens/keys';
import type { Caller } from '../../../gateway/caller';
import { type AccessLogRow, LedgerUnavailable } from '../../../gateway/ledger';
import { publishRouter } from '../../../gateway/publish';
import { Rates } from '../../../gateway/rates';
import { NotSignedIn, SignInUnavailable } from '../../../gateway/sign-in';
import { type FakeService, fakeService, NOBODY, type Seen } from '../../support/fake-service';

/** The publishing door alone, before an agency that says what the test wants. */

let agency: FakeService;
let door: FakeService;
let closePublishing: () => Promise<void>;
let caller: Caller;
let seen: (Seen & { body: string })[];
let cutOff: number;
let signedIn: Error | undefined;
let ledgerAway: boolean;
let rows: [AccessLogRow, string][];

const DISCLOSED = {
  purpose: 'OWN_RECORDS',
  agreement: '1',
  released: [{ category: 'publishing', rule: 'police/publishing/own/publisher', fields: ['Publication.receipt'] }],
  withheld: [],
};
const TOLD = { 'x-mash-disclosures': JSON.stringify([DISCLOSED]) };

beforeAll(async () => {
  agency = await fakeService(async (request, response) => {
    const { method = '', url = '', headers } = request;
    request.once('aborted', () => {
      cutOff += 1;
    });
    if (url.includes('refused')) {
      // As an agency does that may not be published to: it answers first, and drops what still comes.
      seen.push({ method, path: url, headers, body: '' });
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"FORBIDDEN"}');
      request.resume();
      return;
    }
    const body = await text(request).catch(() => '');
    seen.push({ method, path: url, headers, body });
    if (url.includes('endless')) {
      response.writeHead(200, { 'content-type': 'text/csv', ...TOLD });
      response.once('close', () => {
        cutOff += 1;
      });
      const more = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.once('close', () => clearInterval(more));
      return;
    }
    response
      .writeHead(url.includes('missing') ? 404 : 202, {
        'content-type': 'application/json',
        'content-disposition': 'attachment',
        'x-inside': 'secret',
        'set-cookie': 'a=b',
        ...(url.includes('untold') ? {} : url.includes('mistold') ? { 'x-mash-disclosures': '[{"purpose":"a name"}]' } : TOLD),
      })
      .end('{"id":"1"}');
  });
  const key = await createSigningKey();
  const publishing = publishRouter({
    agencies: { police: agency.url, health: NOBODY },
    proof: key,
    rates: new Rates({ user: 50, agency: 50 }),
    signIn: {
      exchange: async () => {
        if (signedIn) throw signedIn;
        return { rid: 'r', caller, tokens: { police: 'for-police', health: 'for-health', mash: 'for-mash' } };
      },
    } as never,
    hub: 'mash',
    ledger: {
      commit: async (row, token) => {
        if (ledgerAway) throw new LedgerUnavailable();
        rows.push([row, token]);
      },
    },
  });
  closePublishing = publishing.close;
  door = await fakeService(express().use(publishing.router));
});
afterAll(async () => {
  await Promise.all([door.close(), agency.close(), closePublishing()]);
});
beforeEach(() => {
  seen = [];
  cutOff = 0;
  signedIn = undefined;
  // Every test is somebody else, with a rate of their own.
  caller = { sub: randomUUID(), agency: randomUUID(), roles: ['publisher'] };
  ledgerAway = false;
  rows = [];
});

test('a publication streams through to its own agency, as its principal, with what the agency needs to read it', async () => {
  const headers = {
    'content-type': 'multipart/form-data; boundary=x',
    'x-publication-digest': 'd',
    cookie: 'session=1',
    authorization: 'Bearer a.b.c',
    'x-roles': 'publisher',
  };
  const response = await fetch(`${door.url}/publish/police/police-v1?strict=1`, { method: 'POST', headers, body: 'the files' });
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 202, body: { id: '1' } });
  expect(seen[0]).toMatchObject({ method: 'POST', path: '/publish/police-v1?strict=1', body: 'the files' });
  expect(seen[0]?.headers).toMatchObject({
    authorization: 'DPoP for-police',
    dpop: expect.any(String),
    'content-type': 'multipart/form-data; boundary=x',
    'x-publication-digest': 'd',
  });
  expect(seen[0]?.headers).not.toHaveProperty('cookie');
  expect(seen[0]?.headers).not.toHaveProperty('x-roles');
  expect(response.headers.get('content-disposition')).toBe('attachment');
  expect(response.headers.get('x-inside')).toBeNull();
  expect(response.headers.get('x-mash-disclosures')).toBeNull();
  expect(response.headers.get('set-cookie')).toBeNull();
});

test.each([
  ['publications?format=police-v1&limit=5', '/publications?format=police-v1&limit=5'],
  ['publications/7', '/publications/7'],
  ['publications/7/problems.csv', '/publications/7/problems.csv'],
  ['publications/a%2Fb', '/publications/a%2Fb'],
  ['publications/..%2Fgraphql', '/publications/..%2Fgraphql'],
])('GET %s asks the agency for %s', async (given, asked) => {
  await fetch(`${door.url}/publish/police/${given}`);
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET ${asked}`]);
});

test('no way of writing an address reaches another door of the agency', async () => {
  for (const path of [
    '/publish/police/..%2f..%2fgraphql',
    '/publish/police/%2e%2e',
    '/publish/police/%2e%2e%2fgraphql',
    '/publish/police/x%00',
    '/publish/police/graphql%3F',
  ]) {
    await raw(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  }
  for (const { path } of seen) expect(path).not.toMatch(/^\/(graphql|feed|watch|health)/);
});

test('what the agency says of it is passed on, its refusals too', async () => {
  expect((await fetch(`${door.url}/publish/police/publications/missing`)).status).toBe(404);
});

test('an agency of another name is told apart before anybody is asked', async () => {
  for (const name of ['army', 'mash', '__proto__', 'constructor']) {
    const response = await fetch(`${door.url}/publish/${name}/police-v1`, { method: 'POST' });
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 404,
      body: { error: 'UNKNOWN_AGENCY', message: expect.stringContaining('police, health') },
    });
  }
  expect(seen).toEqual([]);
});

test('whoever is not signed in is sent away, and nothing of theirs reaches the agency', async () => {
  signedIn = new NotSignedIn();
  const response = await fetch(`${door.url}/publish/police/police-v1`, { method: 'POST', body: 'files' });
  expect({ status: response.status, error: ((await response.json()) as { error: string }).error }).toEqual({
    status: 401,
    error: 'UNAUTHENTICATED',
  });
  expect(seen).toEqual([]);
});

test('a refusal before the last byte is read by the publisher, and the connection serves the next request', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const response = await fetch(`${door.url}/publish/police/refused`, { method: 'POST', body: Buffer.alloc(8 * 1024 * 1024) });
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 403, body: { error: 'FORBIDDEN' } });
    expect((await fetch(`${door.url}/publish/police/publications`)).status).toBe(202);
  }
});

test('an agency that is away, or a hub that cannot say who asks, is told as such', async () => {
  const away = await fetch(`${door.url}/publish/health/fhir-r4`, { method: 'POST', body: 'files' });
  expect({ status: away.status, body: await away.json() }).toEqual({
    status: 503,
    body: { error: 'AGENCY_UNAVAILABLE', message: expect.any(String) },
  });
  signedIn = new SignInUnavailable();
  expect((await fetch(`${door.url}/publish/police/police-v1`, { method: 'POST', body: 'files' })).status).toBe(503);
});

test('a publisher who goes away in the middle of sending takes the upload along', async () => {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('POST /publish/police/police-v1 HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf of it');
  await sleep(100);
  socket.destroy();
  await until(() => cutOff === 1);
  expect(cutOff).toBe(1);
});

test('a reader who goes away in the middle of reading leaves nothing open behind the door', async () => {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /publish/police/publications/endless/problems.csv HTTP/1.1\r\nhost: x\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  // Nothing is read any more, so that both buffers fill; then the reader is gone.
  socket.pause();
  await sleep(200);
  socket.destroy();
  await until(() => cutOff > 0);
  expect(cutOff).toBeGreaterThan(0);
});

describe('the ledger', () => {
  const get = (path: string) => fetch(`${door.url}/publish/police/${path}`);

  test.each([
    ['publications', 'RECEIPT'],
    ['publications/7', 'RECEIPT'],
    ['publications/7/problems.csv', 'PROBLEMS_CSV'],
  ])('has its entry before %s leaves, with what the agency says it disclosed', async (path, kind) => {
    expect((await get(path)).status).toBe(202);
    expect(rows).toEqual([
      [
        expect.objectContaining({ kind, rid: 'r', disclosures: [{ custodian: 'police', entry: DISCLOSED }], refused: [] }),
        'for-mash',
      ],
    ]);
  });

  test('keeps everything back while it is away', async () => {
    ledgerAway = true;
    for (const path of ['publications', 'publications/7', 'publications/7/problems.csv', 'publications/endless/problems.csv']) {
      const response = await get(path);
      expect({ status: response.status, body: await response.json() }).toEqual({
        status: 503,
        body: { error: 'LEDGER_UNAVAILABLE', message: expect.any(String) },
      });
    }
  });

  test.each(['untold', 'mistold'])(
    'is not told of what an agency does not say it disclosed, and nothing leaves: %s',
    async (id) => {
      const response = await get(`publications/${id}`);
      expect({ status: response.status, body: await response.json() }).toEqual({
        status: 503,
        body: { error: 'AGENCY_UNAVAILABLE', message: expect.any(String) },
      });
      expect(rows).toEqual([]);
    },
  );

  test('has an entry of a refusal, and none of what is not there', async () => {
    await get('publications/refused');
    await get('publications/missing');
    expect(rows.map(([row]) => [row.kind, row.refused, row.disclosures])).toEqual([['REFUSAL', ['FORBIDDEN'], []]]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !holds(); attempt += 1) await sleep(20);
}

function raw(request: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1', () => socket.write(request));
    socket.once('close', () => resolve());
    socket.on('error', () => undefined);
    socket.resume();
  });
}

test('whoever publishes too often is told when to try again, and the agency is not asked', async () => {
  const ask = () => fetch(`${door.url}/publish/police/publications`);
  const statuses = (await Promise.all(Array.from({ length: 52 }, ask))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  expect(seen.length).toBe(statuses.filter((status) => status !== 429).length);
  const refused = await ask();
  expect({ status: refused.status, body: await refused.json() }).toEqual({
    status: 429,
    body: { error: 'TOO_MANY_REQUESTS', message: 'Too many requests; ask again shortly' },
  });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});
