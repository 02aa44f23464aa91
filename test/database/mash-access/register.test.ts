import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { NewMember } from '../../../subgraphs/mash/access/register';
import { addMember, endMember, listMembers } from '../../../subgraphs/mash/access/register';
import { compileProject } from '../../support/compile';
import { startTestHub, type TestHub } from './support/hub';

/** The membership register: who may act as what, from when to when, on whose approval. */

let hub: TestHub;
beforeAll(async () => {
  compileProject();
  hub = await startTestHub();
}, 120_000);
afterAll(() => hub.close());

const HOUR = 3_600_000;
const approval = { by: 'A. Operator', approvedBy: 'IG lead', reason: 'Starter form 12' };
const newcomer = (subject: string, change: Partial<NewMember> = {}): NewMember => ({
  ...{ issuer: hub.issuer.url, subject, displayName: 'N. Newcomer', agency: 'MASH', roles: ['mash_analyst'], teams: ['mash'] },
  ...{ from: new Date(Date.now() - HOUR), to: null, ...change },
});
const status = async (subject: string) => (await hub.exchange(await hub.issuer.token({ sub: subject }))).status;
const add = (member: NewMember, change: Partial<typeof approval> = {}) =>
  addMember(member, { ...approval, ...change }, hub.database, new Date());
const changes = (subject: string) =>
  hub.database.query('select action, by_operator, approved_by, reason from member_change where subject = $1 order by id', [
    subject,
  ]);

test('somebody who is entered can sign in from then on, and whoever is ended cannot from the next request', async () => {
  expect(await status('grace')).toBe(401);
  await add(newcomer('grace'));
  expect(await status('grace')).toBe(200);
  await endMember(newcomer('grace'), { ...approval, reason: 'Left' }, hub.database, new Date());
  expect(await status('grace')).toBe(401);
  expect(await changes('grace')).toEqual([
    { action: 'ADD', by_operator: 'A. Operator', approved_by: 'IG lead', reason: 'Starter form 12' },
    { action: 'END', by_operator: 'A. Operator', approved_by: 'IG lead', reason: 'Left' },
  ]);
});

test('a membership stands from its start to its end, the end itself outside it', async () => {
  await add(newcomer('later', { from: new Date(Date.now() + HOUR) }));
  await add(newcomer('over', { from: new Date(Date.now() - 2 * HOUR), to: new Date(Date.now() - HOUR) }));
  expect([await status('later'), await status('over')]).toEqual([401, 401]);
  const names = async (all: boolean) => (await listMembers(hub.database, new Date(), all)).map(({ subject }) => subject);
  expect(await names(false)).not.toEqual(expect.arrayContaining(['later']));
  expect(await names(true)).toEqual(expect.arrayContaining(['later', 'over']));
});

test('one that has not begun can be taken back and never stands', async () => {
  await add(newcomer('never', { from: new Date(Date.now() + HOUR) }));
  await endMember(newcomer('never'), approval, hub.database, new Date());
  expect((await listMembers(hub.database, new Date(Date.now() + 2 * HOUR), false)).map(({ subject }) => subject)).not.toContain(
    'never',
  );
});

test.each<[string, Partial<NewMember>, RegExp]>([
  ['an agency that there is not', { agency: 'FIRE' }, /agency must be one of MASH, POLICE/],
  ['a role that there is not', { roles: ['admin'] }, /roles must be of/],
  ['no role', { roles: [] }, /roles must be of/],
  ['an issuer that is no address', { issuer: 'somewhere' }, /issuer must be/],
  ['nobody', { subject: ' ' }, /subject must be/],
  ['no name', { displayName: '' }, /name must say/],
  ['an end before the start', { to: new Date(0) }, /end must come after/],
  ['ten years at once', { to: new Date(Date.now() + 3_650 * 24 * HOUR) }, /at most 366 days/],
])('is refused: %s', async (_what, change, words) => {
  await expect((async () => add(newcomer('nobody', change)))()).rejects.toThrow(words);
  expect(await changes('nobody')).toEqual([]);
});

test.each([
  ['nobody who approved', { approvedBy: '' }],
  ['no reason', { reason: ' ' }],
  ['the same person twice', { approvedBy: 'a. operator ' }],
])('is refused without an approval: %s', async (_what, change) => {
  await expect((async () => add(newcomer('nobody'), change))()).rejects.toThrow(/approve/);
});

test('two memberships of one time are refused, also when entered at the same moment', async () => {
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => add(newcomer('twice'))));
  expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(await changes('twice')).toHaveLength(1);
});

test('a revoked token is refused by its name; the same person signs in again with another', async () => {
  await add(newcomer('robbed'));
  const stolen = await hub.issuer.token({ sub: 'robbed' });
  expect((await hub.exchange(stolen)).status).toBe(200);
  const { jti } = JSON.parse(Buffer.from(stolen.split('.')[1] ?? '', 'base64url').toString());
  const run = members('revoke', hub.issuer.url, jti, '--by', 'A. Operator', '--reason', 'Laptop stolen');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect((await hub.exchange(stolen)).status).toBe(401);
  expect(await status('robbed')).toBe(200);
});

test('no change of the register can be altered or removed by the service', async () => {
  for (const table of ['member_change', 'revoked_sign_in']) {
    await expect(hub.database.query(`update ${table} set reason = 'none'`)).rejects.toThrow(/permission denied/);
    await expect(hub.database.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    await expect(hub.database.query(`truncate ${table}`)).rejects.toThrow(/permission denied/);
  }
});

describe('the command', () => {
  test('adds, lists and ends', async () => {
    const who = [hub.issuer.url, 'ada'];
    const why = ['--by', 'A. Operator', '--approved-by', 'IG lead', '--reason', 'Form 7'];
    const added = members(
      'add',
      ...who,
      '--name',
      'A. Lovelace',
      '--agency',
      'HEALTH',
      '--role',
      'health_navigator',
      '--team',
      'agency-leads',
      ...why,
    );
    expect(added).toMatchObject({ status: 0, stdout: expect.stringContaining('Entered') });
    expect(await status('ada')).toBe(200);
    const { members: listed } = JSON.parse(members('list', '--json').stdout);
    expect(listed.find(({ subject }: { subject: string }) => subject === 'ada')).toMatchObject({
      roles: ['health_navigator'],
      approvedBy: 'IG lead',
    });
    expect(members('end', ...who, ...why)).toMatchObject({ status: 0 });
    expect(await status('ada')).toBe(401);
    expect(members('end', ...who, ...why)).toMatchObject({ status: 1, stderr: 'Nobody of that name is a member now or later\n' });
  }, 60_000);

  test.each([
    [],
    ['add'],
    ['add', 'https://a.test', 'x'],
    ['list', 'x'],
    ['drop', 'https://a.test', 'x', '--by', 'a', '--approved-by', 'b', '--reason', 'c'],
    ['list', '--everything'],
  ])('says how it is used: %j', (...args) =>
    expect(members(...(args as string[]))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Usage: npm run members'),
    }),
  );
});

function members(...args: string[]) {
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, [join(__dirname, '../../../dist/tools/members.js'), ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: hub.fresh.url },
    encoding: 'utf8',
  });
  return { status: code, stdout, stderr };
}

test('sign-ins of one human are known under one key, and keep it', async () => {
  await add(newcomer('heidi', { person: 'staff-12' }));
  await add(newcomer('heidi-at-the-other-trust', { person: 'staff-12' }));
  await endMember(newcomer('heidi'), approval, hub.database, new Date());
  await expect(add(newcomer('heidi', { person: 'staff-13', from: new Date(Date.now() + HOUR) }))).rejects.toThrow('another key');
  await expect(add(newcomer('ivan', { person: ' ' }))).rejects.toThrow('key of a person');
  const rows = await hub.database.query("select subject from member_person where person = 'staff-12' order by subject");
  expect(rows.map(({ subject }: { subject: string }) => subject)).toEqual(['heidi', 'heidi-at-the-other-trust']);
});
