import { gzipSync } from 'node:zlib';
import { fine, lines, loan, person } from './support/library';
import { RunningLibrary } from './support/running-library';

let library: RunningLibrary;
beforeAll(async () => {
  library = await RunningLibrary.start({ maxBytes: 300_000 });
});
afterAll(() => library.end());

const versions = (key: string) =>
  library.database.query(
    'select title, id, known_to is null as current, sealed from loan where record_key = $1 order by known_from',
    [key],
  );

describe('publishing', () => {
  test('stores what is new and says so', async () => {
    const sent = await library.send({
      'a.ndjson': lines(person('p1'), loan('l1', 'p1'), { reject: 'no-title' }, { ...loan('l2', 'p1'), warn: 'odd' }, {}),
    });
    expect(sent.status).toBe(202);
    const receipt = await library.ended(sent.body.id);
    expect(receipt).toMatchObject({
      agency: 'library',
      format: 'lines',
      state: 'COMPLETE',
      failure: null,
      publishedBy: 'issuer|subject',
      files: [{ name: 'a.ndjson', bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      rows: { read: 5, accepted: 3, unchanged: 0, corrected: 0, rejected: 1, ignored: 1, warned: 1 },
      records: { person: 1, loan: 2 },
      problemTotal: 2,
      problemCounts: { 'no-title': { severity: 'error', count: 1 }, odd: { severity: 'warning', count: 1 } },
    });
    expect(receipt.problems.map(({ code, row }) => [code, row])).toEqual([
      ['no-title', 3],
      ['odd', 4],
    ]);
    const [stored] = await library.database.query(
      'select subjects, "from"::text, source_file, source_row, publication_id from loan where record_key = \'l1\'',
    );
    expect(stored).toEqual({
      subjects: ['a "quoted" \\ subject', 'b'],
      from: '2026-01-02',
      source_file: 'a.ndjson',
      source_row: 2,
      publication_id: receipt.id,
    });
    expect(await library.spooled()).toEqual([]);
  });

  test('the same set of files again changes nothing, whatever the files are called', async () => {
    const files = { 'x.ndjson': lines(person('p2')), 'y.ndjson': lines(loan('l3', 'p2')) };
    const first = await library.publish(files);
    const before = await library.state();
    const again = await library.send({ 'renamed.ndjson': files['y.ndjson'], 'x.ndjson': files['x.ndjson'] });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: first.id, state: 'ALREADY_PUBLISHED', rows: { accepted: 2 } });
    expect(await library.state()).toBe(before);
    expect(await library.spooled()).toEqual([]);
  });

  test('a later file with the same records changes nothing and says unchanged', async () => {
    await library.publish({ 'a.ndjson': lines(loan('l4', 'p1', 'One', { renewals: 1 })) });
    const { data, ...rest } = loan('l4', 'p1', 'One', { renewals: 1 });
    const reordered = { data: Object.fromEntries(Object.entries(data).reverse()), ...rest };
    expect(await library.publish({ 'b.ndjson': lines(reordered, {}) })).toMatchObject({
      rows: { unchanged: 1, ignored: 1, accepted: 0 },
    });
    expect(await versions('l4')).toHaveLength(1);
  });

  test('a correction closes one version and opens the next under the same public id, and keeps a seal', async () => {
    await library.publish({ 'a.ndjson': lines(loan('l5', 'p1', 'Before')) });
    await library.database.query("update loan set sealed = true where record_key = 'l5'");
    expect(await library.publish({ 'a.ndjson': lines(loan('l5', 'p1', 'After')) })).toMatchObject({
      rows: { corrected: 1, accepted: 0 },
    });
    const [before, after] = await versions('l5');
    expect([before, after]).toMatchObject([
      { title: 'Before', current: false },
      { title: 'After', current: true, sealed: true },
    ]);
    expect(after.id).toBe(before.id);
  });

  test('the same record for another person is a correction', async () => {
    await library.publish({ 'a.ndjson': lines(loan('l6', 'p1')) });
    expect(await library.publish({ 'a.ndjson': lines(loan('l6', 'p2')) })).toMatchObject({ rows: { corrected: 1 } });
  });

  test('a record of a retracted key opens it again', async () => {
    const file = lines(loan('l7', 'p1', 'Retracted'));
    await library.publish({ 'a.ndjson': file });
    await library.database.query("update loan set retracted_at = now() where record_key = 'l7'");
    expect(await library.publish({ 'a.ndjson': `${file}\n{}` })).toMatchObject({ rows: { corrected: 1 } });
    expect(await versions('l7')).toMatchObject([{ current: false }, { current: true }]);
  });

  test('of one key twice in a file the last stands, each is counted, and the publisher is told', async () => {
    const receipt = await library.publish({
      'a.ndjson': lines(loan('l8', 'p1', 'One'), loan('l8', 'p1', 'Two'), loan('l8', 'p1', 'Two')),
    });
    expect(receipt).toMatchObject({
      rows: { accepted: 1, corrected: 1, unchanged: 1, warned: 1 },
      problems: [{ code: 'repeated-record', row: 2 }],
    });
    expect(await versions('l8')).toMatchObject([{ title: 'Two', current: true }]);
  });

  test('rows that the database refuses are rejected by themselves; the others are kept', async () => {
    const good = Array.from({ length: 60 }, (_, index) => loan(`g${index}`, 'p1'));
    const receipt = await library.publish({
      'a.ndjson': lines(
        ...good.slice(0, 30),
        loan('bad1', 'p1', 'x', { from: '2026-02-31' }),
        loan('bad2', 'p1', 'nul \0'),
        ...good.slice(30),
      ),
    });
    expect(receipt).toMatchObject({ state: 'COMPLETE', rows: { read: 62, accepted: 60, rejected: 2 } });
    expect(receipt.problems.map(({ code, row }) => [code, row])).toEqual([
      ['cannot-store', 31],
      ['cannot-store', 32],
    ]);
  });

  test('a record with a property that no column holds fails the publication rather than losing it', async () => {
    const receipt = await library.publish({ 'a.ndjson': lines(loan('l9', 'p1', 'x', { colour: 'crimson' })) });
    expect(receipt).toMatchObject({ state: 'FAILED', failure: expect.stringContaining('fault') });
    expect(JSON.stringify(receipt)).not.toContain('crimson');
    expect((await library.send({ 'a.ndjson': lines(loan('l9', 'p1', 'x', { colour: 'crimson' })) })).status).toBe(202);
  });

  test('takes a compressed request', async () => {
    const form = new FormData();
    form.append('file', new Blob([lines(loan('z1', 'p1'))]), 'z.ndjson');
    const plain = new Request('http://x', { method: 'POST', body: form });
    const answer = await library.ask<{ id: string }>('/publish/lines', {
      method: 'POST',
      body: gzipSync(Buffer.from(await plain.arrayBuffer())),
      headers: { 'content-type': plain.headers.get('content-type') ?? '', 'content-encoding': 'gzip' },
    });
    expect(answer.status).toBe(202);
    expect(await library.ended(answer.body.id)).toMatchObject({ rows: { accepted: 1 } });
  });

  test('lists problems as CSV whose cells never start a formula', async () => {
    const { id } = await library.publish({ '=cmd.ndjson': lines({ reject: 'no-title' }, fine('f0', 'p1', '2026-01-01')) });
    const csv = await library.ask<string>(`/publications/${id}/problems.csv`);
    expect(csv.body.split('\r\n').slice(0, 2)).toEqual([
      'file,row,severity,code,field,problem,remedy',
      `"'=cmd.ndjson","1","error","no-title","title","'=1+1 is not a title","Write a title"`,
    ]);
  });

  test('two clients publishing the same file at once publish it once', async () => {
    const file = { 'a.ndjson': lines(...Array.from({ length: 500 }, (_, index) => loan(`twice${index}`, 'p1'))) };
    const answers = await Promise.all([library.send(file), library.send(file), library.send(file)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 202]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await library.ended(answers[0].body.id)).toMatchObject({ rows: { accepted: 500 } });
    expect(await library.spooled()).toEqual([]);
  });
});

describe('what is refused', () => {
  const codeOf = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer;
    return [status, (body as { error: string }).error];
  };

  test('other agencies and other roles, all alike', async () => {
    const file = { 'a.ndjson': lines(person('p1')) };
    expect(await codeOf(library.send(file, { 'x-principal': 'POLICE publisher' }))).toEqual([403, 'FORBIDDEN']);
    expect(await codeOf(library.send(file, { 'x-principal': 'LIBRARY mash_analyst' }))).toEqual([403, 'FORBIDDEN']);
    expect(await codeOf(library.ask('/publications', { headers: { 'x-principal': 'POLICE publisher' } }))).toEqual([
      403,
      'FORBIDDEN',
    ]);
    expect((await library.send(file, { 'x-principal': '' })).status).toBe(401);
  });

  test('formats, bodies and sizes, with what to do instead', async () => {
    const unknown = await library.ask<{ message: string }>('/publish/cobol', { method: 'POST', body: new FormData() });
    expect([unknown.status, unknown.body.message]).toEqual([404, 'This agency takes no format of that name; it takes: lines']);
    expect(await codeOf(library.ask('/publish/lines', { method: 'POST' }))).toEqual([415, 'NOT_MULTIPART']);
    expect(await codeOf(library.ask('/publish/lines', { method: 'POST', body: new FormData() }))).toEqual([400, 'NO_FILES']);
    const field = new FormData();
    field.append('a', 'b');
    expect(await codeOf(library.ask('/publish/lines', { method: 'POST', body: field }))).toEqual([400, 'NOT_A_FILE']);
    expect(await codeOf(library.send({ 'a.ndjson': 'x'.repeat(200_000), 'b.ndjson': 'y'.repeat(200_000) }))).toEqual([
      413,
      'TOO_LARGE',
    ]);
    expect(await codeOf(library.send({ 'a.ndjson': '{}' }, { 'content-encoding': 'gzip' }))).toEqual([400, 'BAD_GZIP']);
    expect(await codeOf(library.send({ 'a.ndjson': '{}' }, { 'content-encoding': 'br' }))).toEqual([415, 'UNKNOWN_ENCODING']);
    expect(await codeOf(library.send({ 'a.ndjson': '{}' }, { 'x-publication-digest': 'abc' }))).toEqual([400, 'DIGEST_MISMATCH']);
    expect(await codeOf(library.ask('/publications/no-such'))).toEqual([404, 'NO_PUBLICATION']);
    expect(await library.spooled()).toEqual([]);
  });

  test('half an upload leaves nothing behind', async () => {
    const before = await library.state();
    const cutOff = new AbortController();
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.ndjson"\r\n\r\n';
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(Buffer.from(`${head}${lines(person('half'))}\n`));
        await new Promise((resolve) => setTimeout(resolve, 100));
        cutOff.abort();
      },
    });
    const sending = library.ask('/publish/lines', {
      method: 'POST',
      body,
      duplex: 'half',
      signal: cutOff.signal,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    } as RequestInit);
    await expect(sending).rejects.toThrow('aborted');
    while ((await library.spooled()).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await library.state()).toBe(before);
    const truncated = await library.ask('/publish/lines', {
      method: 'POST',
      body: head,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });
    expect(truncated).toMatchObject({ status: 400, body: { error: 'BAD_FORM' } });
    expect(await library.spooled()).toEqual([]);
  });
});
