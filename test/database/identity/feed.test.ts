import { createSigningKey } from '../../../common/tokens/keys';
import { type AgencyClient, agencyClient } from '../../../subgraphs/mash/signals/agency-client';
import { restartFeed } from '../../../subgraphs/mash/signals/apply-page';
import { type FeedOptions, pullOnce, runFeed } from '../../../subgraphs/mash/signals/feed-puller';
import { findFeedStatus } from '../../../subgraphs/mash/signals/feed-status';
import { eventReader } from '../../../subgraphs/mash/signals/read-events';
import { type FakeAgency, fakeAgency } from './support/fake-agency';
import { type Hub, openHub, silent, stateDigest } from './support/hub';
import { HOME, identity, NHS, person, signals, tie } from './support/people';

let hub: Hub;
let agency: FakeAgency;
let client: AgencyClient;
let feed: FeedOptions;

beforeAll(async () => {
  hub = await openHub('feed');
});
beforeEach(async () => {
  await hub.clear();
  agency = await fakeAgency();
  client = agencyClient({ url: agency.url, token: async () => 'service-token', limit: 3 });
  feed = {
    agency: 'health',
    client,
    read: eventReader(agency.keys),
    database: hub.db,
    log: silent,
    waitMs: 0,
    now: () => new Date('2026-11-22T09:00:00Z'),
  };
});
afterEach(async () => {
  await client.close();
  await agency.close();
});
afterAll(() => hub.close());

const amy = identity('Amy', 'Ash', { nhsNumber: NHS[0], addresses: [HOME] });
const ben = identity('Ben', 'Birch', { nhsNumber: NHS[1] });

async function pullAll(): Promise<void> {
  while ((await pullOnce(feed)) === 'more') {
    // Each turn applies a page.
  }
}

const known = async () =>
  (await hub.db.query('select person from agency_person where identity is not null order by person')).map(
    (row: { person: string }) => row.person,
  );
const poison = () => hub.db.query('select reason, event from feed_poison order by reason');

test('a feed is read to its end, page by page, with a service token', async () => {
  await agency.tell(person('1', amy), person('2', ben), tie('2', 'PARENT', '1'), person('3', amy), person('4', null));
  await pullAll();
  expect(await known()).toEqual(['1', '2', '3']);
  expect(await hub.db.query('select person, other, type from agency_relationship')).toEqual([
    { person: '2', other: '1', type: 'PARENT' },
  ]);
  expect(new Set(agency.authorizations)).toEqual(new Set(['Bearer service-token']));
  expect((await findFeedStatus(hub.db)).get('health')).toEqual({
    lastPublishedAt: new Date('2026-11-21T12:00:00Z'),
    lastHeardAt: new Date('2026-11-22T09:00:00Z'),
    unavailableSince: null,
    answeredFor: null,
  });
});

test('events set aside name their reason and hold up nothing', async () => {
  const stranger = await createSigningKey();
  const event = person('9', amy);
  agency.tellRaw(
    await agency.sign({ id: 'forged', at: '2026-11-22T08:00:00Z', event }, stranger),
    await agency.sign({ id: 'other', at: '2026-11-22T08:00:00Z', event }, undefined, 'receipt+jwt'),
    'rubbish',
    await agency.sign({
      id: 'odd',
      at: '2026-11-22T08:00:00Z',
      event: { type: 'person', person: '9', identity: { names: 'Amy' } },
    }),
    await agency.sign({ id: 'nul', at: '2026-11-22T08:00:00Z', event: person('9', identity('A\0my', 'Ash')) }),
  );
  await agency.tell(person('1', amy));
  await pullAll();
  expect(await known()).toEqual(['1']);
  expect(await poison()).toEqual([
    { reason: 'bad-shape', event: null },
    { reason: 'bad-signature', event: null },
    { reason: 'bad-signature', event: null },
    { reason: 'bad-signature', event: null },
    { reason: 'cannot-apply', event: 'nul' },
  ]);
});

test('what the contract does not name is not stored', async () => {
  const event = JSON.parse(
    '{"type":"person","person":"1","identity":{"lifeStage":"CHILD","names":[],"addresses":[],"note":"x","__proto__":{"a":1}}}',
  );
  agency.tellRaw(await agency.sign({ id: '1', at: '2026-11-22T08:00:00Z', event }));
  await pullAll();
  expect(await hub.db.query('select identity from agency_person')).toEqual([
    { identity: { lifeStage: 'CHILD', names: [], addresses: [] } },
  ]);
});

test('an event told twice has one effect', async () => {
  const first = await agency.sign({ id: 'same', at: '2026-11-22T08:00:00Z', event: person('1', amy) });
  agency.tellRaw(first);
  await agency.tell(person('1', ben), person('2', amy));
  agency.tellRaw(first);
  await pullAll();
  expect(await hub.db.query("select nhs_number from agency_person where person = '1'")).toEqual([{ nhs_number: NHS[1] }]);
});

test('reading from zero again ends in the same state', async () => {
  await agency.tell(
    person('1', amy),
    person('1', ben),
    tie('1', 'SIBLING', '2'),
    person('2', amy),
    tie('1', 'PARENT', '2'),
    person('1', null),
  );
  await pullAll();
  const before = await stateDigest(hub.db);
  await restartFeed(hub.db, 'health', 'epoch-1');
  await pullAll();
  expect(await stateDigest(hub.db)).toEqual(before);
  expect(await hub.db.query('select type from agency_relationship')).toEqual([{ type: 'PARENT' }]);
});

test('after a restore of the agency what it no longer tells goes, at the end and not before; ids stay', async () => {
  await agency.tell(person('1', amy), person('2', ben), tie('1', 'SIBLING', '2'));
  await pullAll();
  const [{ hub: id }] = await hub.db.query("select hub from agency_person where person = '1'");
  await agency.restore(person('1', amy), person('5', ben), person('6', ben), person('7', ben));
  expect(await pullOnce(feed)).toBe('more');
  expect(await pullOnce(feed)).toBe('more');
  expect(await known()).toEqual(['1', '2', '5', '6']);
  await pullAll();
  expect(await known()).toEqual(['1', '5', '6', '7']);
  expect(await hub.db.query('select * from agency_relationship')).toEqual([]);
  expect(await hub.db.query("select hub from agency_person where person = '1'")).toEqual([{ hub: id }]);
});

test("one agency's restore leaves the others' people alone", async () => {
  await hub.tell('police', person('p1', amy));
  await agency.tell(person('1', ben));
  await pullAll();
  await agency.restore();
  await pullAll();
  expect(await known()).toEqual(['p1']);
});

test('signals are kept for watched people only', async () => {
  await hub.db.query("insert into watch values ('health', '1')");
  await agency.tell(person('1', amy), signals('1', 'a', 'b'), signals('2', 'c'), signals('1', 'b'));
  await pullAll();
  expect(await hub.db.query("select person, signal ->> 'indicator' as indicator from agency_signal")).toEqual([
    { person: '1', indicator: 'b' },
  ]);
});

test.each([
  ['an error', () => agency.fail(503)],
  ['rubbish', () => agency.babble('<html>')],
  ['a page of the wrong shape', () => agency.babble('{"epoch":1}')],
  ['nothing', () => agency.close()],
])('an agency that answers %s is unavailable since then, until it answers again', async (_, breakIt) => {
  await agency.tell(person('1', amy));
  await pullAll();
  await breakIt();
  const running = runFeed(feed);
  await until(async () => (await findFeedStatus(hub.db)).get('health')?.unavailableSince !== null);
  await running.stop();
  expect((await findFeedStatus(hub.db)).get('health')).toMatchObject({ unavailableSince: new Date('2026-11-22T09:00:00Z') });
  expect(await known()).toEqual(['1']);
  agency.fail(200);
  agency.babble(undefined);
  if (_ !== 'nothing') {
    await pullOnce(feed);
    expect((await findFeedStatus(hub.db)).get('health')?.unavailableSince).toBeNull();
  }
});

test('a running feed brings news within two seconds and stops when told', async () => {
  const running = runFeed(feed);
  await agency.tell(person('1', amy));
  await until(async () => (await known()).length === 1);
  await agency.tell(person('2', ben));
  await until(async () => (await known()).length === 2);
  await running.stop();
  const asked = agency.requests();
  await new Promise((later) => setTimeout(later, 600));
  expect(agency.requests()).toBe(asked);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 2000;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error('did not happen within two seconds');
    }
    await new Promise((later) => setTimeout(later, 20));
  }
}
