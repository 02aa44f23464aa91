import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ReceiptWithProblems } from '../../../common/publishing/receipts';
import { lines, loan, person } from './support/library';
import { RunningLibrary } from './support/running-library';

/** The command as people run it, against a stand-in for the gateway and the sign-in, with the made-up agency behind them. */
let library: RunningLibrary;
let gateway: Server;
let folder: string;
let principal = 'LIBRARY publisher';
/** Methods of which the next request is not taken: too many (429), or nobody to ask (503). */
const busyFor = new Set<string>();

beforeAll(async () => {
  library = await RunningLibrary.start();
  gateway = createServer((incoming, outgoing) => {
    if (incoming.url === '/token') {
      outgoing.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: 'token' }));
      return;
    }
    if (busyFor.delete(incoming.method ?? '')) {
      incoming.resume().on('end', () => outgoing.writeHead(incoming.method === 'GET' ? 429 : 503).end('{"message":"Not now"}'));
      return;
    }
    const path = (incoming.url ?? '')
      .replace(/^\/publish\/police(?=\/publications)/, '')
      .replace(/^\/publish\/police/, '/publish');
    const headers = { ...incoming.headers, 'x-principal': principal };
    const onward = request(`${library.url}${path}`, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  folder = await mkdtemp(join(tmpdir(), 'publish-command-'));
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  await writeFile(
    join(folder, 'run.json'),
    JSON.stringify({
      pid: process.pid,
      gatewayUrl: url,
      signInUrl: url,
      personaSecret: 's',
      startedAt: new Date().toISOString(),
    }),
  );
  await writeFile(join(folder, 'good "1".ndjson'), lines(person('p1'), loan('l1', 'p1')));
  await writeFile(
    join(folder, 'mixed.ndjson'),
    lines(loan('l2', 'p1'), { reject: 'no-title' }, { warn: 'odd', ...loan('l3', 'p1') }),
  );
  await writeFile(join(folder, 'empty.ndjson'), '');
});
afterAll(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await library.end();
  await rm(folder, { recursive: true });
});

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['-r', join(__dirname, 'support/typescript.cjs'), join(__dirname, '../../../tools/publish.ts'), ...argv],
    {
      env: { ...process.env, MASH_DATA: folder, INIT_CWD: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [out, err, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream as never),
    text(child.stderr as NodeJS.ReadableStream as never),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, out, err };
}

test('publishes files and prints the receipt, and the second time says that nothing changed', async () => {
  const first = await run('police', 'lines', 'good "1".ndjson', 'empty.ndjson');
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toContain('Complete: library lines, publication ');
  expect(first.out).toContain(
    'Rows     2 read: 2 accepted, 0 corrected, 0 unchanged, 0 retracted, 0 rejected, 0 ignored; 0 with a warning',
  );
  expect(first.out).toContain('Records  loan 1, person 1');
  const second = await run('police', 'lines', 'good "1".ndjson', 'empty.ndjson', '--json');
  expect(second).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(second.out)).toMatchObject({ state: 'ALREADY_PUBLISHED', rows: { accepted: 2 } });
});

test('groups problems by code with rows to look at, and fails with --strict when rows were rejected', async () => {
  const mixed = await run('police', 'lines', 'mixed.ndjson', '--strict');
  expect(mixed.code).toBe(2);
  expect(mixed.out).toContain(
    '  Rejected 1 x no-title\n    title: =1+1 is not a title\n    To do: Write a title\n    At: mixed.ndjson row 2\n  Warning  1 x odd',
  );
  expect((await run('police', 'lines', 'mixed.ndjson')).code).toBe(0);
  const receipt = JSON.parse((await run('police', 'lines', 'mixed.ndjson', '--json')).out) as ReceiptWithProblems;
  expect(receipt.problems.map(({ row }) => row)).toEqual([2, 3]);
});

test('asks again while the hub is busy, and sends the files again when that was when they came', async () => {
  await writeFile(join(folder, 'busy.ndjson'), lines(person('p1'), loan('busy', 'p1')));
  busyFor.add('GET').add('POST');
  const { code, out } = await run('police', 'lines', 'busy.ndjson', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ state: 'COMPLETE', rows: { read: 2 } });
  expect(busyFor.size).toBe(0);
});

test('says what is wrong in words, and exits with 1', async () => {
  expect(await run('police', 'lines', 'none.ndjson')).toEqual({
    code: 1,
    out: '',
    err: 'Cannot read none.ndjson: there is no such file\n',
  });
  expect(await run('police', 'lines', '.')).toMatchObject({ code: 1, err: `${folder} is not a file\n` });
  expect(await run('library', 'lines', 'mixed.ndjson')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no agency "library". Known: police'),
  });
  expect(await run('police', 'cobol', 'mixed.ndjson')).toMatchObject({
    code: 1,
    err: expect.stringContaining('it takes: lines'),
  });
  expect(await run('police')).toMatchObject({ code: 1, err: expect.stringContaining('Usage: npm run publish') });
  expect(await run('police', 'lines', '--fast', 'x')).toMatchObject({ code: 1, err: expect.stringContaining('Usage') });
  principal = 'EDUCATION publisher';
  expect(await run('police', 'lines', 'mixed.ndjson')).toMatchObject({ code: 1, err: 'You may not publish for this agency\n' });
  principal = 'LIBRARY publisher';
});
