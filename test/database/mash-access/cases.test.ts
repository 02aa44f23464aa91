import { type Json, openCase, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
let [ada, ben, eve, mother]: string[] = [];
const opened: string[] = [];

beforeAll(async () => {
  hub = await startTestHub();
  ({ ada, ben, eve, mother } = hub.people as Record<string, string>);
  for (const level of [4, 3, 4, 3, 3]) {
    opened.push(await openCase(hub, { subjects: [ada as string], level, purpose: level === 4 ? 'SECTION_47' : 'CHILD_IN_NEED' }));
  }
  await openCase(hub, { subjects: [eve as string], purpose: 'SCREENING', level: null, team: 'front-door' }, 'screening-officer');
});
afterAll(() => hub.close());

const LIST = `query ($filter: CaseFilter, $orderBy: CaseOrder! = NEWEST_FIRST, $first: Int, $after: String) {
  cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount edges { cursor node { id reference level status } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
const list = async (persona: string, variables: object = {}): Promise<Json> => (await hub.signIn(persona)).query(LIST, variables);
const idsOf = (answer: Json): string[] => answer.data.cases.edges.map(({ node }: Json) => node.id);
const act = async (persona: string, text: string, variables: object): Promise<Json> =>
  (await hub.signIn(persona)).query(text, variables);
const ASSIGN = `mutation ($c: ID!, $team: String, $member: ID, $level: Int, $purpose: Purpose, $basis: Basis) {
  assignCase(caseId: $c, team: $team, member: $member, level: $level, purpose: $purpose, basis: $basis) { level purpose basis teams } }`;
const SUBMIT =
  'mutation ($input: ContactInput!) { submitContact(input: $input) { reference status level purpose openedAt reason subjects { id } } }';
const NOT_SOUGHT = { consent: 'NOT_SOUGHT', consentReason: 'He would flee' };
const contact = (more: object) => ({
  input: {
    subjects: [ada],
    purpose: 'SECTION_47',
    basis: 'PUBLIC_TASK',
    level: 4,
    ...NOT_SOUGHT,
    team: 'mash',
    reason: 'A call',
    ...more,
  },
});

describe('the list of cases', () => {
  test('holds, and counts, only what the caller may use', async () => {
    expect((await list('mash-analyst')).data.cases.totalCount).toBe(6);
    expect((await list('decision-maker')).data.cases.totalCount).toBe(5);
    expect((await list('screening-officer')).data.cases.totalCount).toBe(1);
    expect((await list('ig-auditor')).data.cases.totalCount).toBe(6);
    expect((await list('education-lead')).data).toEqual({
      cases: { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null } },
    });
    expect((await list('police-publisher')).data.cases.totalCount).toBe(0);
  });

  test.each(['NEWEST_FIRST', 'OLDEST_FIRST', 'HIGHEST_LEVEL_FIRST'])(
    'is paged without gap or repetition: %s',
    async (orderBy) => {
      const whole = idsOf(await list('mash-analyst', { orderBy }));
      const pages: string[] = [];
      let after: string | null = null;
      do {
        const answer: Json = await list('mash-analyst', { orderBy, first: 2, after });
        pages.push(...idsOf(answer));
        after = answer.data.cases.pageInfo.hasNextPage ? answer.data.cases.pageInfo.endCursor : null;
      } while (after !== null);
      expect(pages).toEqual(whole);
      expect(new Set(pages).size).toBe(6);
    },
  );

  test('is ordered as asked', async () => {
    const levels = (await list('mash-analyst', { orderBy: 'HIGHEST_LEVEL_FIRST' })).data.cases.edges.map(
      ({ node }: Json) => node.level,
    );
    expect(levels).toEqual([4, 4, 3, 3, 3, null]);
    expect(idsOf(await list('decision-maker', { orderBy: 'OLDEST_FIRST' }))).toEqual(opened);
  });

  test('is filtered before it is counted', async () => {
    expect((await list('mash-analyst', { filter: { level: 4 } })).data.cases.totalCount).toBe(2);
    expect(
      (await list('mash-analyst', { filter: { purpose: 'SCREENING', status: 'OPEN', team: 'front-door' } })).data.cases
        .totalCount,
    ).toBe(1);
    expect((await list('mash-analyst', { filter: { status: 'CLOSED' } })).data.cases.totalCount).toBe(0);
    expect((await list('mash-analyst', { filter: { team: "x' or true --" } })).data.cases.totalCount).toBe(0);
  });

  test('refuses a cursor that was altered, or made by another list', async () => {
    const { endCursor } = (await list('mash-analyst', { first: 2 })).data.cases.pageInfo;
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const key = JSON.parse(Buffer.from(endCursor, 'base64url').toString('utf8'));
    const bad = [
      ...[`${endCursor}A`, 'x', '%00', encode('NEWEST_FIRST'), encode([...key, 'more']), encode([key[0], key[1], "' or true"])],
      ...[encode([key[0], 'infinity', key[2]]), encode(['OLDEST_FIRST', key[1], key[2]]), encode({ ...key }), 'A'.repeat(5000)],
    ];
    for (const after of bad) {
      const answer = await list('mash-analyst', { after });
      expect([after.slice(0, 20), answer.errors?.[0].extensions.code]).toEqual([after.slice(0, 20), 'BAD_USER_INPUT']);
    }
    for (const first of [0, -1, 501])
      expect((await list('mash-analyst', { first })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a single case', () => {
  const CASE =
    'query ($id: ID!) { case(id: $id) { id reference status level openedAt reason subjects { id names { family } } } }';

  test('is absent for those who do not hold it, in the same words as one that never was', async () => {
    const lead = await hub.signIn('education-lead');
    const answers = [];
    for (const id of [opened[0], '3f0b1c34-0000-4000-8000-000000000000', 'no id']) {
      answers.push((await hub.call('/graphql', lead.tokens.mash as string, { query: CASE, variables: { id } })).text);
    }
    expect(new Set(answers)).toEqual(new Set(['{"data":{"case":null},"extensions":{"disclosures":[]}}\n']));
  });

  test('shows an auditor its terms, and neither why nor who', async () => {
    const { data, errors } = await act('ig-auditor', CASE, { id: opened[0] });
    expect(data.case).toMatchObject({ level: 4, status: 'OPEN', reason: null, subjects: [{ id: ada, names: null }] });
    expect(data.case.reference).toMatch(/^MASH-\d{4}-\d{6}$/);
    expect(errors.map(({ extensions }: Json) => extensions.category).sort()).toEqual(['case-reason', 'names']);
  });
});

describe('taking a contact', () => {
  test('opens a case with a reference, about the children named', async () => {
    const { data } = await act('mash-analyst', SUBMIT, contact({ subjects: [ben, ada] }));
    expect(data.submitContact).toMatchObject({
      status: 'OPEN',
      level: 4,
      reason: 'A call',
      subjects: [{ id: ben }, { id: ada }],
    });
  });

  test.each([
    ['an adult as the subject', { subjects: ['mother'] }, 'BAD_USER_INPUT'],
    ['somebody nobody knows', { subjects: ['3f0b1c34-0000-4000-8000-000000000000'] }, 'BAD_USER_INPUT'],
    ['nobody at all', { subjects: [] }, 'BAD_USER_INPUT'],
    ['no reason', { reason: '  ' }, 'BAD_USER_INPUT'],
    ['a team that is none', { team: 'the-other-side' }, 'BAD_USER_INPUT'],
    ['level 4 without a word on consent', { consent: null }, 'BAD_USER_INPUT'],
    ['a level that the purpose is not for', { level: 2 }, 'BAD_USER_INPUT'],
    ['no level where the purpose begins above the lowest', { level: null }, 'BAD_USER_INPUT'],
    ['a basis that the purpose does not take', { basis: 'CONSENT' }, 'BAD_USER_INPUT'],
    ['a review, for which no case is opened', { purpose: 'DECISION_REVIEW' }, 'BAD_USER_INPUT'],
    ['own records, for which no case is opened', { purpose: 'OWN_RECORDS' }, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_, more, code) => {
    const wanted = contact(more);
    wanted.input.subjects = wanted.input.subjects.map((id) => (id === 'mother' ? mother : id));
    const { data, errors } = await act('mash-analyst', SUBMIT, wanted);
    expect([data.submitContact, errors[0].extensions.code]).toEqual([null, code]);
  });

  test.each(['early-help-worker', 'ig-auditor', 'police-publisher', 'education-lead'])('is not for the %s', async (persona) => {
    const { errors } = await act(persona, SUBMIT, contact({}));
    expect(errors[0].extensions).toMatchObject({ code: 'WITHHELD', agency: 'MASH', category: 'contacts' });
  });
});

describe('assigning and closing', () => {
  test('sets level, purpose and basis together, and keeps what they were', async () => {
    const id = await openCase(hub, { subjects: [ben as string], purpose: 'EARLY_HELP', basis: 'CONSENT', level: 2 });
    expect((await act('decision-maker', ASSIGN, { c: id, level: 4 })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    const { data } = await act('decision-maker', ASSIGN, {
      c: id,
      level: 4,
      purpose: 'SECTION_47',
      basis: 'PUBLIC_TASK',
      team: 'agency-leads',
    });
    expect(data.assignCase).toEqual({ level: 4, purpose: 'SECTION_47', basis: 'PUBLIC_TASK', teams: ['agency-leads', 'mash'] });
    const changes = await hub.database.query('select level, purpose, by_member from case_change where case_id = $1 order by id', [
      id,
    ]);
    expect(changes).toEqual([
      { level: 2, purpose: 'EARLY_HELP', by_member: hub.memberId('mash-analyst') },
      { level: 4, purpose: 'SECTION_47', by_member: hub.memberId('decision-maker') },
    ]);
    expect(idsOf(await list('education-lead'))).toEqual([id]);
  });

  test('is refused on a case that is not theirs, unknown, or closed, in the same words', async () => {
    const foreign = await openCase(hub, { subjects: [ada as string], team: 'agency-leads' }, 'mash-analyst');
    const closed = await openCase(hub, { subjects: [ada as string] });
    await act('mash-analyst', 'mutation ($c: ID!) { closeCase(caseId: $c, reason: "Done") { status } }', { c: closed });
    for (const c of [foreign, closed, '3f0b1c34-0000-4000-8000-000000000000', 'x']) {
      const { errors } = await act('decision-maker', ASSIGN, { c, team: 'mash' });
      expect(errors[0]).toMatchObject({ message: 'Not found', extensions: { code: 'NOT_FOUND' } });
    }
  });

  test('is not for those who take contacts only, nor for a role that reads only', async () => {
    for (const persona of ['screening-officer', 'ig-auditor']) {
      const { errors } = await act(persona, ASSIGN, { c: opened[0], team: 'mash' });
      expect(errors[0].extensions).toMatchObject({ code: 'WITHHELD', category: 'assignment' });
    }
  });

  test('closing ends the way to its people, for the list of the watched too', async () => {
    const watched = async () =>
      (
        await hub.database.query(
          `select count(*)::int as n from case_subject s join "case" c on c.id = s.case_id where c.status = 'OPEN' and s.person = $1`,
          [eve],
        )
      )[0].n;
    const before = await watched();
    const id = await openCase(hub, { subjects: [eve as string] });
    expect(await watched()).toBe(before + 1);
    const { data } = await act(
      'mash-analyst',
      'mutation ($c: ID!) { closeCase(caseId: $c, reason: "No concern") { status closedAt subjects { id } } }',
      { c: id },
    );
    expect(data.closeCase).toMatchObject({ status: 'CLOSED', subjects: null });
    expect(data.closeCase.closedAt).not.toBeNull();
    expect(await watched()).toBe(before);
  });

  test('a colleague is named by id; an unknown one is refused', async () => {
    const { data } = await act('mash-analyst', '{ colleagues(team: "agency-leads") { id displayName agency } }', {});
    expect(data.colleagues.map(({ agency }: Json) => agency)).toEqual(['EDUCATION', 'HEALTH', 'POLICE', 'SOCIAL_CARE']);
    const { errors } = await act('mash-analyst', ASSIGN, { c: opened[0], member: 'nobody' });
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('notices of one’s own cases', () => {
  const NOTICES = 'query ($after: ID, $first: Int) { notices(after: $after, first: $first) { id kind caseId reference } }';
  const notices = (persona: string, variables: object = {}) => act(persona, NOTICES, variables);
  const crossing = async (caseId: string, viewpoint: string): Promise<string> => {
    const [{ id }] = await hub.database.query(
      `insert into threshold_event (at, kind, case_id, viewpoint, level_from, level_to) values (now(), 'THRESHOLD_ROSE', $1, $2, 2, 3) returning id`,
      [caseId, viewpoint],
    );
    return id;
  };
  const told = async (persona: string, id: string): Promise<boolean> =>
    (await notices(persona, { after: String(Number(id) - 1) })).data.notices?.some((one: Json) => one.id === id) === true;

  test('tell which case and when, each viewpoint its own, and nothing of what the advice is', async () => {
    const [caseId = ''] = opened;
    const id = await crossing(caseId, 'SECTION_47/mash_analyst');
    const { data } = await notices('mash-analyst', { after: String(Number(id) - 1) });
    expect(data.notices).toEqual([{ id, kind: 'THRESHOLD_ROSE', caseId, reference: expect.stringMatching(/^MASH-/) }]);
    expect(await told('decision-maker', id)).toBe(false);
    expect(await told('decision-maker', await crossing(caseId, 'SECTION_47/decision_maker'))).toBe(true);
  });

  test.each(['screening-officer', 'education-lead', 'early-help-worker', 'ig-auditor', 'police-publisher'])(
    'are withheld from %s, with crossings or without',
    async (persona) => {
      const id = await crossing(opened[0] as string, `SECTION_47/${persona.replaceAll('-', '_')}`);
      for (const after of [null, id]) {
        const { data, errors } = await notices(persona, { after });
        expect(data).toEqual({ notices: null });
        expect(errors[0].extensions).toMatchObject({ code: 'WITHHELD', category: 'notices' });
      }
    },
  );

  test('are of open cases alone', async () => {
    const caseId = await openCase(hub, { subjects: [ben as string] });
    const id = await crossing(caseId, 'SECTION_47/mash_analyst');
    expect(await told('mash-analyst', id)).toBe(true);
    await act('mash-analyst', 'mutation ($c: ID!) { closeCase(caseId: $c, reason: "Done") { status } }', { c: caseId });
    expect(await told('mash-analyst', id)).toBe(false);
  });

  test.each([{ after: 'x' }, { after: '-1' }, { after: '1234567890123456789' }, { first: 0 }, { first: 201 }])(
    'are not asked for by %j',
    async (variables) => {
      const { errors } = await notices('mash-analyst', variables);
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    },
  );
});
