import { resolveHubIds } from '../../../subgraphs/mash/identity/redirects';
import { agencyClient, type AgencyClient } from '../../../subgraphs/mash/signals/agency-client';
import { startSignalService } from '../../../subgraphs/mash/signals/service';
import { findSignals } from '../../../subgraphs/mash/signals/signals';
import { findWatchLists } from '../../../subgraphs/mash/signals/watch-list';
import { findFeedStatus } from '../../../subgraphs/mash/signals/feed-status';
import { watchListTeller } from '../../../subgraphs/mash/signals/watcher';
import { lastMark, markPeople } from '../../../subgraphs/mash/threshold/kept/due';
import { type FakeAgency, fakeAgency } from './support/fake-agency';
import { type Hub, hubIdOf, openHub, silent } from './support/hub';
import { HOME, identity, NHS, person, signals } from './support/people';

let hub: Hub;
let health: FakeAgency;
let client: AgencyClient;
beforeAll(async () => {
  hub = await openHub('watch');
});
beforeEach(async () => {
  await hub.clear();
  health = await fakeAgency();
  client = agencyClient({ url: health.url, token: async () => 'service-token' });
});
afterEach(async () => {
  await client.close();
  await health.close();
});
afterAll(() => hub.close());

const amy = identity('Amy', 'Ash', { nhsNumber: NHS[0], addresses: [HOME] });
const carl = identity('Carl', 'Cole', { lifeStage: 'ADULT', dateOfBirth: '1980-01-01', addresses: [HOME] });

test('the household of a subject is watched too, at each agency by its own ids', async () => {
  await hub.tell('health', person('h1', amy), person('h9', identity('Zack', 'Quill')));
  await hub.tell('police', person('p1', carl));
  const lists = await findWatchLists([await hubIdOf(hub.db, 'health', 'h1')], hub.db);
  expect(Object.fromEntries(lists)).toEqual({ police: ['p1'], health: ['h1'], education: [], 'social-care': [] });
});

test('a list is told when it changes, and not again while it does not', async () => {
  await hub.tell('health', person('h1', amy), person('h2', carl));
  const subjects: string[] = [];
  const tell = watchListTeller({
    database: hub.db,
    clients: new Map([['health', client]]),
    findSubjects: async () => subjects,
    log: silent,
    now: () => new Date('2026-11-22T09:00:00Z'),
  });
  await tell();
  subjects.push(await hubIdOf(hub.db, 'health', 'h1'));
  await tell();
  expect(await tell()).toBe(true);
  expect(health.watched).toEqual([[], ['h1', 'h2']]);
});

test('an agency has answered for a case once it has the list and its feed was read after that', async () => {
  await hub.tell('health', person('h1', amy));
  let clock = new Date('2026-11-22T09:00:00Z');
  const tell = watchListTeller({
    database: hub.db,
    clients: new Map([['health', client]]),
    findSubjects: async () => [],
    log: silent,
    now: () => clock,
  });
  const answeredFor = async () => (await findFeedStatus(hub.db)).get('health')?.answeredFor ?? null;
  await tell();
  expect(await answeredFor()).toBeNull();
  // A page that was asked for before the list was told may lack what the list asks for.
  await hub.tell('health', person('h2', carl));
  expect(await answeredFor()).toBeNull();
  await hub.db.query("update feed_state set list_told_at = '2026-11-21' where agency = 'health'");
  await hub.tell('health', person('h2', carl));
  // Not for the last seconds: a case of then may have been committed after its list was read.
  expect(await answeredFor()).toEqual(new Date('2026-11-22T08:59:55Z'));
  // Nobody joined the list since: the agency has answered for a later moment too.
  clock = new Date('2026-11-22T09:05:00Z');
  await tell();
  await hub.tell('health', person('h2', carl));
  expect(await answeredFor()).toEqual(new Date('2026-11-22T09:04:55Z'));
});

test('a change is seen by its mark before it commits, so that nobody takes the lists for settled meanwhile', async () => {
  const before = await lastMark(hub.db);
  expect(await lastMark(hub.db)).toBe(before);
  await hub.db.transaction(async (tx) => {
    await markPeople(tx, ['11111111-1111-4111-8111-111111111111']);
    expect(await lastMark(hub.db)).not.toBe(before);
  });
  const after = await lastMark(hub.db);
  await hub.tell('health', person('h1', amy));
  expect(await lastMark(hub.db)).not.toBe(after);
});

test('when a case closes the signals go, but not before the agency has heard of it', async () => {
  await hub.tell('health', person('h1', amy));
  const id = await hubIdOf(hub.db, 'health', 'h1');
  let subjects = [id];
  const said: unknown[] = [];
  const tell = watchListTeller({
    database: hub.db,
    clients: new Map([['health', client]]),
    findSubjects: async () => subjects,
    log: { ...silent, warn: (code, fields) => void said.push([code, fields]) },
    now: () => new Date('2026-11-22T09:00:00Z'),
  });
  await tell();
  await hub.tell('health', signals('h1', 'a'));
  subjects = [];
  health.fail(503);
  expect([await tell(), await tell()]).toEqual([false, false]);
  expect(said).toEqual([['WATCH_LIST_NOT_TOLD', { agency: 'health', count: 0 }]]);
  expect((await findSignals([id], hub.db)).get(id)).toHaveLength(1);
  health.fail(200);
  await tell();
  expect((await findSignals([id], hub.db)).size).toBe(0);
  expect(health.watched.at(-1)).toEqual([]);
});

test('signals are found under any id the person ever had, with the agency that told them', async () => {
  await hub.tell('health', person('h1', amy));
  await hub.tell('police', person('p1', identity('Amy', 'Ash')));
  const [older, younger] = [await hubIdOf(hub.db, 'health', 'h1'), await hubIdOf(hub.db, 'police', 'p1')];
  await hub.tell('police', person('p1', amy));
  await hub.db.query("insert into watch values ('police', 'p1')");
  await hub.tell('police', signals('p1', 'missing_regular'));
  expect((await resolveHubIds([younger], hub.db)).get(younger)).toBe(older);
  for (const id of [older, younger]) {
    expect((await findSignals([id], hub.db)).get(id)).toEqual([
      expect.objectContaining({ agency: 'police', indicator: 'missing_regular' }),
    ]);
  }
});

test('the service reads feeds and tells lists together, with one agency down, and leaves nothing running', async () => {
  await health.tell(person('h1', amy));
  const service = startSignalService({
    database: hub.db,
    urls: { health: health.url, police: 'http://127.0.0.1:9' },
    keys: () => health.keys,
    token: async (agency) => `token-for-${agency}`,
    findSubjects: async (db) => (await db.query('select hub from agency_person')).map((row: { hub: string }) => row.hub),
    log: silent,
    now: () => new Date('2026-11-22T09:00:00Z'),
  });
  const deadline = Date.now() + 5000;
  while (!health.watched.some((people) => people.includes('h1')) && Date.now() < deadline) {
    await new Promise((later) => setTimeout(later, 50));
  }
  await service.stop();
  expect(health.watched.at(-1)).toEqual(['h1']);
  expect(new Set(health.authorizations)).toEqual(new Set(['Bearer token-for-health']));
});
