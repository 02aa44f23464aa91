import { setTimeout } from 'node:timers/promises';
import { withClient } from '../../../tools/local-postgres/databases';
import { missing, person, Police } from './support';

let police: Police;
beforeAll(async () => {
  police = await Police.start();
});
afterAll(() => police.under.close());

const count = (table: string, where = 'true') =>
  withClient(police.under.database.adminUrl, async (client) => {
    const { rows } = await client.query(`select count(*)::int as count from ${table} where ${where}`);
    return (rows[0] as { count: number }).count;
  });

describe('records published through the graph', () => {
  test('go the way that files go, and are answered when they are stored', async () => {
    const { data } = await police.publish([person('p1'), missing('m1', 'p1'), { kind: 'nothing' }], 'first');
    expect(data.done).toMatchObject({ state: 'COMPLETE', rows: { accepted: 2, rejected: 1 } });
    expect(data.done?.problems.edges.map(({ node }) => node.code)).toEqual(['unknown-kind']);
    expect(await police.record('p1', 'missingEpisodes { riskGrade }')).toEqual({ missingEpisodes: [{ riskGrade: 'HIGH' }] });
  });

  test('are published once under a key, however often and however many at once they are sent', async () => {
    const before = await count('publication');
    const records = [person('p2'), missing('m2', 'p2')];
    const all = await Promise.all(Array.from({ length: 12 }, () => police.publish(records, 'once')));
    const later = await police.publish(records, 'once');
    const ids = new Set([...all, later].map(({ data }) => data.done?.id));
    expect(ids.size).toBe(1);
    expect(later.data.done).toMatchObject({ state: 'COMPLETE', rows: { accepted: 2, unchanged: 0 } });
    expect(await count('publication')).toBe(before + 1);
    expect(await count('missing_episode', "record_key = 'm2'")).toBe(1);
  });

  test('other records under a used key are a conflict, also at the same time', async () => {
    const answers = await Promise.all([
      police.publish([missing('m3', 'p1')], 'contested'),
      police.publish([missing('m4', 'p1')], 'contested'),
    ]);
    expect(answers.filter(({ data }) => data.done !== null)).toHaveLength(1);
    const [refused] = answers.filter(({ data }) => data.done === null);
    expect(refused?.errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect(await count('missing_episode', "record_key in ('m3', 'm4')")).toBe(1);
  });

  test('the same records under another key say what is unchanged, and an earlier version can come back', async () => {
    expect((await police.publish([missing('m5', 'p1')], 'a')).data.done).toMatchObject({ rows: { accepted: 1 } });
    expect((await police.publish([missing('m5', 'p1', { riskGrade: 'LOW' })], 'b')).data.done).toMatchObject({
      rows: { corrected: 1 },
    });
    expect((await police.publish([missing('m5', 'p1')], 'c')).data.done).toMatchObject({ rows: { corrected: 1 } });
    expect((await police.publish([missing('m5', 'p1')], 'd')).data.done).toMatchObject({ rows: { unchanged: 1 } });
  });

  test.each([
    ['no records', [], 'k'],
    ['too many records', Array.from({ length: 1_001 }, () => ({})), 'k'],
    ['a blank key', [{}], '  '],
    ['a key that is not text', [{}], 'a\u0000b'],
  ])('%s are refused before anything is kept', async (_, records, key) => {
    const before = await count('publication');
    const { data, errors } = await police.publish(records, key);
    expect([data.done, errors?.[0]?.extensions.code]).toEqual([null, 'BAD_USER_INPUT']);
    expect(await count('publication')).toBe(before);
  });

  test('what a long file has still to say does not undo what was published meanwhile', async () => {
    const { adminUrl } = police.under.database;
    await withClient(adminUrl, async (client) => {
      // A file that was received before the record, and is imported after it: as if it had been long.
      const bytes = Buffer.from(
        [missing('m6', 'p1', { riskGrade: 'LOW' }), missing('m7', 'p1')].map((line) => JSON.stringify(line)).join('\n'),
      );
      expect((await police.publish([missing('m6', 'p1', { riskGrade: 'HIGH' })], 'meanwhile')).data.done).toMatchObject({
        state: 'COMPLETE',
      });
      const form = new FormData();
      form.append('file', new Blob([bytes]), 'long.ndjson');
      await client.query(
        "update publication set received_at = received_at + interval '1 hour' where idempotency_key = 'meanwhile'",
      );
      const { 'content-type': _, ...headers } = await police.publisher().headers('/publish/police-v1');
      const response = await fetch(`${police.under.service.url}/publish/police-v1`, { method: 'POST', headers, body: form });
      const { id } = (await response.json()) as { id: string };
      for (let attempt = 0; attempt < 100; attempt += 1) {
        const { rows } = await client.query('select 1 from publication where id = $1 and completed_at is not null', [id]);
        if (rows.length > 0) break;
        await setTimeout(50);
      }
      const { rows } = await client.query("select risk_grade from missing_episode where record_key = 'm6' and known_to is null");
      expect(rows).toEqual([{ risk_grade: 'HIGH' }]);
      const { rows: told } = await client.query('select code from publication_problem where publication_id = $1', [id]);
      expect(told).toEqual([{ code: 'overtaken' }]);
      await client.query(
        "update publication set received_at = received_at - interval '1 hour' where idempotency_key = 'meanwhile'",
      );
    });
  });
});

test('a record does not wait for a long file', async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => JSON.stringify(missing(`long-${index}`, 'p1')));
  const form = new FormData();
  form.append('file', new Blob([lines.join('\n')]), 'long.ndjson');
  const { 'content-type': _, ...headers } = await police.publisher().headers('/publish/police-v1');
  const response = await fetch(`${police.under.service.url}/publish/police-v1`, { method: 'POST', headers, body: form });
  const { id } = (await response.json()) as { id: string };
  const { data } = await police.publish([missing('quick', 'p1')], 'quick');
  expect(data.done).toMatchObject({ state: 'COMPLETE', rows: { accepted: 1 } });
  while ((await count('publication', `id = '${id}' and completed_at is null`)) > 0) await setTimeout(100);
  const overtook = `id = '${data.done?.id}' and completed_at < (select completed_at from publication where id = '${id}')`;
  expect(await count('publication', overtook)).toBe(1);
  expect(await count('missing_episode', "record_key like 'long-%'")).toBe(20_000);
});

describe('who may', () => {
  test.each([
    ['the publisher of another agency', 'HEALTH', 'publisher', 'WITHHELD'],
    ['an analyst of the MASH', 'MASH', 'mash_analyst', 'WITHHELD'],
    ['the auditor', 'MASH', 'ig_auditor', 'FORBIDDEN'],
    ["the agency's own staff", 'POLICE', 'police_researcher', 'FORBIDDEN'],
  ])('%s publishes and retracts nothing', async (_, agency, role, code) => {
    const before = await count('publication');
    const published = await police.publish([person('p9')], 'other', police.as(agency, role));
    const retracted = await police.retract({ kind: 'person', key: 'p1', reason: 'r' }, police.as(agency, role));
    for (const { data, errors } of [published, retracted]) {
      expect([data.done, errors?.[0]?.extensions.code]).toEqual([null, code]);
    }
    expect(await count('publication')).toBe(before);
  });

  const LIST =
    '{ policePublications(first: 2) { totalCount edges { node { id format } } pageInfo { hasNextPage endCursor } } policeDataQuality { format } }';
  interface Listed {
    readonly data: { readonly policePublications: { readonly totalCount: number; readonly edges: object[] } | null };
  }

  test.each([
    ['POLICE', 'publisher'],
    ['POLICE', 'police_researcher'],
    ['MASH', 'ig_auditor'],
  ])('of %s, %s reads the receipts', async (agency, role) => {
    const { data } = await police.as(agency, role).ask<Listed>(LIST);
    expect(data.policePublications).toMatchObject({ totalCount: expect.any(Number), edges: [{}, {}] });
  });

  test.each([
    ['HEALTH', 'publisher'],
    ['HEALTH', 'ig_auditor'],
    ['MASH', 'publisher'],
    ['MASH', 'mash_analyst'],
    ['MASH', 'decision_maker'],
    ['MASH', 'police_researcher'],
  ])('of %s, %s reads none', async (agency, role) => {
    const { data } = await police.as(agency, role).ask<Listed>(LIST);
    expect(data).toEqual({ policePublications: null, policeDataQuality: null });
  });

  test('the auditor reads no record', async () => {
    const { data } = await police
      .as('MASH', 'ig_auditor')
      .ask<{ data: object }>('{ policeRecord(personId: "p1") { persons { id } } }');
    expect(data).toEqual({ policeRecord: null });
  });
});

describe('receipts in the graph', () => {
  interface Page {
    readonly data: {
      readonly policePublications: {
        readonly edges: { readonly node: { readonly id: string; readonly receivedAt: string } }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly totalCount: number;
      };
    };
    readonly errors?: { readonly extensions: { readonly code: string } }[];
  }
  const PAGE = `query ($after: String, $format: String, $state: PublicationState) { policePublications(first: 3, after: $after, format: $format, state: $state) {
    edges { node { id receivedAt } } pageInfo { hasNextPage endCursor } totalCount } }`;

  test('pages give each publication once, the newest first', async () => {
    const seen: { id: string; receivedAt: string }[] = [];
    let after: string | null = null;
    let total = 0;
    const pageAfter = async (cursor: string | null) => {
      const variables = { after: cursor, format: 'police-v1', state: 'COMPLETE' };
      return (await police.publisher().ask<Page>(PAGE, variables)).data.policePublications;
    };
    do {
      const { edges, pageInfo, totalCount }: Page['data']['policePublications'] = await pageAfter(after);
      seen.push(...edges.map(({ node }) => node));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      total = totalCount;
    } while (after !== null);
    expect(seen).toHaveLength(total);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(total);
    expect(seen.map(({ receivedAt }) => receivedAt)).toEqual(
      seen
        .map(({ receivedAt }) => receivedAt)
        .sort()
        .reverse(),
    );
    expect(await police.publisher().ask<Page>(PAGE, { state: 'FAILED' })).toMatchObject({
      data: { policePublications: { totalCount: 0 } },
    });
    expect((await police.publisher().ask<Page>(PAGE, { after: 'YWJj' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('one publication tells its files, rows, records and problems page by page, and no value', async () => {
    const bad = (key: string) => missing(key, 'p1', { riskGrade: 'Secret-Value' });
    const { data } = await police.publish([person('p8'), bad('b1'), bad('b2'), bad('b3')], 'receipt');
    const query = `query ($id: ID!, $after: String) { policePublication(id: $id) { agency format publishedBy digest failure
      files { name bytes sha256 } records { kind count } problemCounts { code severity count } problemTotal problemsCsvPath
      problems(first: 2, after: $after) { totalCount edges { node { row field code severity problem remedy } cursor } pageInfo { hasNextPage endCursor } } } }`;
    const first = await police
      .publisher()
      .ask<{ data: { policePublication: { problems: { pageInfo: { endCursor: string } } } } }>(query, { id: data.done?.id });
    const publication = first.data.policePublication;
    expect(publication).toMatchObject({
      agency: 'POLICE',
      format: 'police-v1',
      failure: null,
      files: [{ name: 'records.ndjson', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      records: [{ kind: 'person', count: 1 }],
      problemCounts: [{ code: 'invalid-value', severity: 'ERROR', count: 3 }],
      problemTotal: 3,
      problemsCsvPath: `/publish/police/publications/${data.done?.id}/problems.csv`,
      problems: {
        totalCount: 3,
        edges: [{ node: { row: 2, field: 'data.riskGrade' } }, { node: { row: 3 } }],
        pageInfo: { hasNextPage: true },
      },
    });
    const after = publication.problems.pageInfo.endCursor;
    const rest = await police.publisher().ask<{ data: { policePublication: object } }>(query, { id: data.done?.id, after });
    expect(rest.data.policePublication).toMatchObject({
      problems: { edges: [{ node: { row: 4 } }], pageInfo: { hasNextPage: false } },
    });
    expect(JSON.stringify([first, rest])).not.toContain('Secret-Value');
    const csv = `/publications/${data.done?.id}/problems.csv`;
    const headers = await police.publisher().headers(csv, { method: 'GET' });
    const text = await (await fetch(`${police.under.service.url}${csv}`, { headers })).text();
    expect(text.split('\r\n')).toHaveLength(5);
  });

  test('what is no id, or of nothing, is absent', async () => {
    for (const id of ['x', '7a6b0f3e-5d0c-4f5e-9a53-0d6d2f1d2c11']) {
      expect(await police.publisher().ask('query ($id: ID!) { policePublication(id: $id) { id } }', { id })).toEqual({
        data: { policePublication: null },
        extensions: expect.anything(),
      });
    }
  });
});
