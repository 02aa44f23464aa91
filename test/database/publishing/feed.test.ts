import type { DataSource, EntityManager } from 'typeorm';
import { within } from '../../../common/feed/within';
import { withClient } from '../../../tools/local-postgres/databases';
import type { FeedEvent } from '../../../common/feed/event';
import { fine, lines, loan, person } from './support/library';
import { RunningLibrary } from './support/running-library';

let library: RunningLibrary;
let now = new Date('2026-03-10T12:00:00Z');
beforeEach(async () => {
  now = new Date('2026-03-10T12:00:00Z');
  library = await RunningLibrary.start({ clock: () => now });
});
afterEach(() => library.end());

const related = (key: string, of: string, to: string, type = 'SIBLING') => ({
  kind: 'relationship',
  key,
  person: of,
  data: { type, of: to },
});
const about = (events: readonly FeedEvent[], type: FeedEvent['type'], who: string) =>
  events.filter((event) => event.type === type && event.person === who);

describe('the feed', () => {
  test('tells who people are and how they relate, as the rows now stand', async () => {
    await library.publish({
      'a.ndjson': lines(
        person('p1', 'One', { nhsNumber: '9990000018' }),
        related('r1', 'p1', 'p2'),
        related('r2', 'p1', 'p3', 'PARENT'),
      ),
    });
    await library.publish({ 'b.ndjson': lines(person('p1', 'Other'), loan('l1', 'p1')) });
    const { read, more, lastPublishedAt } = await library.feed();
    expect(about(read, 'person', 'p1')).toEqual([
      {
        type: 'person',
        person: 'p1',
        identity: {
          lifeStage: 'CHILD',
          names: [{ use: 'USUAL', given: ['Ada'], family: 'Other' }],
          addresses: [],
          dateOfBirth: '2015-02-03',
        },
      },
    ]);
    expect(about(read, 'relationships', 'p1')).toEqual([
      {
        type: 'relationships',
        person: 'p1',
        relationships: [
          { type: 'SIBLING', of: 'p2' },
          { type: 'PARENT', of: 'p3' },
        ],
      },
    ]);
    expect(read).toHaveLength(2);
    expect(more).toBe(false);
    expect(Date.parse(lastPublishedAt ?? '')).not.toBeNaN();
  });

  test('goes on from a cursor, page by page, and says the same cursor when there is nothing new', async () => {
    await library.publish({ 'a.ndjson': lines(...Array.from({ length: 25 }, (_, index) => person(`p${index}`))) });
    const seen: string[] = [];
    let cursor = '';
    for (let more = true; more; ) {
      const page = await library.feed(cursor, '&limit=10');
      seen.push(...page.read.map((event) => event.person));
      ({ cursor, more } = page);
    }
    expect([...seen].sort()).toEqual(Array.from({ length: 25 }, (_, index) => `p${index}`).sort());
    expect(await library.feed(cursor)).toMatchObject({ cursor, events: [], more: false });
    const elsewhere = Buffer.from(`${crypto.randomUUID()} 999999 999999`).toString('base64url');
    expect((await library.feed(elsewhere)).read).toHaveLength(25);
    expect((await library.feed('%00rubbish')).read).toHaveLength(25);
  });

  test('never passes over an event of a transaction that commits late', async () => {
    await withClient(library.fresh?.url ?? '', async (slow) => {
      await slow.query('begin');
      await slow.query(
        'insert into outbox (type, person, payload) values (\'person\', \'late\', \'{"type":"person","person":"late","identity":null}\')',
      );
      await library.publish({ 'a.ndjson': lines(person('early')) });
      const during = await library.feedNow();
      expect(during.read).toEqual([]);
      await slow.query('commit');
      expect((await library.feed(during.cursor)).read.map((event) => event.person)).toEqual(['late', 'early']);
    });
  });

  test('holds an answer back until there is something to tell', async () => {
    const { cursor } = await library.feed();
    const wait = 2_000;
    const waiting = library.feed(cursor, `&wait=${wait}`);
    const began = Date.now();
    await library.publish({ 'a.ndjson': lines(person('p1')) });
    expect((await waiting).read).toHaveLength(1);
    expect(Date.now() - began).toBeLessThan(wait);
    const next = await library.feed();
    const idle = Date.now();
    expect((await library.feed(next.cursor, '&wait=300')).read).toEqual([]);
    expect(Date.now() - idle).toBeGreaterThanOrEqual(295);
  });

  test('is for the hub alone', async () => {
    for (const path of ['/feed', '/watch']) {
      const method = path === '/feed' ? 'GET' : 'PUT';
      const answer = await library.ask(path, { method, headers: { authorization: 'Bearer x' } });
      expect(answer).toEqual({
        status: 401,
        body: { errors: [{ message: 'Not authenticated', extensions: { code: 'UNAUTHENTICATED' } }] },
      });
    }
  });

  test('begins a new epoch, with every event in it, when the database was restored elsewhere', async () => {
    await library.publish({ 'a.ndjson': lines(person('p1')) });
    const { cursor, epoch } = await library.feed();
    await library.stop();
    await library.database.query("update feed_state set fingerprint = 'another server'");
    await library.database.query("update outbox set xid = '99999999999'");
    await library.serve();
    const restored = await library.feed(cursor);
    expect(restored.epoch).not.toBe(epoch);
    expect(restored.read.map((event) => event.person)).toEqual(['p1']);
    await library.stop();
    await library.serve();
    expect((await library.feed()).epoch).toBe(restored.epoch);
  });

  test('tells no more of a person whose record is sealed or retracted', async () => {
    await library.publish({ 'a.ndjson': lines(person('p1'), person('p2')) });
    await library.database.query(
      "update agency_person set sealed = record_key = 'p1', retracted_at = case when record_key = 'p2' then now() end",
    );
    await library.publish({ 'b.ndjson': lines(person('p1', 'New'), {}) });
    expect(about((await library.feed()).read, 'person', 'p1')).toMatchObject([{ identity: null }]);
  });
});

describe('signals', () => {
  const fineSignal = expect.objectContaining({ indicator: 'FINE', category: 'fines', observedOn: '2026-03-01' });

  test('are told of watched people only, from the moment they are watched', async () => {
    await library.publish({
      'a.ndjson': lines(person('p1'), person('p2'), fine('f1', 'p1', '2026-03-01'), fine('f2', 'p2', '2026-03-01')),
    });
    expect((await library.feed()).read.map(({ type }) => type)).toEqual(['person', 'person']);
    expect(await library.watch('p1', 'nobody')).toMatchObject({ status: 200, body: { watched: 2, added: 2, removed: 0 } });
    const { read, cursor } = await library.feed();
    expect(about(read, 'signals', 'p1')).toEqual([{ type: 'signals', person: 'p1', signals: [fineSignal] }]);
    expect(about(read, 'signals', 'nobody')).toEqual([{ type: 'signals', person: 'nobody', signals: [] }]);
    await library.watch('p1', 'nobody');
    expect((await library.feed(cursor)).read).toEqual([]);
  });

  test('follow what is published, in the same transaction, and never from a category that does not feed', async () => {
    await library.watch('p1');
    const { cursor } = await library.feed();
    await library.publish({
      'a.ndjson': lines(fine('f1', 'p1', '2026-03-01'), fine('f2', 'p2', '2026-03-01'), loan('l1', 'p1')),
    });
    const { read, ...page } = await library.feed(cursor);
    expect(read).toEqual([{ type: 'signals', person: 'p1', signals: [fineSignal] }]);
    await library.publish({ 'b.ndjson': lines(fine('f1', 'p1', '2026-03-01', { paid: true })) });
    expect((await library.feed(page.cursor)).read).toEqual([]);
  });

  test('of people no longer watched are withdrawn', async () => {
    await library.publish({ 'a.ndjson': lines(fine('f1', 'p1', '2026-03-01')) });
    await library.watch('p1');
    const { cursor } = await library.feed();
    expect(await library.watch()).toMatchObject({ body: { watched: 0, removed: 1 } });
    expect((await library.feed(cursor)).read).toEqual([{ type: 'signals', person: 'p1', signals: [] }]);
    await library.publish({ 'b.ndjson': lines(fine('f2', 'p1', '2026-03-02')) });
    expect((await library.feed()).read).toEqual([{ type: 'signals', person: 'p1', signals: [] }]);
  });

  test('change as time passes, and only a change is an event', async () => {
    await library.publish({ 'a.ndjson': lines(fine('f1', 'p1', '2026-03-01'), fine('f2', 'p2', '2026-03-09')) });
    await library.watch('p1', 'p2');
    const { cursor } = await library.feed();
    expect(await library.rederive()).toBe(0);
    now = new Date('2026-04-05T12:00:00Z');
    expect(await library.rederive()).toBe(1);
    expect((await library.feed(cursor)).read).toEqual([{ type: 'signals', person: 'p1', signals: [] }]);
  });

  test('refuses a watch list that is none', async () => {
    const headers = { 'content-type': 'application/json', ...(await library.hub()) };
    for (const body of ['{}', '{"people":"p1"}', '{"people":[1]}', '[]']) {
      expect((await library.ask('/watch', { method: 'PUT', body, headers })).status).toBe(400);
    }
  });
});

test('reading within a transaction sees what it wrote', async () => {
  const count = (database: DataSource | EntityManager) =>
    database.query('select count(*)::int as n from watch').then(([row]) => row.n);
  await library.database.transaction(async (manager) => {
    await manager.query("insert into watch (person, signals_digest) values ('x', '')");
    const inside = within(library.database, manager);
    expect(await count(inside)).toBe(1);
    expect(await count(inside.manager)).toBe(1);
    expect(await inside.transaction(count)).toBe(1);
    expect(await count(library.database)).toBe(0);
  });
});
