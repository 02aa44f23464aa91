import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { makeBorough } from '../../demo/borough';
import { exportBorough } from '../../demo/export';
import { Journey, type Json } from '../support/journey';
import { formOf, type GivenFile, published, tablesDigest } from './support/publishing';

/** Files through the only door, as agencies send them: whole, broken, twice, and to the wrong place. */

let journey: Journey;
/** What a small borough's agencies export, by format. */
const given = new Map(
  exportBorough(makeBorough({ children: 12, today: '2026-11-20', seed: 5 })).map((files) => [
    files[0]?.format ?? '',
    {
      agency: files[0]?.agency ?? '',
      format: files[0]?.format ?? '',
      files: files.map(({ name, text: bytes }): GivenFile => ({ name, bytes })),
    },
  ]),
);
const GOOD = [...given.values()];
const exportOf = (format: string) => {
  const found = given.get(format);
  if (found === undefined) throw new Error(`The borough exports no ${format}`);
  return found;
};
const textOf = (format: string): string => String(exportOf(format).files[0]?.bytes);

beforeAll(async () => {
  journey = await Journey.start({ children: 0 });
}, 120_000);
afterAll(() => journey?.stop(), 30_000);

/** Each problem of a receipt says where, what and what to do, and repeats no value. */
function expectProblemsToHelp({ problems }: Json): void {
  expect(problems.length).toBeGreaterThan(0);
  for (const { file, row, field, problem, remedy } of problems) {
    expect(file).not.toBe('');
    expect(row).toBeGreaterThan(0);
    for (const words of [field, problem, remedy]) expect(words.length).toBeGreaterThan(2);
  }
}

describe.each(GOOD.map(({ agency, format }) => ({ agency, format })))('$format of $agency', ({ agency, format }) => {
  test('is taken whole, counted to the row', async () => {
    const receipt = await published(journey, agency, format, exportOf(format).files);
    expect(receipt).toMatchObject({ agency, format, state: 'COMPLETE', failure: null });
    expect(receipt.rows.read).toBeGreaterThan(0);
    expect(receipt.rows.rejected).toBe(0);
    const { read, accepted, corrected, unchanged, rejected, ignored } = receipt.rows;
    expect(accepted + corrected + unchanged + rejected + ignored).toBe(read);
  }, 60_000);

  test('published again, changes nothing: the same receipt and the same tables', async () => {
    const before = await tablesDigest(journey, agency);
    const first = await published(journey, agency, format, exportOf(format).files);
    const again = await published(journey, agency, format, exportOf(format).files);
    expect(again).toMatchObject({ state: 'ALREADY_PUBLISHED', id: first.id, rows: first.rows, records: first.records });
    expect(await tablesDigest(journey, agency)).toBe(before);
  }, 60_000);
});

test('the same facts in other bytes change nothing either: every row is unchanged', async () => {
  const { agency, format } = exportOf('police-v1');
  const before = await tablesDigest(journey, agency);
  const receipt = await published(journey, agency, format, [{ name: 'again.ndjson', bytes: `${textOf('police-v1')}\n\n` }]);
  expect(receipt.state).toBe('COMPLETE');
  expect(receipt.rows).toMatchObject({ accepted: 0, corrected: 0, rejected: 0 });
  expect(receipt.rows.unchanged).toBeGreaterThan(0);
  expect(await tablesDigest(journey, agency)).toBe(before);
}, 60_000);

test('a row with another content corrects that record alone', async () => {
  const lines = textOf('police-v1').split('\n');
  const at = lines.findIndex((line) => line.includes('"summary"'));
  const changed = { ...JSON.parse(lines[at] as string) };
  changed.data.summary = 'Corrected after review.';
  const receipt = await published(journey, 'police', 'police-v1', [
    { name: 'corrected.ndjson', bytes: `${lines.with(at, JSON.stringify(changed)).join('\n')}` },
  ]);
  expect(receipt.rows).toMatchObject({ accepted: 0, corrected: 1, rejected: 0 });
}, 60_000);

describe('bad input', () => {
  const half = (whole: string) => whole.slice(0, Math.floor(whole.length * 0.6));
  /** What is wrong, with which format, which bytes; whether something valid stands before the fault. */
  const cases: [what: string, format: string, bytes: () => Buffer | string, keeps: boolean][] = [
    ['a broken line among good ones', 'police-v1', () => textOf('police-v1').replace('\n', '\n{"kind": "person", \n'), true],
    ['a line of another kind', 'police-v1', () => `${textOf('police-v1')}{"kind":"gossip","key":"g1","data":{}}\n`, true],
    [
      'a date in the future',
      'police-v1',
      () =>
        `${textOf('police-v1')}{"kind":"incident","key":"future-1","data":{"type":"OTHER","occurredAt":"2999-01-01T00:00:00Z","recordedAt":"2999-01-01T00:00:00Z"}}\n`,
      true,
    ],
    [
      '__proto__ for a key',
      'police-v1',
      () =>
        `${textOf('police-v1')}{"kind":"person","key":"__proto__","person":"__proto__","data":{"__proto__":{"polluted":true}}}\n`,
      true,
    ],
    ['half a file of lines', 'police-v1', () => half(textOf('police-v1')), true],
    ['half a file of XML', 'cin-census', () => half(textOf('cin-census')), true],
    ['half a file of JSON', 'fhir-r4', () => half(textOf('fhir-r4')), false],
    ['malformed XML', 'cin-census', () => textOf('cin-census').replace('</Child>', '</Chlid>'), false],
    [
      'a DOCTYPE',
      'cin-census',
      () => textOf('cin-census').replace(/^(<\?xml[^>]*>)?/, '$1<!DOCTYPE Message [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
      false,
    ],
    ['UTF-16 that does not say so', 'police-v1', () => Buffer.from(textOf('police-v1'), 'utf16le'), false],
    [
      'bytes that are no text',
      'police-v1',
      () => Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256)),
      false,
    ],
    [
      'Windows-1252 where UTF-8 should be',
      'police-v1',
      () =>
        Buffer.concat([
          Buffer.from('{"kind":"person","key":"w1","person":"w1","data":{"names":[{"use":"USUAL","given":["Zo'),
          Buffer.from([0xeb]),
          Buffer.from('"],"family":"Example"}]}}\n'),
        ]),
      false,
    ],
    ['nothing', 'police-v1', () => '', false],
    ['nothing but white space', 'cin-census', () => ' \n\n', false],
    ['another format’s file', 'cin-census', () => textOf('police-v1'), false],
    ['a web page', 'fhir-r4', () => '<!doctype html><html><body>Please sign in</body></html>', false],
    ['a picture', 'school-census', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), false],
  ];

  test.each(cases)(
    '%s (%s): the receipt says where and what to do, what was valid is kept, nothing else changes',
    async (_what, format, bytes, keeps) => {
      const { agency } = exportOf(format);
      await published(journey, agency, format, exportOf(format).files);
      const before = await tablesDigest(journey, agency);
      const receipt = await published(journey, agency, format, [{ name: `bad-${format}.dat`, bytes: bytes() }]);
      expect(receipt.rows.rejected).toBeGreaterThan(0);
      expect(receipt.rows.accepted).toBe(0);
      expectProblemsToHelp(receipt);
      if (keeps) expect(receipt.rows.unchanged + receipt.rows.corrected).toBeGreaterThan(0);
      // What stood before stands as it was, but for the one record that an earlier test corrected.
      if (receipt.rows.corrected === 0) expect(await tablesDigest(journey, agency)).toBe(before);
      expect(({} as Json).polluted).toBeUndefined();
    },
    60_000,
  );

  test('half an upload is no publication', async () => {
    const before = await tablesDigest(journey, 'police');
    const form = new Response(
      formOf([
        {
          name: 'cut.ndjson',
          bytes: `${textOf('police-v1')}{"kind":"person","key":"cut-1","person":"cut-1","data":{"names":[]}}\n`,
        },
      ]),
    );
    const whole = Buffer.from(await form.arrayBuffer());
    const type = form.headers.get('content-type') ?? '';
    const { status, body } = await journey
      .as('police-publisher')
      .publishing('police/police-v1', whole.subarray(0, whole.length - 300), { 'content-type': type });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'BAD_FORM' });
    expect(await tablesDigest(journey, 'police')).toBe(before);
  });

  test('what says it is compressed and is not, or arrives otherwise than it was sent, is refused', async () => {
    const publisher = journey.as('police-publisher');
    const form = new Response(formOf([{ name: 'x.ndjson', bytes: textOf('police-v1') }]));
    const whole = Buffer.from(await form.arrayBuffer());
    const type = { 'content-type': form.headers.get('content-type') ?? '' };
    expect((await publisher.publishing('police/police-v1', whole, { ...type, 'content-encoding': 'gzip' })).body.error).toBe(
      'BAD_GZIP',
    );
    expect(
      (await publisher.publishing('police/police-v1', gzipSync(whole).subarray(0, 200), { ...type, 'content-encoding': 'gzip' }))
        .body.error,
    ).toBe('BAD_GZIP');
    expect((await publisher.publishing('police/police-v1', whole, { ...type, 'content-encoding': 'br' })).body.error).toBe(
      'UNKNOWN_ENCODING',
    );
    expect(
      (await publisher.publishing('police/police-v1', whole, { ...type, 'x-publication-digest': '0'.repeat(64) })).body.error,
    ).toBe('DIGEST_MISMATCH');
    expect(
      (await publisher.publishing('police/police-v1', Buffer.from('{}'), { 'content-type': 'application/json' })).body.error,
    ).toBe('NOT_MULTIPART');
    expect(
      (await publisher.publishing('police/police-v1', gzipSync(whole), { ...type, 'content-encoding': 'gzip' })).status,
    ).toBeLessThan(300);
  });
});

describe('who publishes where', () => {
  const files = () => formOf([{ name: 'x.ndjson', bytes: textOf('police-v1') }]);

  test.each([
    'health-publisher',
    'education-publisher',
    'social-care-publisher',
    'mash-analyst',
    'police-researcher',
    'ig-auditor',
  ])('%s publishes nothing for the police, and reads no receipt', async (persona) => {
    const someone = journey.as(persona);
    const sent = await someone.publishing('police/police-v1', files());
    const listed = await someone.publishing('police/publications');
    expect([sent.status, listed.status]).toEqual([403, 403]);
    expect(sent.body).toEqual(listed.body);
    expect(sent.body.error).toBe('FORBIDDEN');
  });

  test('nobody publishes without signing in', async () => {
    for (const path of ['police/police-v1', 'health/fhir-r4']) {
      const response = await fetch(`${journey.gatewayUrl}/publish/${path}`, { method: 'POST', body: files() });
      expect(response.status).toBe(401);
    }
  });

  test.each([
    ['police/cin-census', 'UNKNOWN_FORMAT'],
    ['police/nothing', 'UNKNOWN_FORMAT'],
    ['police/..%2Fgraphql', 'UNKNOWN_FORMAT'],
    ['mash/police-v1', 'UNKNOWN_AGENCY'],
    ['army/police-v1', 'UNKNOWN_AGENCY'],
    ['__proto__/police-v1', 'UNKNOWN_AGENCY'],
  ])('%s is refused by name: %s', async (path, error) => {
    const { status, body } = await journey.as('police-publisher').publishing(path, files());
    expect({ status, error: body.error }).toEqual({ status: 404, error });
    expect(body.message).toContain('police');
  });

  test('a publication that is not there reads as one that is not yours', async () => {
    const { status, body } = await journey
      .as('police-publisher')
      .publishing('police/publications/00000000-0000-4000-8000-000000000000');
    expect({ status, error: body.error }).toEqual({ status: 404, error: 'NO_PUBLICATION' });
  });
});

describe('npm run publish', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mash-publish-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function command(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, [join(__dirname, '../../dist/tools/publish.js'), ...args], {
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
