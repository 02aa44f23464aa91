import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import express from 'express';
import type { DataSource } from 'typeorm';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { loadPurposes } from '../../../common/access/purposes';
import { ROLES } from '../../../common/access/vocabulary';
import { mountEventsRoute } from '../../../subgraphs/mash/notices/events-route';
import { type FakeService, fakeService } from '../../support/fake-service';

/** The hub's route for events before a database that would tell everybody: only the agreement's line `notices` stands between. */

const agreement = compileAgreement(readFileSync('policy/agreements/mash.yaml', 'utf8'), 'mash.yaml');
const told = agreement.categories.get('notices')?.own ?? [];
const ROW = { id: '8', kind: 'THRESHOLD_ROSE', at: new Date(), caseId: 'the-case', reference: 'M-1' };

let hub: FakeService;
let principal: object;
let now = new Date('2026-11-22T12:00:00Z');
/** What the database is asked. */
let asked: string[] = [];

beforeAll(async () => {
  const query = async (text: string) => {
    asked.push(text);
    return /order by e\.id/.test(text) ? [ROW] : /max\(id\)/.test(text) ? [{ id: '7' }] : [];
  };
  const app = express();
  mountEventsRoute(app, {
    authentication: (_request, response, next) => {
      response.locals.principal = principal;
      next();
    },
    database: { query } as unknown as DataSource,
    ...{ agreement, purposes: loadPurposes('policy/purposes.yaml'), clock: () => now, everyMs: 1 },
  });
  hub = await fakeService(app);
});
afterAll(() => hub.close());
beforeEach(() => {
  asked = [];
  now = new Date('2026-11-22T12:00:00Z');
});

const ask = async (roles: readonly string[], query: string) => {
  principal = { kind: 'principal', sub: 'i|somebody', agency: 'MASH', roles, teams: ['mash'], rid: 'r' };
  const answer = await fetch(`${hub.url}/events${query}`);
  return { status: answer.status, body: (await answer.json()) as { events?: object[]; after?: string } };
};

test.each(ROLES)('a %s is told of events exactly when the agreement lets them read notices', async (role) => {
  const { body } = await ask([role], '?after=7&wait=5');
  expect(body).toEqual(
    told.includes(role) ? { events: [{ id: '8', kind: 'THRESHOLD_ROSE' }], after: '8' } : { events: [], after: '7' },
  );
  // Whoever is not told is not looked up either.
  expect(asked.some((text) => text.includes('threshold_event'))).toBe(told.includes(role));
});

test('one role that is told is enough, and none is told nothing', async () => {
  expect((await ask(['publisher', 'decision_maker'], '?after=7')).body.events).toHaveLength(1);
  expect((await ask([], '?after=7')).body.events).toEqual([]);
});

test('nobody is told anything once the agreement is out of force', async () => {
  now = new Date('2199-01-01T12:00:00Z');
  expect((await ask(['mash_analyst'], '?after=7')).body).toEqual({ events: [], after: '7' });
});

test('where to read on from is answered at once, and tells of no event', async () => {
  expect((await ask(['publisher'], '')).body).toEqual({ events: [], after: '7' });
});

test.each(['?after=', '?after=-1', '?after=1&after=2', '?after=1%20or%201=1', '?after=1234567890123456789'])(
  '%s is no place to read on from',
  async (query) => {
    expect((await ask(['mash_analyst'], query)).status).toBe(400);
    expect(asked).toEqual([]);
  },
);
