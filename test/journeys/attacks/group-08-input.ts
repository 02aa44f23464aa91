import { gzipSync } from 'node:zlib';
import { formOf, published, tablesDigest } from '../support/publishing';
import { hub, type Json, looking, probe } from './support/attacked';

/** What comes in as data must stay data: in queries, in files, in logs. */

const FIND = probe(
  'input-find',
  'query Input($search: PersonSearch!) { findChildren(search: $search, purpose: SCREENING) { id names { given family } } }',
);
const CASES = probe(
  'input-cases',
  'query Input($filter: CaseFilter, $orderBy: CaseOrder! = NEWEST_FIRST, $first: Int, $after: String) { cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { totalCount edges { node { id } } } }',
);
const CLOSE =
  'mutation CloseCase($caseId: ID!, $reason: String!) { closeCase(caseId: $caseId, reason: $reason) { id reference status closedAt } }';
const CONTACT = probe('input-contact', 'mutation Input($input: ContactInput!) { submitContact(input: $input) { id reason } }');

const analyst = () => hub().as('mash-analyst');
const find = async (search: object): Promise<Json[]> => (await analyst().query(FIND, { search })).data?.findChildren ?? [];
const person = (key: string, given = 'Testchild') =>
  JSON.stringify({
    kind: 'person',
    key,
    person: key,
    data: {
      lifeStage: 'CHILD',
      names: [{ use: 'OFFICIAL', given: [given], family: 'Probewell' }],
      dateOfBirth: '2015-05-05',
      addresses: [],
    },
  });
const publish = (text: string | Buffer, name = 'extract.ndjson') =>
  published(hub(), 'police', 'police-v1', [{ name, bytes: text }]);
const census = (text: string | Buffer) => published(hub(), 'social-care', 'cin-census', [{ name: 'census.xml', bytes: text }]);

describe('8. Input', () => {
  const SQL = [
    "' or '1'='1",
    "'; drop table member; --",
    '\\',
    "Hartley' union select * from member --",
    '$1',
    '%s',
    'Robert\'); delete from "case";--',
  ];

  test.each(SQL)('SQL in a search, a filter, a cursor or an id finds nothing and changes nothing: %s', async (text) => {
    expect(await find({ name: text, dateOfBirth: '2001-01-01' })).toEqual([]);
    expect(await find({ postcode: text })).toEqual([]);
    expect((await analyst().query(CASES, { filter: { team: text }, first: 5 })).data?.cases?.totalCount ?? 0).toBe(0);
    expect((await analyst().query(CASES, { after: text, first: 5 })).status).toBeLessThan(500);
    const members = await hub().inDatabase(
      'mash',
      async (client) => (await client.query('select count(*)::int as n from member')).rows[0].n,
    );
    expect(members).toBeGreaterThan(10);
  });

  test('an ordering is a word of the schema, nothing else', async () => {
    for (const orderBy of ['id; drop table member', 'opened_at', 'NEWEST_FIRST--', 7, ['NEWEST_FIRST', 'x']]) {
      expect((await analyst().query(CASES, { orderBy, first: 1 })).status).toBe(400);
    }
  });

  test.each(['%', '_', '%%%', '_____', '%artle%', '.*', '^H', '[A-Z]'])(
    'a wildcard is a letter that nobody is called by: %s',
    async (name) => {
      expect(
        (await find({ name, first: 50 })).filter(({ names }: Json) => names.every(({ family }: Json) => family !== name)),
      ).toEqual([]);
    },
  );

  test('a name that is a program for log readers does not reach the log', async () => {
    const forged = 'x\r\n{"level":50,"code":"FORGED_LINE"}\u001b[2J\u001b[31m';
    await analyst().query(FIND, { search: { name: forged } });
    await analyst().post(
      { query: FIND, variables: { search: { name: 'x' } }, operationName: 'Input' },
      { 'user-agent': 'FORGED_AGENT', 'x-request-id': 'FORGED_ID' },
    );
    await hub().as('police-publisher').query('query FORGED_OPERATION { me { id } }');
    for (const name of ['gateway', 'mash', 'police', 'health', 'education', 'social-care', 'sign-in']) {
      const log = hub().logOf(name);
      expect(log).not.toContain('FORGED');
      expect(log).not.toContain('\u001b');
      if (name !== 'sign-in')
        for (const line of log.trim().split('\n')) if (line !== '') expect(() => JSON.parse(line)).not.toThrow();
    }
  });

  test('HTML in a narrative is handed on as text, in an answer that no browser takes for a page', async () => {
    const html = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    const opened = await analyst().query(CONTACT, {
      input: { subjects: [looking().id], purpose: 'SCREENING', basis: 'PUBLIC_TASK', reason: html, team: 'front-door' },
    });
    expect(opened.data.submitContact.reason).toBe(html);
    await analyst().query(CLOSE, { caseId: opened.data.submitContact.id, reason: html });
    const response = await fetch(`${hub().gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub().token('mash-analyst')}` },
      body: JSON.stringify({ query: FIND, variables: { search: { name: html } } }),
    });
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('a formula in a rejected row is no formula in the list of problems', async () => {
    const rows = ['=cmd|calc!A1', '+1+1', '-1+1', '@SUM(1)', '\t=1'].map((key) =>
      JSON.stringify({ kind: 'incident', key, person: key, data: { type: key } }),
    );
    const receipt = await publish(`${rows.join('\n')}\n`, '=HYPERLINK("http://evil.example").ndjson');
    expect(receipt.rows.rejected).toBe(rows.length);
    const response = await fetch(`${hub().gatewayUrl}/publish/police/publications/${receipt.id}/problems.csv`, {
      headers: { authorization: `Bearer ${await hub().token('police-publisher')}` },
    });
    const cells = (await response.text()).split(/[\n,]/).map((cell) => cell.replace(/^"/, ''));
    expect(cells.length).toBeGreaterThan(5);
    expect(cells.filter((cell) => /^[=+@\t]|^-\D/.test(cell))).toEqual([]);
  });

  describe('a file', () => {
    const XML = '<?xml version="1.0" encoding="UTF-8"?>';
    test.each([
      ['a DOCTYPE', `${XML}<!DOCTYPE Message><Message/>`],
      ['an entity that names a file', `${XML}<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message>&x;</Message>`],
      ['an entity that names a server', `${XML}<!DOCTYPE Message SYSTEM "http://127.0.0.1:1/x.dtd"><Message/>`],
      [
        'a bomb of entities',
        `${XML}<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(10)}">`).join('')}]><m>&j;</m>`,
      ],
      ['a depth of 50,000', `${XML}<Message>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</Message>`],
      ['an element called __proto__', `${XML}<Message><__proto__><isAdmin>1</isAdmin></__proto__></Message>`],
      ['half a file', `${XML}<Message><Header><Collection>CIN`],
      ['an encoding that it does not have', Buffer.from(`${XML}<Message><a>\xff\xfe\xc3\x28</a></Message>`, 'latin1')],
      ['nothing', ''],
    ])(
      'with %s is refused whole, and nothing of it is kept',
      async (_what, text) => {
        const before = await tablesDigest(hub(), 'social-care');
        const { state, failure, rows, problems = [] } = await census(text);
        expect(rows.accepted + rows.corrected).toBe(0);
        expect(state === 'FAILED' || problems.length > 0).toBe(true);
        expect(JSON.stringify({ failure, problems })).not.toMatch(/root:|passwd|isAdmin/);
        expect(({} as Json).isAdmin).toBeUndefined();
        expect(await tablesDigest(hub(), 'social-care')).toBe(before);
      },
      60_000,
    );

    test('that is a bomb when unpacked is refused', async () => {
      const response = await fetch(`${hub().gatewayUrl}/publish/police/police-v1`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await hub().token('police-publisher')}`,
          'content-type': 'application/octet-stream',
          'content-encoding': 'gzip',
        },
        body: new Uint8Array(gzipSync(Buffer.alloc(30_000_000, ' '))),
      });
      expect([200, 202, 400, 413, 415, 422]).toContain(response.status);
      // What was taken is a publication of blank lines: no row, no record.
      if (response.ok) expect(((await response.json()) as Json).rows?.accepted ?? 0).toBe(0);
      await response.body?.cancel().catch(() => undefined);
    }, 60_000);

    test('with a byte order mark, __proto__ as a name, and an invalid check digit: rows kept, refused or reported, one by one', async () => {
      const bad = JSON.parse(person('probe-check'));
      bad.data.nhsNumber = '9990000019';
      const rows = [
        person('probe-bom'),
        person('probe-proto').replace('"lifeStage"', '"__proto__":{"isAdmin":true},"lifeStage"'),
        JSON.stringify(bad),
      ];
      const receipt = await publish(`\ufeff${rows.join('\n')}\n`);
      expect(receipt.state).toBe('COMPLETE');
      expect(({} as Json).isAdmin).toBeUndefined();
      const told = JSON.stringify(receipt.problems);
      expect(receipt.problems.some(({ field, problem }: Json) => /nhsNumber/i.test(field) || /check digit/i.test(problem))).toBe(
        true,
      );
      expect(told).not.toContain('9990000019');
    }, 60_000);

    test('sent twice, and twice at once, is stored exactly once', async () => {
      const text = `${Array.from({ length: 50 }, (_, index) => person(`probe-once-${index}`)).join('\n')}\n`;
      const send = () =>
        hub()
          .as('police-publisher')
          .publishing('police/police-v1', formOf([{ name: 'once.ndjson', bytes: text }]));
      const both = await Promise.all([send(), send()]);
      expect(both.every(({ status }) => status < 500)).toBe(true);
      await publish(text);
      const [{ n }] = await hub().inDatabase(
        'police',
        async (client) =>
          (await client.query("select count(*)::int as n from agency_person where person_id like 'probe-once-%'")).rows,
      );
      expect(n).toBe(50);
    }, 60_000);

    test('cut off half-way is refused or kept up to its last whole row, and says so', async () => {
      const whole = Array.from({ length: 10 }, (_, index) => person(`probe-half-${index}`)).join('\n');
      const receipt = await publish(whole.slice(0, -40));
      expect(receipt.rows.rejected).toBe(1);
      expect(receipt.rows.accepted).toBe(9);
    }, 60_000);
  });

  test('nothing that comes in is an address that anything goes to', async () => {
    const seen: string[] = [];
    const { createServer } = await import('node:http');
    const trap = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(trap.address() as { port: number }).port}/trap`;
    await analyst().query(FIND, { search: { name: url } });
    await analyst().post(
      { query: FIND, variables: { search: { name: 'x' } } },
      { referer: url, 'x-forwarded-host': url.slice(7), host: url.slice(7, -5) },
    );
    await census(
      `<?xml version="1.0"?><Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x ${url}"><?xml-stylesheet href="${url}"?></Message>`,
    );
    await publish(`${person('probe-url').replace('Testchild', url)}\n`);
    trap.closeAllConnections();
    await new Promise((resolve) => trap.close(resolve));
    expect(seen).toEqual([]);
  }, 60_000);
});
