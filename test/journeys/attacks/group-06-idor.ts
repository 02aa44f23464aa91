import { randomUUID } from 'node:crypto';
import { claimsOf } from '../support/straight';
import { codesOf, hub, type Json, looking, probe, withToken } from './support/attacked';
import { enterMember, signedIn } from './support/sign-in';
import { post } from '../../support/journey';

/** Somebody else's records, by ids, cursors, claims and moments. */

const CHILD = probe(
  'idor-child',
  'query Idor($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { id names { family } police { incidents { id summary } intelligence { id } } sources { agency state } } }',
);
const HOUSEHOLD = probe(
  'idor-household',
  'query Idor($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { household { person { ... on Child { id } ... on Adult { id } } } } }',
);
const CHRONOLOGY = probe(
  'idor-chronology',
  'query Idor($id: ID!, $purpose: Purpose!, $caseId: ID, $after: String) { child(id: $id, purpose: $purpose, caseId: $caseId) { chronology(first: 2, after: $after) { edges { cursor node { id agency } } } } }',
);
const ASSIGN = probe(
  'idor-assign',
  'mutation Idor($caseId: ID!, $team: String, $level: Int, $purpose: Purpose) { assignCase(caseId: $caseId, team: $team, level: $level, purpose: $purpose) { id } }',
);
const ME = probe('idor-me', 'query Idor { me { agency roles teams } }');
const OWN = probe('idor-own', 'query Idor($id: ID!) { policeRecord(personId: $id) { incidents { id summary } } }');

const withTokenAnd = (token: string, query: string, variables: object) =>
  post(hub().gatewayUrl, { query, variables }, { authorization: `Bearer ${token}` });

describe('6. IDOR', () => {
  test('another child’s id, guessed ids, an adult’s id, another case’s: null, whoever it would be', async () => {
    const { id, caseId, purpose } = looking();
    const analyst = hub().as('mash-analyst');
    const people = (await analyst.query(HOUSEHOLD, looking())).data.child.household.map(({ person }: Json) => person.id);
    expect(people.length).toBeGreaterThan(0);
    const others = await hub().inDatabase('mash', async (client) =>
      (
        await client.query(
          'select person::text from case_subject where case_id not in (select case_id from case_subject where person = $1) limit 5',
          [id],
        )
      ).rows.map(({ person }) => person as string),
    );
    expect(others.length).toBeGreaterThan(0);
    const guesses = [...others, randomUUID(), '1', '../1', `${id}'`, `${id} or 1=1`, `${id}\u200b`, '*', '%'];
    for (const guess of guesses) {
      const { data, errors } = await analyst.query(CHILD, { id: guess, caseId, purpose });
      expect({ guess, data, errors }).toEqual({ guess, data: { child: null }, errors: [] });
    }
  });

  test('the same id in another spelling is the same child or none, never another way in', async () => {
    const education = hub().as('education-lead');
    const plain = await education.query(CHILD, looking());
    const upper = await education.query(CHILD, { ...looking(), id: looking().id.toUpperCase() });
    expect(upper.data.child === null || upper.data.child.police.incidents === plain.data.child.police.incidents).toBe(true);
  });

  test('a decoded and altered cursor moves along one’s own page or is refused; it never shows what was withheld', async () => {
    const education = hub().as('education-lead');
    const all = async (after: string | null) =>
      (await education.query(CHRONOLOGY, { ...looking(), after })).data?.child?.chronology?.edges ?? [];
    const [first] = await all(null);
    const seen = new Set<string>();
    for (let after: string | null = null, edges: Json[] = await all(null); edges.length > 0; edges = await all(after)) {
      for (const { node, cursor } of edges) {
        seen.add(node.id);
        after = cursor;
      }
    }
    const bytes = Buffer.from(first.cursor, 'base64url').toString('utf8');
    const altered = ['POLICE', 'HEALTH', 'SOCIAL_CARE'].map((agency) =>
      Buffer.from(bytes.replace(/POLICE|HEALTH|EDUCATION|SOCIAL_CARE/, agency)).toString('base64url'),
    );
    for (const after of [
      ...altered,
      'AAAA',
      '',
      Buffer.from('["2999-01-01","POLICE",""]').toString('base64url'),
      `${first.cursor}==`,
    ]) {
      for (const { node } of await all(after)) expect(seen.has(node.id)).toBe(true);
    }
  });

  test('claims of roles in headers, cookies, variables or the token itself: the register alone counts', async () => {
    const claims = {
      roles: ['decision_maker'],
      role: 'decision_maker',
      agency: 'POLICE',
      scope: 'admin',
      groups: ['decision_maker'],
    };
    const token = await signedIn('health-navigator', claims);
    const ways: Record<string, string>[] = [
      {},
      { 'x-roles': 'decision_maker', 'x-agency': 'POLICE', 'x-forwarded-user': 'decision-maker', cookie: 'role=decision_maker' },
    ];
    for (const headers of ways) {
      const { data } = await post(
        hub().gatewayUrl,
        { query: ME, extensions: claims },
        { authorization: `Bearer ${token}`, ...headers },
      );
      expect(data.me).toEqual({ agency: 'HEALTH', roles: ['health_navigator'], teams: ['agency-leads'] });
    }
  });

  test.each([
    ['a list', ['mash-analyst']],
    ['a list of two', ['health-navigator', 'mash-analyst']],
    ['a number', 7],
    ['an object', { $eq: 'mash-analyst' }],
    ['true', true],
    ['empty', ''],
  ])('a subject that is %s is nobody', async (_what, sub) => {
    const answer = await withToken(await signedIn('x', { sub }), ME);
    expect({ status: answer.status, codes: codesOf(answer) }).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  test('two roles at once: each purpose has its own, and the second widens nothing', async () => {
    await enterMember('two-roles', 'EDUCATION', ['education_lead', 'screening_officer'], ['agency-leads']);
    const both = await withTokenAnd(await signedIn('two-roles'), CHILD, looking());
    const one = await hub().as('education-lead').query(CHILD, looking());
    expect(both.data.child.police).toEqual(one.data.child.police);
    expect(both.withheld).toEqual(one.withheld);
    // Publishing and auditing are held beside nothing else: whoever is entered so is nobody.
    await enterMember('two-duties', 'EDUCATION', ['education_lead', 'publisher'], ['agency-leads']);
    expect((await withToken(await signedIn('two-duties'), ME)).status).toBe(401);
  });

  test('a role removed a minute ago, a minute from now, and a membership not yet begun', async () => {
    await enterMember('leaver', 'MASH', ['mash_analyst'], ['mash', 'front-door']);
    const token = await signedIn('leaver');
    const ask = () => withTokenAnd(token, CHILD, looking());
    expect((await ask()).data.child.id).toBe(looking().id);
    const change = (sql: string) =>
      hub().inDatabase('mash', (client) => client.query(`update member set ${sql} where subject = 'leaver'`));
    await change("roles = '{screening_officer}'");
    // The very next request: nothing of the role is kept but in tokens that live for sixty seconds, for one request each.
    const fewer = await ask();
    expect((await withToken(token, ME)).data.me.roles).toEqual(['screening_officer']);
    expect(fewer.data.child?.police?.incidents ?? null).toBeNull();
    await change("roles = '{mash_analyst}', valid_to = now() - interval '1 minute'");
    expect((await ask()).status).toBe(401);
    await change("valid_to = null, valid_from = now() + interval '1 hour'");
    expect((await ask()).status).toBe(401);
  });

  test('what a role could still do with tokens made before it was removed ends within sixty seconds', async () => {
    const standIn = hub().standIn('police');
    const tokens: string[] = [];
    standIn.behaviour = ({ headers, body }) => {
      tokens.push(String(headers.authorization).replace('DPoP ', ''));
      for (const one of JSON.parse(body).variables?.representations ?? [])
        tokens.push(one.grants.police, ...(one.view ? [one.view] : []));
    };
    await hub().as('mash-analyst').query(CHILD, looking());
    standIn.behaviour = undefined;
    expect(tokens.length).toBeGreaterThan(1);
    for (const token of tokens) {
      const { iat = 0, exp = 0 } = claimsOf(token);
      expect(exp - iat).toBeLessThanOrEqual(60);
    }
  });

  test('emergency access without a reason opens nothing, whoever asks and whomever about', async () => {
    const operation =
      'mutation BreakGlass($childId: ID!, $reason: String!) { breakGlass(childId: $childId, reason: $reason) { id reference status level purpose basis openedAt } }';
    const cases = async () =>
      hub().inDatabase(
        'mash',
        async (client) => (await client.query('select count(*)::int as n from "case"')).rows[0].n as number,
      );
    const before = await cases();
    for (const persona of ['mash-analyst', 'education-lead', 'ig-auditor']) {
      for (const reason of ['', '   ', '\n']) {
        const { data, errors } = await hub().as(persona).query(operation, { childId: looking().id, reason });
        expect(data?.breakGlass ?? null).toBeNull();
        expect(errors.map(({ extensions }) => extensions.code).every((code) => code !== 'INTERNAL')).toBe(true);
      }
    }
    expect(await cases()).toBe(before);
  });

  test('emergency access is handed on to nobody, and neither made longer nor given other terms', async () => {
    const analyst = hub().as('mash-analyst');
    const opened = await analyst.query(
      'mutation BreakGlass($childId: ID!, $reason: String!) { breakGlass(childId: $childId, reason: $reason) { id reference status level purpose basis openedAt } }',
      { childId: looking().id, reason: 'She called and said she is being hurt now' },
    );
    const { id: caseId } = opened.data.breakGlass;
    for (const wanted of [{ team: 'front-door' }, { team: 'agency-leads' }, { level: 3, purpose: 'CHILD_IN_NEED' }, {}]) {
      const { data, errors } = await analyst.query(ASSIGN, { caseId, ...wanted });
      expect({ wanted, data, codes: codesOf({ errors }) }).toEqual({ wanted, data: { assignCase: null }, codes: ['FORBIDDEN'] });
    }
    expect(
      (
        await hub()
          .as('education-lead')
          .query(CHILD, { ...looking(), caseId })
      ).data,
    ).toEqual({ child: null });
    await analyst.query(
      'mutation CloseCase($caseId: ID!, $reason: String!) { closeCase(caseId: $caseId, reason: $reason) { id reference status closedAt } }',
      { caseId, reason: 'The test is over' },
    );
  });

  test('the purpose of another case: a case lends its terms to nobody else', async () => {
    for (const purpose of ['LOOKED_AFTER', 'EARLY_HELP', 'CHILD_IN_NEED', 'AUDIT', 'OWN_RECORDS', 'DECISION_REVIEW']) {
      const { data, errors } = await hub()
        .as('education-lead')
        .query(CHILD, { ...looking(), purpose });
      expect({ purpose, data, codes: errors.map(({ extensions }) => extensions.code) }).toEqual({
        purpose,
        data: { child: null },
        codes: [],
      });
    }
  });

  test('a record sealed between the plan and the fetch is not in the answer', async () => {
    const standIn = hub().standIn('police');
    const seal = (sealed: boolean) =>
      hub().inDatabase('police', (client) => client.query('update incident set sealed = $1', [sealed]));
    expect((await hub().as('mash-analyst').query(CHILD, looking())).data.child.police.incidents.length).toBeGreaterThan(0);
    standIn.behaviour = async () => {
      standIn.behaviour = undefined;
      await seal(true);
    };
    try {
      const { data } = await hub().as('mash-analyst').query(CHILD, looking());
      expect(data.child.police.incidents).toEqual([]);
    } finally {
      await seal(false);
    }
  });

  test('an agency’s own record is its own staff’s, by its own ids', async () => {
    const [{ person }] = await hub().inDatabase(
      'police',
      async (client) => (await client.query('select person_id as person from involvement limit 1')).rows,
    );
    for (const persona of ['mash-analyst', 'health-navigator', 'decision-maker', 'ig-auditor']) {
      const { data, text } = await hub().as(persona).query(OWN, { id: person });
      expect(data.policeRecord).toBeNull();
      expect(text).not.toContain('summary":"');
    }
  });
});
