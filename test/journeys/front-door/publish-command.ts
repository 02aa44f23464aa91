import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { textOf } from './borough-files';
import { journey } from './hub';

describe('npm run publish', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mash-publish-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function command(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, [join(__dirname, '../../../dist/tools/publish.js'), ...args], {
      env: { PATH: process.env.PATH, MASH_DATA: journey.dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, out, err };
  }
  const file = (name: string, bytes: string): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  test('prints a receipt; again, it says that nothing changed', async () => {
    const path = file('police.ndjson', `${textOf('police-v1')}\n\n\n`);
    const first = await command('police', 'police-v1', path);
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect(first.out).toMatch(/^Complete: police police-v1/);
    const again = await command('police', 'police-v1', path);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/^Already published, nothing changed/);
  }, 60_000);

  test('says which row is wrong and what to do, and fails when asked to be strict', async () => {
    const path = file('bad.ndjson', `${textOf('police-v1')}not a record\n`);
    const said = await command('police', 'police-v1', path, '--strict');
    expect(said.code).toBe(2);
    expect(said.out).toMatch(/Rejected 1 x /);
    expect(said.out).toContain('To do:');
    expect(said.out).toContain('bad.ndjson row');
  }, 60_000);

  test('prints one JSON object and nothing else with --json', async () => {
    const { out, code } = await command('police', 'police-v1', file('j.ndjson', textOf('police-v1')), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ agency: 'police', format: 'police-v1' });
  }, 60_000);

  test.each([
    ['an agency that there is not', ['army', 'police-v1', '/dev/null'], /Known: police/],
    ['a format the agency does not take', ['police', 'cin-census', __filename], /takes/],
    ['a file that is not there', ['police', 'police-v1', '/nowhere/x.ndjson'], /no such file/],
    ['no file', ['police', 'police-v1'], /Usage/],
  ])(
    'says plainly what is wrong with %s',
    async (_what, args, words) => {
      const { code, out, err } = await command(...args);
      expect(code).toBe(1);
      expect(`${out}${err}`).toMatch(words);
      expect(err).not.toMatch(/\n\s+at /);
    },
    60_000,
  );
});
