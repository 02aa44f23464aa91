import { gzipSync } from 'node:zlib';
import type { Json } from '../../support/journey';
import { formOf, published, tablesDigest } from '../support/publishing';
import { exportOf, GOOD, textOf } from './borough-files';
import { journey } from './hub';

/** Files through the only door, as agencies send them: whole, broken, twice, and to the wrong place. */

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
