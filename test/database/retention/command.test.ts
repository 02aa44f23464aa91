import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readFileSync } from 'node:fs';
import { definition } from '../../../subgraphs/police';
import { type AgencyUnderTest, startAgencyUnderTest } from '../../support/agency-caller';
import { published } from '../../support/published';

const ROOT = join(__dirname, '../../..');
const AGREEMENT = readFileSync(join(ROOT, 'policy/agreements/police.yaml'), 'utf8');

/** The command as people run it, on the database of a service that runs. */
let under: AgencyUnderTest;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retention-command-'));
  under = await startAgencyUnderTest(definition, AGREEMENT);
  const custody = (key: string, arrestedAt: string) => ({
    kind: 'custody',
    key,
    person: '1',
    data: { arrestedAt, offence: 'Theft' },
  });
  const identity = { lifeStage: 'ADULT', names: [{ use: 'USUAL', given: ['Ada'], family: 'Example' }], addresses: [] };
  const records = [{ kind: 'person', key: '1', person: '1', data: identity }, custody('c1', '2009-01-01T10:00:00Z')];
  await published(under, definition.registered, 'police-v1', {
    'a.ndjson': records.map((one) => JSON.stringify(one)).join('\n'),
  });
});
afterAll(async () => {
  await under.close();
  rmSync(folder, { recursive: true });
});

async function run(argv: readonly string[], { input = '', env = {} }: { input?: string; env?: object } = {}) {
  const child = spawn(
    process.execPath,
    ['-r', join(ROOT, 'test/database/publishing/support/typescript.cjs'), join(ROOT, 'tools/retention.ts'), ...argv],
    { env: { ...process.env, MASH_DATA: folder, DATABASE_URL: under.database.url, ...env }, stdio: 'pipe' },
  );
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, out, err };
}

test('reports, holds, lifts and deletes', async () => {
  const report = await run(['police']);
  expect(report).toMatchObject({ code: 0, err: '' });
  expect(report.out).toContain('This is a dry run: nothing was deleted.');
  expect(report.out).toContain('custody: 10 years after last-contact\n  College of Policing');
  expect(report.out).toMatch(/^ {2}custody +1 records: 1 due \(oldest 2009-01-01\)$/m);
  expect(report.out).toContain('No legal hold stands.');

  const held = await run(['police', 'hold', '--person', '-', '--reason', 'Inquiry 7', '--by', 'A. Manager', '--json'], {
    input: '1\n',
  });
  expect(held).toMatchObject({ code: 0, err: '' });
  const { placed } = JSON.parse(held.out) as { placed: string };
  const during = await run(['police', '--apply']);
  expect(during.out).toMatch(/^police: nothing was due on \d{4}-\d\d-\d\d\.\n$/);
  expect((await run(['police'])).out).toMatch(
    new RegExp(
      `Legal holds:\n {2}${placed} {2}every record about one person, from \\d{4}-\\d\\d-\\d\\d: Inquiry 7 \\(A. Manager\\)`,
    ),
  );

  const lifted = await run(['police', 'lift', placed, '--reason', 'It has reported', '--by', 'A. Manager']);
  expect(lifted).toMatchObject({ code: 0, out: expect.stringContaining('The hold is lifted') });
  const deleted = JSON.parse((await run(['police', '--apply', '--json'])).out) as { total: number };
  expect(deleted).toMatchObject({ agency: 'police', total: 2 });
}, 120_000);

test('says what is wrong in words, and exits with 1', async () => {
  const refused = async (argv: readonly string[], env?: object) => {
    const { code, err } = await run(argv, env === undefined ? {} : { env });
    expect(code).toBe(1);
    return err;
  };
  expect(await refused([])).toContain('Usage: npm run retention');
  expect(await refused(['library'])).toContain('There is no agency "library". Known: police');
  expect(await refused(['police', 'hold', '--kind', 'arrest', '--reason', 'r', '--by', 'b'])).toContain('There is no such kind');
  expect(await refused(['police'], { DATABASE_URL: '' })).toContain(`No hub runs from ${folder}`);
  expect(await refused(['police'], { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' })).toBe('Failed: ECONNREFUSED\n');
}, 120_000);
