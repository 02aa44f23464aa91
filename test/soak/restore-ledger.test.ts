import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { withClient } from '../../tools/local-postgres/databases';
import { signal, waitUntilGone } from '../../tools/local-postgres/processes';
import { eventually } from '../support/eventually';
import { Journey } from '../support/journey';

/** `docs/how-to/restore-the-ledger.md`, step by step, on a whole hub: its database is lost after a backup. */

const AGENCIES = ['police', 'health', 'education', 'social-care'];

let journey: Journey;
let folder: string;
beforeAll(async () => {
  journey = await Journey.start({ children: 10 });
  folder = join(await mkdtemp(join(tmpdir(), 'mash-restore-')), 'export');
}, 180_000);
afterAll(async () => {
  await journey.stop();
  await rm(join(folder, '..'), { recursive: true, force: true });
}, 60_000);

const asAdmin = <T>(work: (client: Client) => Promise<T>): Promise<T> => withClient(journey.layout.adminUrl, work);
/** One of the tools, as a process of its own. */
const tool = (path: string, ...given: string[]): Promise<{ status: number; said: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, MASH_DATA: journey.dataDir };
    execFile(process.execPath, [join(journey.layout.root, 'dist', 'tools', path), ...given], { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
const command = (...given: string[]) => tool('ledger/restore-command.js', ...given);
const stopHub = async (): Promise<void> => {
  const pid = journey.processes.mash as number;
  signal(pid, 'SIGKILL');
  await waitUntilGone(pid, 5_000);
};
const look = async (): Promise<void> => {
  const { childId: id, caseId } = journey.demonstration;
  const query =
    'query ($id: ID!, $caseId: ID!) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { id police { incidents { id } } } }';
  const { data } = await journey.as('mash-analyst').query(query, { id, caseId });
  expect(data?.child?.police?.incidents).toEqual(expect.any(Array));
};
/** Until every agency signed for all that there is. */
const cosigned = async (): Promise<void> => {
  const behind = () =>
    journey.inDatabase('mash', async (client) => {
      const { rows } = await client.query<{ behind: number }>(
        `select (select count(*) from ledger where not exists (select from ledger_leaf where entry = seq))::int
           + (select count(*) from unnest($1::text[]) name where coalesce((select max(size) from ledger_cosignature
              where custodian = name), 0) < (select max(size) from ledger_checkpoint))::int as behind`,
        [AGENCIES],
      );
      return rows[0]?.behind;
    });
  expect(await eventually(behind, (left) => left === 0, 60_000)).toBe(0);
};

test('the loss is bounded and named, each agency signs again once it accepted, and the verifier never forgets it', async () => {
  await look();
  await cosigned();
  // A backup.
  await stopHub();
  await asAdmin(async (client) => {
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'mash'");
    await client.query('create database mash_backup template mash');
  });
  await journey.restart('mash');
  for (let looks = 0; looks < 5; looks += 1) await look();
  await cosigned();
  // It is lost, and the backup is put back.
  await stopHub();
  await asAdmin(async (client) => {
    await client.query('drop database mash with (force)');
    await client.query('alter database mash_backup rename to mash');
  });
  const report = await command('report', folder);
  expect(report).toMatchObject({ status: 0, said: expect.stringMatching(/Lost: at least [1-9]\d* entries/) });
  const agrees = new Map(
    [...report.said.matchAll(/^([a-z-]+): agrees up to size (\d+), keeps size/gm)].map(([, name, size]) => [name, size]),
  );
  expect([...agrees.keys()]).toEqual(AGENCIES);
  expect(report.said).toMatch(/^police: .*; 5 disclosures in 5 requests stand in no entry$/m);
  const begun = await command('begin', '--by', 'duty-manager');
  const [, ledger = '', after = ''] = /goes on as (\S+), after size \d+ of (\S+)/.exec(begun.said) ?? [];
  // One agency waits: the others do not wait for it.
  const accept = (agency: string) =>
    command(
      'accept',
      agency,
      ...['--ledger', ledger, '--after', after, '--size', agrees.get(agency) ?? ''],
      '--by',
      'records',
      '--reason',
      'disk lost',
    );
  for (const agency of AGENCIES.slice(1)) expect((await accept(agency)).status).toBe(0);
  await journey.restart('mash');
  const refusals = () =>
    journey.inDatabase('police', async (client) => (await client.query('select reason from refused_checkpoint')).rows.length);
  expect(await eventually(refusals, (count) => count > 0, 30_000)).toBeGreaterThan(0);
  await accept('police');
  await look();
  await cosigned();
  const { said } = await tool('ledger/command.js');
  const found = [...said.matchAll(/^([A-Z_]+): /gm)].map(([, code]) => code);
  // Those of the lost time are told once they are two minutes old.
  expect(new Set(found.filter((code) => code !== 'DISCLOSURE_NO_ENTRY'))).toEqual(new Set(['LEDGER_RESTORED', 'ENTRIES_LOST']));
  expect(said).toContain('THE LEDGER IS NOT WHOLE.');
}, 300_000);
