import { randomUUID } from 'node:crypto';
import { type Answer, hub, type Json, looking, probe, raw } from './support/attacked';

/** What may not be seen must not be guessed from the shape of an answer either. */

const CHILD = probe(
  'inference-child',
  'query Inference($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { id sources { agency state } police { intelligence { id summary } incidents { id } } chronology(first: 3) { totalCount } } }',
);
const CASES = probe(
  'inference-cases',
  'query Inference($filter: CaseFilter, $orderBy: CaseOrder! = NEWEST_FIRST, $first: Int, $after: String) { cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { totalCount edges { cursor node { id level reference } } pageInfo { hasNextPage endCursor } } }',
);
const CASE = probe('inference-case', 'query Inference($id: ID!) { case(id: $id) { id reference } }');
const FIND = probe(
  'inference-find',
  'query Inference($search: PersonSearch!) { findChildren(search: $search, purpose: SCREENING) { id names { family } } }',
);
const HOME = probe(
  'inference-home',
  'query Inference($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { household { person { __typename ... on Child { id } ... on Adult { id } } } addresses { address { postcode } isCurrent } education { enrolments { id school } } } }',
);

/** An answer as it came, without the request's own moment. */
const shape = ({ status, text }: Answer): string => `${status} ${text}`;

describe('5. Inference', () => {
  let hidden: { caseId: string };

  beforeAll(async () => {
    const opened = await hub()
      .as('mash-analyst')
      .query(
        'mutation SubmitContact($input: ContactInput!) { submitContact(input: $input) { id reference status level purpose basis openedAt teams } }',
        {
          input: {
            subjects: [looking().id],
            purpose: 'CHILD_IN_NEED',
            basis: 'CONSENT',
            level: 3,
            reason: 'A case of others',
            team: 'front-door',
          },
        },
      );
    hidden = { caseId: opened.data.submitContact.id };
  });

  test('a child one may not know of and a child there is not: byte for byte the same', async () => {
    const navigator = hub().as('health-navigator');
    const ask = (id: string, caseId: string | null, purpose: string) => navigator.query(CHILD, { id, caseId, purpose });
    const answers = [
      await ask(looking().id, hidden.caseId, 'CHILD_IN_NEED'),
      await ask(looking().id, null, 'CHILD_IN_NEED'),
      await ask(looking().id, randomUUID(), 'CHILD_IN_NEED'),
      await ask(randomUUID(), hidden.caseId, 'CHILD_IN_NEED'),
      await ask(randomUUID(), null, 'CHILD_IN_NEED'),
      await ask('not an id', null, 'CHILD_IN_NEED'),
      await ask(looking().id, looking().caseId, 'CHILD_IN_NEED'),
    ];
    expect(new Set(answers.map(shape)).size).toBe(1);
    expect(answers[0]?.data).toEqual({ child: null });
  });

  test('a case of others and a case there is not: byte for byte the same', async () => {
    const navigator = hub().as('health-navigator');
    const answers = await Promise.all(
      [hidden.caseId, randomUUID(), 'MASH-2026-000001', ''].map((id) => navigator.query(CASE, { id })),
    );
    expect(new Set(answers.map(shape)).size).toBe(1);
    expect(answers[0]?.data).toEqual({ case: null });
  });

  test('no filter, order, count or page of cases knows more than the plain list', async () => {
    const navigator = hub().as('health-navigator');
    const list = async (variables: object): Promise<Json> =>
      (await navigator.query(CASES, { first: 50, ...variables })).data.cases;
    const all = await list({});
    const mine = new Set(all.edges.map(({ node }: Json) => node.id));
    expect(mine.has(hidden.caseId)).toBe(false);
    expect(all.totalCount).toBe(mine.size);
    let byLevel = 0;
    for (const level of [1, 2, 3, 4]) byLevel += (await list({ filter: { level } })).totalCount;
    expect(byLevel).toBeLessThanOrEqual(all.totalCount);
    for (const filter of [{ purpose: 'CHILD_IN_NEED' }, { team: 'mash' }, { status: 'OPEN' }, { level: 3 }]) {
      const found = await list({ filter });
      expect(found.edges.every(({ node }: Json) => mine.has(node.id))).toBe(true);
      expect(found.totalCount).toBe(found.edges.length);
    }
    for (const orderBy of ['OLDEST_FIRST', 'HIGHEST_LEVEL_FIRST']) {
      expect(new Set((await list({ orderBy })).edges.map(({ node }: Json) => node.id))).toEqual(mine);
    }
    const paged: string[] = [];
    for (let after: string | null = null, page: Json; ; after = page.pageInfo.endCursor) {
      page = await list({ first: 1, after });
      paged.push(...page.edges.map(({ node }: Json) => node.id));
      expect(page.totalCount).toBe(all.totalCount);
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(new Set(paged)).toEqual(mine);
    // References are numbers in a row: the gaps are the only thing that says there are others, and say no more than that.
    expect(paged).toHaveLength(all.totalCount);
  });

  test('a cursor with a day that there is not is refused like any altered cursor', async () => {
    const cursor = (at: string) =>
      Buffer.from(JSON.stringify(['NEWEST_FIRST', at, '00000000-0000-4000-8000-000000000000'])).toString('base64url');
    const codes = await Promise.all(
      ['2026-02-30T00:00:00.000Z', '2026-02-28T00:00:00Z', '0000-00-00T00:00:00.000Z'].map(
        async (at) =>
          (
            await hub()
              .as('mash-analyst')
              .query(CASES, { after: cursor(at) })
          ).errors[0]?.extensions.code,
      ),
    );
    expect(codes).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });

  test('somebody without a case finds the same nothing, whoever is looked for', async () => {
    const worker = hub().as('early-help-worker');
    const answers = await Promise.all(
      [{ name: 'Hartley' }, { name: 'Zzyzx' }, { nhsNumber: '9990000352' }, { nhsNumber: '9990000018' }].map((search) =>
        worker.query(FIND, { search }),
      ),
    );
    expect(new Set(answers.map(shape)).size).toBe(1);
  });

  describe('where a protected child lives', () => {
    /** While the whereabouts of these people must be protected. */
    async function protecting<T>(people: readonly string[], ask: () => Promise<T>): Promise<T> {
      const set = (on: boolean) =>
        hub().inDatabase('mash', (client) =>
          client.query('update agency_person set protect_location = $2 where hub = any($1::uuid[])', [people, on]),
        );
      await set(true);
      try {
        return await ask();
      } finally {
        await set(false);
      }
    }

    test('is not confirmed by a search that fits in nearly all but the postcode', async () => {
      const [known] = await hub().inDatabase('mash', async (client) => {
        const { rows } = await client.query(
          `select identity ->> 'dateOfBirth' as born, identity #>> '{names,0,given,0}' as given, postcodes[1] as postcode
           from agency_person where hub = $1 and cardinality(postcodes) > 0 and length(identity #>> '{names,0,given,0}') > 5`,
          [looking().id],
        );
        return rows as Json[];
      });
      // A slip in the first letter and one in the year: neither finds anybody by itself.
      const nearly = {
        name: `${known.given.startsWith('B') ? 'D' : 'B'}${known.given.slice(1)}`,
        dateOfBirth: `${Number(known.born.slice(0, 4)) + 1}${known.born.slice(4)}`.replace('-02-29', '-02-28'),
      };
      const ask = (postcode: string) =>
        hub()
          .as('mash-analyst')
          .query(FIND, { search: { ...nearly, postcode } });
      const ids = ({ data }: Answer) => data.findChildren.map(({ id }: Json) => id);
      expect(ids(await ask(known.postcode))).toContain(looking().id);
      expect(ids(await ask('BB9 9ZZ'))).not.toContain(looking().id);
      const [right, wrong] = await protecting([looking().id], async () => [await ask(known.postcode), await ask('BB9 9ZZ')]);
      expect(ids(right as Answer)).not.toContain(looking().id);
      expect(ids(wrong as Answer)).not.toContain(looking().id);
    });

    test('is not told by a brother or sister who need not hide, neither by their address nor by their school', async () => {
      const analyst = hub().as('mash-analyst');
      const home = await analyst.query(HOME, looking());
      const sibling = home.data.child.household.find(({ person }: Json) => person.__typename === 'Child')?.person.id;
      expect(sibling).toEqual(expect.any(String));
      const placed = ({ withheld }: Answer) => withheld.filter(({ rule }) => rule.endsWith('/protect-location')).length;
      expect([placed(home), home.data.child.addresses.some(({ address }: Json) => address !== null)]).toEqual([0, true]);
      const hidden = await protecting([sibling], () => analyst.query(HOME, looking()));
      expect(hidden.data.child.household.map(({ person }: Json) => person.id)).not.toContain(sibling);
      expect(placed(hidden)).toBeGreaterThan(0);
      expect(JSON.stringify(hidden.data)).not.toMatch(/"school":"/);
      expect(JSON.stringify(home.data)).toMatch(/"school":"/);
      expect(JSON.stringify(hidden.data)).not.toContain('"postcode":');
    });
  });

  test('a withheld list is the same with much in it as with nothing: no count, no page, no empty list', async () => {
    const answer = await hub().as('education-lead').query(CHILD, looking());
    expect(answer.data.child.police.intelligence).toBeNull();
    const household = hub().standIn('police');
    household.behaviour = undefined;
    const states = answer.data.child.sources.map(({ state }: Json) => state);
    expect(states).not.toContain('NO_RECORD_FOUND');
  });

  test('an answer has no fingerprint that a later one could be compared with', async () => {
    const body = JSON.stringify({ query: CHILD, variables: looking() });
    const headers = { 'content-type': 'application/json' };
    const first = await raw('/graphql', { method: 'POST', as: 'education-lead', headers, body });
    for (const name of ['etag', 'last-modified', 'age']) expect(first.headers.get(name)).toBeNull();
    const again = await raw('/graphql', {
      method: 'POST',
      as: 'education-lead',
      headers: { ...headers, 'if-none-match': '*', 'if-modified-since': new Date().toUTCString() },
      body,
    });
    expect(again.status).toBe(200);
  });

  test('writing to a case of others says what writing to none says', async () => {
    const close =
      'mutation CloseCase($caseId: ID!, $reason: String!) { closeCase(caseId: $caseId, reason: $reason) { id reference status closedAt } }';
    const answers = await Promise.all(
      [hidden.caseId, randomUUID()].map((caseId) => hub().as('decision-maker').query(close, { caseId, reason: 'Not mine' })),
    );
    expect(new Set(answers.map(shape)).size).toBe(1);
    expect(answers[0]?.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
