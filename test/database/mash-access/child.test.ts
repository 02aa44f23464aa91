import { openCase, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
let [ada, ben, cara, eve, mother]: string[] = [];
let atLevel4 = '';

beforeAll(async () => {
  hub = await startTestHub();
  ({ ada, ben, cara, eve, mother } = hub.people as Record<string, string>);
  atLevel4 = await openCase(hub, { subjects: [ada as string] });
});
afterAll(() => hub.close());

const CHILD =
  'query ($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { id view } }';

/** The claims of the view by which this persona reaches the child; null when they do not. */
async function viewOf(persona: string, variables: { id?: string; purpose?: string; caseId?: string | null }) {
  const answer = await (await hub.signIn(persona)).query(CHILD, { id: ada, purpose: 'SECTION_47', ...variables });
  return answer.data?.child === null ? null : claimsOf(answer.data.child.view);
}

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString('utf8'));

describe('a child is reached through a case', () => {
  test('by whoever is assigned through a team, for the purpose of the case', async () => {
    expect(await viewOf('decision-maker', {})).toMatchObject({
      ...{ person: ada, relation: 'SUBJECT', purpose: 'SECTION_47', caseId: atLevel4, level: 4, basis: 'PUBLIC_TASK' },
      ...{ sub: hub.memberId('decision-maker'), agency: 'MASH', roles: ['decision_maker'], protect: [], aud: 'mash' },
    });
  });

  test('not by someone whose team does not hold the case, until they are assigned by name', async () => {
    expect(await viewOf('social-care-lead', {})).toBeNull();
    const analyst = await hub.signIn('mash-analyst');
    await analyst.query('mutation ($c: ID!, $m: ID!) { assignCase(caseId: $c, member: $m) { id } }', {
      c: atLevel4,
      m: hub.memberId('social-care-lead'),
    });
    expect(await viewOf('social-care-lead', {})).toMatchObject({ roles: ['social_care_lead'], agency: 'SOCIAL_CARE' });
  });

  test('not for another purpose than the case was opened for', async () => {
    expect(await viewOf('mash-analyst', { purpose: 'CHILD_IN_NEED' })).toBeNull();
    expect(await viewOf('mash-analyst', { purpose: 'OWN_RECORDS' })).toBeNull();
  });

  test('for a review by a decision-maker who holds it, and for audit by an auditor who does not', async () => {
    expect(await viewOf('decision-maker', { purpose: 'DECISION_REVIEW' })).toMatchObject({
      purpose: 'DECISION_REVIEW',
      level: 4,
    });
    expect(await viewOf('mash-analyst', { purpose: 'DECISION_REVIEW' })).toBeNull();
    expect(await viewOf('ig-auditor', { purpose: 'AUDIT' })).toMatchObject({ purpose: 'AUDIT', roles: ['ig_auditor'] });
    expect(await viewOf('ig-auditor', {})).toBeNull();
  });

  test('not by a role that the purpose does not name, even when their team is assigned', async () => {
    await openCase(hub, { subjects: [cara as string], purpose: 'SCREENING', level: null, team: 'early-help' });
    expect(await viewOf('early-help-worker', { id: cara, purpose: 'SCREENING' })).toBeNull();
    expect(await viewOf('mash-analyst', { id: cara, purpose: 'SCREENING' })).toMatchObject({ level: 1, purpose: 'SCREENING' });
  });

  test('a publisher is told that opening children is not theirs', async () => {
    const answer = await (await hub.signIn('police-publisher')).query(CHILD, { id: ada, purpose: 'SECTION_47' });
    expect(answer.errors[0].extensions).toMatchObject({ code: 'WITHHELD', agency: 'MASH', category: 'opening' });
  });

  test('a child of the household is reached with the relation it has, an adult not as a child, a half-sister elsewhere not at all', async () => {
    expect(await viewOf('mash-analyst', { id: ben })).toMatchObject({ relation: 'HOUSEHOLD_CHILD', caseId: atLevel4 });
    expect(await viewOf('mash-analyst', { id: mother })).toBeNull();
    expect(await viewOf('mash-analyst', { id: cara })).toBeNull();
    expect(await viewOf('mash-analyst', { id: cara, caseId: atLevel4 })).toBeNull();
  });
});

describe('denied, absent and unknown', () => {
  const ABSENT = '3f0b1c34-0000-4000-8000-000000000000';

  test('are byte for byte one answer', async () => {
    const analyst = await hub.signIn('mash-analyst');
    const token = analyst.tokens.mash as string;
    const asked = [eve, ABSENT, 'not an id', "'; drop table member --", mother].map((id) => ({ id, purpose: 'SECTION_47' }));
    const named = [atLevel4, ABSENT, 'no case'].map((caseId) => ({ id: eve, purpose: 'SECTION_47', caseId }));
    const answers = [];
    for (const variables of [...asked, ...named]) answers.push(await hub.call('/graphql', token, { query: CHILD, variables }));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.json.data).toEqual({ child: null });
  });
});

describe('several cases', () => {
  test('ask for the one meant, and each name gives its own view', async () => {
    const first = await openCase(hub, { subjects: [eve as string] });
    const second = await openCase(hub, { subjects: [eve as string], basis: 'LEGAL_OBLIGATION' });
    const analyst = await hub.signIn('mash-analyst');
    const answer = await analyst.query(CHILD, { id: eve, purpose: 'SECTION_47' });
    expect(answer.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(await viewOf('mash-analyst', { id: eve, caseId: first })).toMatchObject({ caseId: first, basis: 'PUBLIC_TASK' });
    expect(await viewOf('mash-analyst', { id: eve, caseId: second })).toMatchObject({
      caseId: second,
      basis: 'LEGAL_OBLIGATION',
    });
    await analyst.query('mutation ($c: ID!) { closeCase(caseId: $c, reason: "Two of one") { status } }', { c: second });
    expect(await viewOf('mash-analyst', { id: eve })).toMatchObject({ caseId: first });
    expect(await viewOf('mash-analyst', { id: eve, caseId: second })).toBeNull();
  });
});
