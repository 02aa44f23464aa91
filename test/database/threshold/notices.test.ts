import 'reflect-metadata';
import express from 'express';
import { HUB_CODE } from '../../../common/access/vocabulary';
import { openLog } from '../../../common/logger';
import { mountEventsRoute } from '../../../subgraphs/mash/notices/events-route';
import { keepAdvice } from '../../../subgraphs/mash/threshold/kept/keeper';
import { type FakeService, fakeService } from '../../support/fake-service';
import { type Families, NOW, signal, startFamilies } from './support';

/**
 * Who is told of a crossing, by stream and by mail, when the same person is reached twice, may not be told, or ceases to be in between.
 * Each family has a case of its own and is used by one test.
 */

let families: Families;
let hub: FakeService;
let now = NOW;

beforeAll(async () => {
  families = await startFamilies(8);
  const { db, setup } = families;
  for (const [name, role] of [
    ...[
      ['ann', 'mash_analyst'],
      ['di', 'decision_maker'],
      ['ig', 'ig_auditor'],
      ['pat', 'publisher'],
    ],
  ]) {
    await db.query(
      `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
       values ('i', $1, '2026-01-01', $1, 'MASH', array[$2], '{mash}', 'a test')`,
      [name, role],
    );
  }
  await db.query(
    `insert into case_assignment (case_id, team, assigned_at, assigned_by) select id, 'mash', $1, 'a test' from "case"`,
    [NOW],
  );
  await keep();
  const agreement = setup.agreements.get(HUB_CODE);
  if (agreement === undefined) throw new Error('The hub has no agreement');
  const app = express();
  mountEventsRoute(app, {
    authentication: (request, response, next) => {
      const { name, role } = request.query;
      const who = { sub: `i|${name}`, agency: 'MASH', roles: [role], teams: ['mash'], rid: 'r' };
      response.locals.principal = { kind: 'principal', ...who };
      next();
    },
    ...{ database: db, agreement, purposes: setup.purposes, clock: () => now, everyMs: 20 },
  });
  hub = await fakeService(app);
});
afterAll(async () => {
  await hub.close();
  await families.close();
});
afterEach(() => {
  now = NOW;
});

const keep = async (): Promise<void> => {
  const setup = { ...families.setup, database: families.db, clock: () => now };
  while ((await keepAdvice({ setup, log: openLog('test', 'silent') })) > 0);
};
/** The advice on this family's case rises to level 2, or to 4. */
const rise = async (index: number, to: 2 | 4 = 4): Promise<void> => {
  const said = to === 4 ? signal('cse_current', 'custody') : signal('missing_first', 'missing_episodes');
  await families.tell('police', { type: 'signals', person: `child-${index}`, signals: [said] });
  await keep();
};
const events = async (name: string, role: string, after: string, wait = 0) => {
  const query = new URLSearchParams({ name, role, after, wait: String(wait) });
  return (await (await fetch(`${hub.url}/events?${query}`)).json()) as { events: object[]; after: string };
};
const last = async (): Promise<string> =>
  (await families.db.query('select coalesce(max(id), 0)::text as id from threshold_event'))[0].id;
const mails = async (index: number): Promise<{ member: string; notBefore: Date }[]> =>
  families.db.query(
    `select member, not_before as "notBefore" from notice_outbox where subject like $1 order by not_before desc, member`,
    [`Case T-${index}:%`],
  );
const mailed = async (index: number) => (await mails(index)).map(({ member }) => member);
const changeCase = (index: number, change: string) =>
  families.db.query(`update "case" set ${change} where reference = 'T-${index}'`);
const CLOSED = `status = 'CLOSED', closed_at = now(), closed_by = 'x', close_reason = 'x'`;

test('an event is an id and a kind; whoever may not read notices is given none, and no mail', async () => {
  const after = await last();
  await rise(0);
  const told = await events('ann', 'mash_analyst', after);
  expect(told).toEqual({ events: [{ id: expect.stringMatching(/^\d+$/), kind: 'THRESHOLD_ROSE' }], after: expect.any(String) });
  expect((await events('ig', 'ig_auditor', after)).events).toEqual([]);
  expect((await events('pat', 'publisher', after)).events).toEqual([]);
  expect(await mailed(0)).toEqual(['i|ann', 'i|di']);
});

test('two assignments of one person are one event and one mail, in each of their tabs', async () => {
  await families.db.query(
    `insert into case_assignment (case_id, member, assigned_at, assigned_by) select id, 'i|ann', $1, 'a test' from "case" where reference = 'T-1'`,
    [NOW],
  );
  const after = await last();
  const tabs = [1, 2, 3].map(() => events('ann', 'mash_analyst', after, 10_000));
  await rise(1);
  const [first, ...others] = await Promise.all(tabs);
  expect(first?.events).toHaveLength(1);
  expect(others).toEqual([first, first]);
  expect(await mailed(1)).toEqual(['i|ann', 'i|di']);
});

test('what is told twice by an agency crosses once, and a level that goes up and down is one mail a day', async () => {
  const after = await last();
  await rise(2);
  await rise(2);
  expect((await events('ann', 'mash_analyst', after)).events).toHaveLength(1);
  await families.tell('police', { type: 'signals', person: 'child-2', signals: [] });
  await keep();
  await rise(2);
  expect((await events('ann', 'mash_analyst', after)).events).toMatchObject([
    ...[{ kind: 'THRESHOLD_ROSE' }, { kind: 'THRESHOLD_FELL' }, { kind: 'THRESHOLD_ROSE' }],
  ]);
  expect(await mailed(2)).toEqual(['i|ann', 'i|di']);
});

test('a night holds a mail back until the morning, and never one of level 4, nor the stream', async () => {
  now = new Date('2026-11-22T22:30:00Z');
  await families.db.query('update feed_state set last_heard_at = $1', [now]);
  const after = await last();
  await rise(3, 2);
  expect((await events('ann', 'mash_analyst', after)).events).toHaveLength(1);
  await rise(3, 4);
  expect((await mails(3)).map(({ notBefore }) => notBefore.toISOString())).toEqual([
    ...['2026-11-23T07:00:00.000Z', '2026-11-23T07:00:00.000Z', '2026-11-22T22:30:00.000Z', '2026-11-22T22:30:00.000Z'],
  ]);
  await families.db.query('update feed_state set last_heard_at = $1', [NOW]);
});

test('a case that closes while somebody waits tells them nothing, and takes back the mail that waits for the morning', async () => {
  now = new Date('2026-11-22T22:30:00Z');
  await families.db.query('update feed_state set last_heard_at = $1', [now]);
  const after = await last();
  await rise(4, 2);
  expect(await mailed(4)).toHaveLength(2);
  await changeCase(4, CLOSED);
  await families.db.query(`insert into threshold_due (case_id) select id from "case" where reference = 'T-4'`);
  await keep();
  expect(await mailed(4)).toEqual([]);
  expect((await events('ann', 'mash_analyst', after, 200)).events).toEqual([]);
  await families.db.query('update feed_state set last_heard_at = $1', [NOW]);
});

test('nobody is told, by stream or by mail, of a case about their own people: not even of one declared while they wait', async () => {
  const after = await last();
  const waiting = events('ann', 'mash_analyst', after, 1_500);
  await families.db.query(`insert into own_person (member, person, tie, declared_at) values ('i|ann', $1, 'FAMILY', $2)`, [
    families.hubOf('mother-5'),
    NOW,
  ]);
  await rise(5);
  expect((await waiting).events).toEqual([]);
  expect((await events('di', 'decision_maker', after)).events).toHaveLength(1);
  expect(await mailed(5)).toEqual(['i|di']);
});

test('an assignment that is over, and a membership that is, tell nothing any more', async () => {
  const after = await last();
  const waiting = events('ann', 'mash_analyst', after, 1_500);
  await families.db.query(
    `update case_assignment set ends_at = $1 where case_id = (select id from "case" where reference = 'T-6')`,
    [NOW],
  );
  await rise(6);
  expect((await waiting).events).toEqual([]);
  expect(await mailed(6)).toEqual([]);
  await families.db.query(`update member set valid_to = $1 where subject = 'di'`, [NOW]);
  await rise(7);
  expect(await mailed(7)).toEqual(['i|ann']);
});
