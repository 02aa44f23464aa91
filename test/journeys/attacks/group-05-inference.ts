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

  test('somebody without a case finds the same nothing, whoever is looked for', async () => {
    const worker = hub().as('early-help-worker');
    const answers = await Promise.all(
      [{ name: 'Hartley' }, { name: 'Zzyzx' }, { nhsNumber: '9990000352' }, { nhsNumber: '9990000018' }].map((search) =>
        worker.query(FIND, { search }),
      ),
    );
    expect(new Set(answers.map(shape)).size).toBe(1);
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
