import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { openLog } from '../../../common/logger';
import type { Signal } from '../../../common/signal';
import { listCases } from '../../../subgraphs/mash/cases/case-list';
import { findFeedStatus } from '../../../subgraphs/mash/signals/feed-status';
import { findNotices } from '../../../subgraphs/mash/notices/notice-store';
import { assess } from '../../../subgraphs/mash/threshold/assess';
import { historyOf } from '../../../subgraphs/mash/threshold/kept/history';
import { keepAdvice } from '../../../subgraphs/mash/threshold/kept/keeper';
import { answered, type Families, NOW, signal, startFamilies } from './support';

let families: Families;
const log = openLog('test', 'silent');
const ROLES = ['mash_analyst', 'decision_maker', 'social_care_lead', 'education_lead', 'ig_auditor'];

beforeAll(async () => {
  families = await startFamilies(6);
  for (const role of ROLES) {
    await families.db.query(
      `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
       values ('i', $1, '2026-01-01', $1, 'MASH', array[$1], '{mash}', 'a test')`,
      [role],
    );
  }
  await families.db.query(
    `insert into case_assignment (case_id, team, assigned_at, assigned_by) select id, 'mash', $1, 'a test' from "case"`,
    [NOW],
  );
  await keep();
});
afterAll(() => families.close());

const keep = async (at = NOW): Promise<number> => {
  const setup = { ...families.setup, database: families.db, clock: () => at };
  let [all, done] = [0, await keepAdvice({ setup, log })];
  while (done > 0) [all, done] = [all + done, await keepAdvice({ setup, log })];
  return all;
};
const tellSignals = (person: string, ...signals: Signal[]) => families.tell('police', { type: 'signals', person, signals });
const contextOf = (role = 'mash_analyst') => {
  const context = families.context(role);
  return { ...context, principal: { ...context.principal, sub: `i|${role}`, teams: ['mash'] } };
};
const adviceOf = async (name: string, viewpoint = 'SECTION_47/mash_analyst') => {
  const [row] = await families.db.query(
    `select a.level, a.could_reach as "couldReach", a.complete, a.digest, a.model from child_advice a where person = $1 and viewpoint = $2`,
    [families.hubOf(name), viewpoint],
  );
  return row as { level: number; couldReach: number; digest: string } | undefined;
};
const history = async (name: string, role = 'mash_analyst') =>
  historyOf(await families.child(name, contextOf(role)), null, contextOf(role));
/** The list as somebody sorts it: T-numbers of `startFamilies`. */
const sorted = async (role: string, orderBy: 'HIGHEST_ADVICE_FIRST' | 'RISING_FIRST', filter = {}) =>
  (await listCases({ orderBy, filter }, contextOf(role))).edges.map(({ node }) => node.reference);

test('every open case has advice for each viewpoint that is shown any, and for no other', async () => {
  const rows: { viewpoint: string }[] = await families.db.query('select distinct viewpoint from child_advice order by 1');
  expect(rows.map(({ viewpoint }) => viewpoint)).toEqual([
    ...['DECISION_REVIEW/decision_maker', 'SECTION_47/decision_maker', 'SECTION_47/mash_analyst', 'SECTION_47/social_care_lead'],
  ]);
});

test('what an agency publishes is worked out, kept and in the history, with the reason', async () => {
  const missing = signal('missing_first', 'missing_episodes');
  await tellSignals('child-0', missing);
  expect(await keep()).toBe(1);
  expect(await adviceOf('child-0')).toMatchObject({ level: 2, couldReach: 2, complete: true, model: 'continuum-of-need 2' });
  expect(await history('child-0')).toMatchObject([
    { level: 2, changes: [{ kind: 'TOLD', agency: 'POLICE', indicator: 'missing_first' }] },
    { level: 1, changes: [{ kind: 'FIRST' }] },
  ]);
});

test('what is kept is what a look at the child gives, digest and all', async () => {
  const context = contextOf();
  const feeds = await findFeedStatus(families.db);
  const shown = await assess(await families.child('child-0', context), feeds, context);
  expect(await adviceOf('child-0')).toMatchObject({ level: shown.level, couldReach: shown.couldReach, digest: shown.digest });
});

test('what changes nothing leaves no trace', async () => {
  const before = (await history('child-0')).length;
  const [{ signals }] = await families.db.query('select count(*)::int as signals from agency_signal');
  await families.db.query('insert into threshold_due (case_id) select id from "case"');
  expect(await keep()).toBe(6);
  expect(signals).toBe(1);
  expect((await history('child-0')).length).toBe(before);
});

test('a signal that its agency withdraws, and one that expires, lower the level, each by its own name', async () => {
  await tellSignals(
    'child-1',
    signal('cse_current', 'custody'),
    signal('missing_first', 'missing_episodes', { expires: '2026-11-23' }),
  );
  await keep();
  await tellSignals('child-1', signal('missing_first', 'missing_episodes', { expires: '2026-11-23' }));
  await keep();
  const past = await history('child-1');
  expect(past[0]?.changes).toContainEqual({ kind: 'WITHDRAWN', agency: 'POLICE', indicator: 'cse_current' });
  expect([past[1]?.level, past[0]?.level]).toEqual([4, 2]);
  const later = new Date('2026-11-24T12:00:00Z');
  await families.db.query('update feed_state set last_heard_at = $1', [later]);
  expect(await keep(later)).toBe(6);
  expect((await history('child-1'))[0]).toMatchObject({ level: 1, changes: [{ kind: 'EXPIRED', indicator: 'missing_first' }] });
  await families.db.query('update feed_state set last_heard_at = $1', [NOW]);
  await keep();
});

test('what may only move the level moves it in what is kept too, and the history says no more than that', async () => {
  await tellSignals('child-2', signal('cse_current', 'intelligence'));
  await keep();
  expect(await adviceOf('child-2')).toMatchObject({ level: 4 });
  expect((await history('child-2'))[0]).toMatchObject({
    level: 4,
    changes: [{ kind: 'NOT_SHOWN', agency: null, indicator: null }],
  });
});

test('somebody who moves in is weighed from then on', async () => {
  const addresses = [{ lines: ['3 Mill Lane'], postcode: 'BB1 7AA', from: '2020-01-01' }];
  const names = [{ use: 'USUAL' as const, given: ['Rex'], family: 'Other' }];
  const person = `partner-${randomUUID()}`;
  await families.tell('police', {
    type: 'person',
    person,
    identity: { lifeStage: 'ADULT', names, dateOfBirth: '1988-02-03', addresses },
  });
  await families.tell('police', { type: 'relationships', person, relationships: [{ type: 'LIVES_WITH', of: 'child-3' }] });
  await families.db.query(`insert into watch (agency, person) values ('police', $1)`, [person]);
  await tellSignals(person, signal('sexual_offender_in_or_joining_home', 'warning_markers', { confidence: 'CONFIRMED' }));
  await keep();
  const [{ people }] = await families.db.query(
    'select t.people from case_threshold t join case_subject s using (case_id) where s.person = $1',
    [families.hubOf('child-3')],
  );
  expect(people).toHaveLength(3);
});

describe('a list of cases', () => {
  test('is ordered by the advice and by what rose last', async () => {
    const byAdvice = await sorted('mash_analyst', 'HIGHEST_ADVICE_FIRST');
    expect(byAdvice.slice(0, 2).sort()).toEqual(['T-2', 'T-3']);
    expect(byAdvice).toHaveLength(6);
    expect(await sorted('mash_analyst', 'RISING_FIRST', { roseAfter: new Date('2026-11-22T11:00:00Z') })).toContain('T-2');
    const high = await sorted('mash_analyst', 'HIGHEST_ADVICE_FIRST', { advisedFrom: 4 });
    expect([...high].sort()).toEqual(['T-2', 'T-3']);
    expect(high).toEqual(byAdvice.slice(0, high.length));
    expect(await sorted('mash_analyst', 'HIGHEST_ADVICE_FIRST', { couldReachFrom: 4 })).toEqual(high);
  });

  test('pages through every case once, whatever the order', async () => {
    const context = contextOf();
    for (const orderBy of ['HIGHEST_ADVICE_FIRST', 'RISING_FIRST'] as const) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listCases>> = await listCases({ orderBy, first: 2, after }, context);
        seen.push(...page.edges.map(({ node }) => node.reference));
        after = page.pageInfo.hasNextPage ? (page.edges.at(-1)?.cursor ?? null) : null;
      } while (after !== null);
      expect([...seen].sort()).toEqual(['T-0', 'T-1', 'T-2', 'T-3', 'T-4', 'T-5']);
    }
  });

  test.each(['education_lead', 'ig_auditor'])('may not be sorted by advice by a %s, who is shown none', async (role) => {
    await expect(sorted(role, 'HIGHEST_ADVICE_FIRST')).rejects.toMatchObject({ extensions: { code: 'WITHHELD' } });
  });
});

describe('notices', () => {
  const noticesOf = (role: string) => findNotices(contextOf(role), '0', 50, families.db);

  test('tell those who are assigned and shown advice which case it is, and nobody else anything', async () => {
    expect(await noticesOf('mash_analyst')).toContainEqual(expect.objectContaining({ kind: 'THRESHOLD_ROSE', reference: 'T-2' }));
    expect(await noticesOf('education_lead')).toEqual([]);
    expect(await noticesOf('ig_auditor')).toEqual([]);
  });

  test('are written once for each person and case, in words that say nothing of the child', async () => {
    const mails: { member: string; subject: string; body: string }[] = await families.db.query(
      `select member, subject, body from notice_outbox where subject like '%T-2:%' order by member`,
    );
    expect(mails.map(({ member }) => member)).toEqual(['i|decision_maker', 'i|mash_analyst', 'i|social_care_lead']);
    expect(mails[0]?.body).toBe(
      'The advice on case T-2, for which you are responsible, has crossed a threshold. Sign in to read it.',
    );
  });
});

test('an outage that lasts widens what is kept, is in the history, and is taken back when the agency answers', async () => {
  await families.db.query(`update feed_state set unavailable_since = $1 where agency = 'health'`, [
    new Date(NOW.getTime() - 60_000),
  ]);
  expect(await keep()).toBe(6);
  expect(await adviceOf('child-4')).toMatchObject({ level: 1, couldReach: 4, complete: false });
  await families.db.query(`update feed_state set unavailable_since = null where agency = 'health'`);
  await keep();
  expect((await history('child-4')).slice(0, 2)).toMatchObject([
    { couldReach: 1, changes: [{ kind: 'ANSWERED', agency: 'HEALTH' }] },
    { couldReach: 4, changes: [{ kind: 'SILENT', agency: 'HEALTH' }] },
  ]);
});

test('a look at the child during a short fault of one agency says so, and what is kept does not follow it', async () => {
  const context = contextOf();
  const child = await families.child('child-4', context, {
    police: answered(),
    health: null,
    education: answered(),
    socialCare: answered(),
  });
  expect(await assess(child, await findFeedStatus(families.db), context)).toMatchObject({ level: 1, couldReach: 4 });
  expect(await adviceOf('child-4')).toMatchObject({ couldReach: 1 });
});

test('a case that is closed is followed no more; its history stays', async () => {
  await families.db.query(
    `update "case" set status = 'CLOSED', closed_at = $1, closed_by = 'x', close_reason = 'x' where reference = 'T-5'`,
    [NOW],
  );
  await families.db.query(`insert into threshold_due (case_id) select id from "case" where reference = 'T-5'`);
  await keep();
  expect(await adviceOf('child-5')).toBeUndefined();
  const [{ count }] = await families.db.query('select count(*)::int as count from threshold_history where person = $1', [
    families.hubOf('child-5'),
  ]);
  expect(count).toBeGreaterThan(0);
});

test('history cannot be rewritten', async () => {
  await expect(families.db.query('update threshold_history set level = 1')).rejects.toThrow(/append only|permission denied/);
});
