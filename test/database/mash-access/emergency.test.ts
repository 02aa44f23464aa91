import { randomUUID } from 'node:crypto';
import { type Json, openCase, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
let [ada, ben, eve, mother, cara]: string[] = [];
beforeAll(async () => {
  hub = await startTestHub();
  ({ ada, ben, eve, mother, cara } = hub.people as Record<string, string>);
});
afterAll(() => hub.close());

const as = async (persona: string, text: string, variables: object = {}): Promise<Json> =>
  (await hub.signIn(persona)).query(text, variables);
const BREAK =
  'mutation ($child: ID!, $reason: String!) { breakGlass(childId: $child, reason: $reason) { id endsAt level purpose basis status consent subjects { id } } }';
const breakGlass = (persona: string, child: unknown, reason = 'She called and said she is being hurt now') =>
  as(persona, BREAK, { child, reason });
const CHILD = 'query ($id: ID!, $caseId: ID) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { id } }';
const USES = '{ breakGlassUses { id case at endsAt member reason earlierUses flagged told notYetTold outcome } }';
const REVIEW =
  'mutation ($id: ID!, $outcome: EmergencyOutcome!, $note: String!) { reviewBreakGlass(id: $id, outcome: $outcome, note: $note) { outcome outcomeNote reviewedBy } }';
const codeOf = (answer: Json) => answer.errors?.[0]?.extensions.code;

describe('emergency access', () => {
  test('opens one child for one hour to one person, at level 4 and on vital interests', async () => {
    const before = Date.now();
    const { data, errors } = await breakGlass('mash-analyst', eve);
    expect(errors).toBeUndefined();
    const { id, endsAt, ...terms } = data.breakGlass;
    expect(terms).toEqual({
      level: 4,
      purpose: 'SECTION_47',
      basis: 'VITAL_INTERESTS',
      status: 'OPEN',
      consent: 'NOT_SOUGHT',
      subjects: [{ id: eve }],
    });
    expect(Date.parse(endsAt) - before).toBeGreaterThanOrEqual(3_600_000 - 1_000);
    expect(Date.parse(endsAt) - before).toBeLessThan(3_600_000 + 60_000);
    expect((await as('mash-analyst', CHILD, { id: eve, caseId: id })).data).toEqual({ child: { id: eve } });
    expect((await as('decision-maker', CHILD, { id: eve, caseId: id })).data).toEqual({ child: null });
    expect((await as('mash-analyst', CHILD, { id: ada, caseId: id })).data).toEqual({ child: null });
  });

  test('is over when it is over: nothing is reached, nothing watched, and the case reads as closed', async () => {
    const caseId = (await breakGlass('mash-analyst', cara)).data.breakGlass.id;
    const open = () => as('mash-analyst', CHILD, { id: cara, caseId });
    expect((await open()).data.child).toEqual({ id: cara });
    await hub.database.query(
      `update "case" set opened_at = now() - interval '2 hours', ends_at = now() - interval '1 second' where id = $1`,
      [caseId],
    );
    expect((await open()).data).toEqual({ child: null });
    expect((await as('mash-analyst', CHILD, { id: cara })).data).toEqual({ child: null });
    expect((await as('mash-analyst', 'query ($id: ID!) { case(id: $id) { id } }', { id: caseId })).data).toEqual({ case: null });
    const audited = await as('ig-auditor', 'query ($id: ID!) { case(id: $id) { status closedAt } }', { id: caseId });
    expect(audited.data.case).toEqual({ status: 'CLOSED', closedAt: expect.any(String) });
  });

  test.each([
    ['no reason', '', 'BAD_USER_INPUT'],
    ['blanks for a reason', '   ', 'BAD_USER_INPUT'],
    ['a reason longer than anybody reads', 'x'.repeat(4_001), 'BAD_USER_INPUT'],
  ])('needs a reason: %s', async (_what, reason, code) => {
    const before = await uses();
    expect(codeOf(await breakGlass('mash-analyst', ada, reason))).toBe(code);
    expect(await uses()).toBe(before);
  });

  test.each(['screening-officer', 'education-lead', 'early-help-worker', 'ig-auditor', 'police-publisher'])(
    'is not for %s',
    async (persona) => {
      const before = await uses();
      expect(codeOf(await breakGlass(persona, ada))).toBe('WITHHELD');
      expect(await uses()).toBe(before);
    },
  );

  test('an adult, nobody and words are refused alike', async () => {
    const said = await Promise.all([mother, randomUUID(), 'x; drop table'].map((id) => breakGlass('mash-analyst', id)));
    expect(new Set(said.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(codeOf(said[0])).toBe('NOT_FOUND');
  });

  test('is handed on to nobody, and keeps its terms', async () => {
    const { id } = (await breakGlass('mash-analyst', cara)).data.breakGlass;
    const assign = (more: string) =>
      as('mash-analyst', `mutation ($id: ID!) { assignCase(caseId: $id, ${more}) { id } }`, { id });
    for (const more of ['team: "front-door"', 'level: 4', 'basis: PUBLIC_TASK'])
      expect(codeOf(await assign(more))).toBe('FORBIDDEN');
    await as('mash-analyst', 'mutation ($id: ID!) { closeCase(caseId: $id, reason: "Over") { id } }', { id });
    await hub.database.query(
      'delete from custodian_notice where break_glass in (select id from break_glass where case_id = $1)',
      [id],
    );
    await hub.database.query('delete from break_glass where case_id = $1', [id]);
  });

  test('queues a notice for each custodian that knows the child, in the same transaction', async () => {
    const caseId = (await breakGlass('decision-maker', ben)).data.breakGlass.id;
    const notices = await hub.database.query(
      'select n.agency, n.said, n.attempts, n.delivered_at from custodian_notice n join break_glass b on b.id = n.break_glass where b.case_id = $1',
      [caseId],
    );
    expect(notices).toEqual([
      {
        agency: 'social-care',
        said: expect.objectContaining({
          persons: ['ben'],
          employer: 'MASH',
          roles: ['decision_maker'],
          reason: expect.stringContaining('hurt'),
        }),
        // This hub knows no address of social care: it tried, and keeps trying.
        attempts: expect.any(Number),
        delivered_at: null,
      },
    ]);
    expect(JSON.stringify(notices)).not.toContain(ben);
  });

  test('is queued for review, flagged when it is not the first, and reviewed once, by somebody else', async () => {
    const all = (await as('decision-maker', USES)).data.breakGlassUses as Json[];
    const theirs = all.filter(({ member }) => member === hub.memberId('mash-analyst'));
    expect(theirs.map(({ earlierUses, flagged }) => [earlierUses, flagged])).toEqual([
      [0, false],
      [1, true],
    ]);
    expect(all.every(({ outcome }) => outcome === null)).toBe(true);
    const own = all.find(({ member }) => member === hub.memberId('decision-maker'));
    const note = 'The duty manager confirms the call';
    expect(codeOf(await as('decision-maker', REVIEW, { id: own.id, outcome: 'JUSTIFIED', note }))).toBe('FORBIDDEN');
    expect(codeOf(await as('mash-analyst', REVIEW, { id: own.id, outcome: 'JUSTIFIED', note }))).toBe('WITHHELD');
    expect(codeOf(await as('ig-auditor', REVIEW, { id: own.id, outcome: 'JUSTIFIED', note: ' ' }))).toBe('BAD_USER_INPUT');
    expect(codeOf(await as('ig-auditor', REVIEW, { id: randomUUID(), outcome: 'JUSTIFIED', note }))).toBe('NOT_FOUND');
    const reviewed = await as('ig-auditor', REVIEW, { id: own.id, outcome: 'NOT_JUSTIFIED', note });
    expect(reviewed.data.reviewBreakGlass).toEqual({
      outcome: 'NOT_JUSTIFIED',
      outcomeNote: note,
      reviewedBy: hub.memberId('ig-auditor'),
    });
    expect(codeOf(await as('ig-auditor', REVIEW, { id: own.id, outcome: 'JUSTIFIED', note }))).toBe('BAD_USER_INPUT');
    expect((await as('ig-auditor', USES)).data.breakGlassUses.map(({ id }: Json) => id)).not.toContain(own.id);
    expect(codeOf(await as('mash-analyst', USES))).toBe('WITHHELD');
  });

  const uses = async (): Promise<number> => (await hub.database.query('select count(*)::int as n from break_glass'))[0].n;
});

describe('somebody of one’s own', () => {
  /** A valid number of the range that is never issued. */
  const NHS = '9990000018';
  const DECLARE = 'mutation ($n: String!, $t: OwnTie!) { declareOwnTie(nhsNumber: $n, tie: $t) }';
  let caseId: string;
  beforeAll(async () => {
    caseId = await openCase(hub, { subjects: [ada as string] });
    await hub.database.query(`update agency_person set nhs_number = $2 where hub = $1`, [ben, NHS]);
  });

  test('reads as absent, and so does whoever lives with them', async () => {
    const ask = (id: unknown) => as('mash-analyst', CHILD, { id, caseId });
    expect((await ask(ada)).data).toEqual({ child: { id: ada } });
    expect((await as('mash-analyst', DECLARE, { n: '999 000 0018', t: 'FAMILY' })).data).toEqual({ declareOwnTie: true });
    const absent = await ask(randomUUID());
    expect(absent.data).toEqual({ child: null });
    for (const id of [ada, ben]) expect(await ask(id)).toEqual(absent);
    const caseOf = (id: string) => as('mash-analyst', 'query ($id: ID!) { case(id: $id) { id } }', { id });
    expect((await caseOf(caseId)).data).toEqual({ case: null });
    expect(await caseOf(caseId)).toEqual(await caseOf(randomUUID()));
    const listed = await as('mash-analyst', '{ cases { totalCount edges { node { id } } } }');
    expect(listed.data.cases.edges.map(({ node }: Json) => node.id)).not.toContain(caseId);
    expect(listed.data.cases.totalCount).toBe(listed.data.cases.edges.length);
  });

  test('is found by no search, taken in no contact and reached in no emergency', async () => {
    const search = (persona: string) =>
      as(persona, 'query { findChildren(search: { name: "Ada Ash" }, purpose: SECTION_47) { id } }');
    const found = await search('mash-analyst');
    expect(JSON.stringify(found)).not.toContain(ada);
    const input = {
      subjects: [ada],
      purpose: 'SECTION_47',
      basis: 'PUBLIC_TASK',
      level: 4,
      reason: 'r',
      team: 'mash',
      consent: 'GIVEN',
    };
    const submit = (subjects: unknown[]) =>
      as('mash-analyst', 'mutation ($input: ContactInput!) { submitContact(input: $input) { id } }', {
        input: { ...input, subjects },
      });
    expect(await submit([ada])).toEqual(await submit([randomUUID()]));
    expect(await breakGlass('mash-analyst', ben)).toEqual(await breakGlass('mash-analyst', randomUUID()));
  });

  test('is in no queue of emergencies that their own reviewer reads, and reviewed by somebody else', async () => {
    const use = (await breakGlass('mash-analyst', cara)).data.breakGlass.id;
    const [{ id }] = await hub.database.query('select id from break_glass where case_id = $1', [use]);
    const queue = async (persona: string) =>
      (await as(persona, '{ breakGlassUses(onlyUnreviewed: false) { id } }')).data.breakGlassUses.map((one: Json) => one.id);
    const review = (persona: string) => as(persona, REVIEW, { id, outcome: 'JUSTIFIED', note: 'I know the family' });
    const number = '9990000026';
    const before = await hub.database.query('select nhs_number from agency_person where hub = $1', [cara]);
    await hub.database.query('update agency_person set nhs_number = $2 where hub = $1', [cara, number]);
    expect(await queue('decision-maker')).toContain(id);
    await as('decision-maker', DECLARE, { n: number, t: 'FAMILY' });
    expect(await queue('decision-maker')).not.toContain(id);
    expect(codeOf(await review('decision-maker'))).toBe('NOT_FOUND');
    expect(await queue('ig-auditor')).toContain(id);
    expect((await review('ig-auditor')).data.reviewBreakGlass.outcome).toBe('JUSTIFIED');
    await hub.database.query('delete from own_tie where nhs_number = $1', [number]);
    await hub.database.query('update agency_person set nhs_number = $2 where hub = $1', [cara, before[0].nhs_number]);
  });

  test('is reported to the auditor, without saying whom it was', async () => {
    const { data } = await as('ig-auditor', '{ ownTieAttempts { member agency what } }');
    const whats = data.ownTieAttempts.map(({ what }: Json) => what);
    expect(new Set(whats)).toEqual(new Set(['CHILD', 'CASE', 'CONTACT', 'EMERGENCY']));
    expect(new Set(data.ownTieAttempts.map(({ member }: Json) => member))).toEqual(new Set([hub.memberId('mash-analyst')]));
    expect(codeOf(await as('decision-maker', '{ ownTieAttempts { member } }'))).toBe('WITHHELD');
  });

  test('is named to their own agency in the token, by its own ids, and to nobody else', async () => {
    const said = async (persona: string, subgraph: string) =>
      JSON.parse(Buffer.from(((await hub.signIn(persona)).tokens[subgraph] ?? '').split('.')[1] ?? '', 'base64url').toString());
    expect((await said('mash-analyst', 'social-care')).excluded.sort()).toEqual(['ada', 'ben', 'mother']);
    expect(await said('mash-analyst', 'police')).not.toHaveProperty('excluded');
    expect(await said('decision-maker', 'social-care')).not.toHaveProperty('excluded');
  });

  test('bars nobody else, and a number that cannot be one is refused', async () => {
    expect((await as('decision-maker', CHILD, { id: ada, caseId })).data).toEqual({ child: { id: ada } });
    expect(codeOf(await as('decision-maker', DECLARE, { n: '9990000019', t: 'SELF' }))).toBe('BAD_USER_INPUT');
    expect(codeOf(await as('police-publisher', DECLARE, { n: NHS, t: 'SELF' }))).toBe('WITHHELD');
  });
});

describe('a declaration', () => {
  const DECLARE = 'mutation ($n: String, $p: ID, $t: OwnTie!) { declareOwnTie(nhsNumber: $n, person: $p, tie: $t) }';
  const TIES = '{ ownTies { id member tie declaredAt } }';
  const END = 'mutation ($id: ID!, $r: String!) { endOwnTie(id: $id, reason: $r) }';
  let caseId: string;
  beforeAll(async () => {
    caseId = await openCase(hub, { subjects: [eve as string], team: 'decision-makers' });
  });
  afterAll(() => hub.database.query('delete from own_person'));
  const sees = async (persona = 'decision-maker') => (await as(persona, CHILD, { id: eve, caseId })).data.child !== null;
  const tieOf = async (persona: string) =>
    (await as('ig-auditor', TIES)).data.ownTies.find(({ member }: Json) => member === hub.memberId(persona));

  test('of somebody without an NHS number is made by the id that a search gave; the answer tells nothing', async () => {
    expect(await sees()).toBe(true);
    expect((await as('decision-maker', DECLARE, { p: eve, t: 'FAMILY' })).data).toEqual({ declareOwnTie: true });
    expect(await sees()).toBe(false);
    expect((await as('mash-analyst', DECLARE, { p: randomUUID(), t: 'OTHER' })).data).toEqual({ declareOwnTie: true });
    for (const bad of [{}, { p: 'x' }, { p: eve, n: '9990000018' }])
      expect(codeOf(await as('decision-maker', DECLARE, { ...bad, t: 'SELF' }))).toBe('BAD_USER_INPUT');
  });

  test('follows the person into another id', async () => {
    const former = randomUUID();
    await hub.database.query('insert into hub_person (id) values ($1)', [former]);
    await hub.database.query('insert into hub_person_redirect (from_hub, to_hub) values ($1, $2)', [former, eve]);
    const auditors = await openCase(hub, { subjects: [eve as string], team: 'agency-leads' });
    const reads = async () => (await as('social-care-lead', CHILD, { id: eve, caseId: auditors })).data.child !== null;
    expect(await reads()).toBe(true);
    await as('social-care-lead', DECLARE, { p: former, t: 'OTHER' });
    expect(await reads()).toBe(false);
  });

  test('holds for every sign-in of the same human', async () => {
    await hub.database.query(
      `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
       values ($1, 'second-name', '2026-01-01', 'Second', 'MASH', '{decision_maker}', '{mash,decision-makers}', 'test')`,
      [hub.issuer.url],
    );
    expect(await sees('second-name')).toBe(true);
    await hub.database.query(
      `insert into member_person (issuer, subject, person) values ($1, 'second-name', 'staff-7'), ($1, 'decision-maker', 'staff-7')`,
      [hub.issuer.url],
    );
    expect(await sees('second-name')).toBe(false);
  });

  test('is ended by the auditor with a reason, never by whoever made it; made again it stands again', async () => {
    const { id, tie } = await tieOf('decision-maker');
    expect(tie).toBe('FAMILY');
    expect(JSON.stringify((await as('ig-auditor', TIES)).data)).not.toContain(eve);
    for (const persona of ['decision-maker', 'second-name']) {
      expect(codeOf(await as(persona, END, { id, r: 'We are divorced' }))).toBe('WITHHELD');
      expect(codeOf(await as(persona, TIES))).toBe('WITHHELD');
    }
    expect(codeOf(await as('ig-auditor', END, { id, r: ' ' }))).toBe('BAD_USER_INPUT');
    expect(codeOf(await as('ig-auditor', END, { id: randomUUID(), r: 'x' }))).toBe('NOT_FOUND');
    expect((await as('ig-auditor', END, { id, r: 'They are divorced' })).data).toEqual({ endOwnTie: true });
    expect(await sees()).toBe(true);
    expect(await tieOf('decision-maker')).toBeUndefined();
    expect(codeOf(await as('ig-auditor', END, { id, r: 'x' }))).toBe('NOT_FOUND');
    await as('decision-maker', DECLARE, { p: eve, t: 'OTHER' });
    expect(await sees()).toBe(false);
  });

  test('of the auditor’s own is not the auditor’s to end', async () => {
    await as('ig-auditor', DECLARE, { n: '9990000026', t: 'SELF' });
    const { id } = await tieOf('ig-auditor');
    expect(codeOf(await as('ig-auditor', END, { id, r: 'x' }))).toBe('FORBIDDEN');
  });
});

describe('somebody with two roles', () => {
  const register = (subject: string, roles: string[]) =>
    hub.database.query(
      `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
       values ($1, $2, '2026-01-01', $2, 'MASH', $3, '{mash}', 'test')`,
      [hub.issuer.url, subject, roles],
    );

  test.each([
    ['publisher', 'mash_analyst'],
    ['ig_auditor', 'decision_maker'],
    ['publisher', 'ig_auditor'],
  ])('does nothing at all with duties that must be separate: %s and %s', async (...roles) => {
    await register(roles.join('-'), roles);
    await expect(hub.signIn(roles.join('-'))).rejects.toThrow('401');
  });

  test('sees through each purpose what the roles for that purpose see, and no more', async () => {
    await register('both', ['screening_officer', 'health_navigator']);
    const caseId = await openCase(hub, { subjects: [eve as string] });
    const names =
      'query ($id: ID!, $caseId: ID, $p: Purpose!) { child(id: $id, purpose: $p, caseId: $caseId) { id relationships { type } } }';
    expect((await as('both', names, { id: eve, caseId, p: 'SECTION_47' })).data.child.relationships).toEqual([]);
    const screening = await openCase(hub, { subjects: [eve as string], purpose: 'SCREENING', level: 4 });
    const { data } = await as('both', names, { id: eve, caseId: screening, p: 'SCREENING' });
    expect(data.child).toEqual({ id: eve, relationships: null });
  });
});

describe('an assignment with an end', () => {
  const ASSIGN =
    'mutation ($c: ID!, $team: String, $until: DateTime) { assignCase(caseId: $c, team: $team, until: $until) { teams } }';

  test('ends by itself, and can be made longer', async () => {
    const caseId = await openCase(hub, { subjects: [eve as string] }, 'mash-analyst');
    const sees = async () => (await as('education-lead', CHILD, { id: eve, caseId })).data.child !== null;
    expect(await sees()).toBe(false);
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect(
      (await as('decision-maker', ASSIGN, { c: caseId, team: 'agency-leads', until: later })).data.assignCase.teams,
    ).toContain('agency-leads');
    expect(await sees()).toBe(true);
    await hub.database.query(`update case_assignment set ends_at = now() where case_id = $1 and team = 'agency-leads'`, [caseId]);
    expect(await sees()).toBe(false);
    const [past] = [new Date(Date.now() - 1_000).toISOString()];
    expect(codeOf(await as('decision-maker', ASSIGN, { c: caseId, team: 'agency-leads', until: past }))).toBe('BAD_USER_INPUT');
    await as('decision-maker', ASSIGN, { c: caseId, team: 'agency-leads' });
    expect(await sees()).toBe(true);
  });
});

describe('consent', () => {
  const open = (more: object) =>
    as('mash-analyst', 'mutation ($input: ContactInput!) { submitContact(input: $input) { consent consentReason } }', {
      input: { subjects: [eve], purpose: 'SECTION_47', basis: 'PUBLIC_TASK', level: 4, reason: 'r', team: 'mash', ...more },
    });
  const EARLY = { purpose: 'EARLY_HELP', basis: 'CONSENT', level: 2 };

  test.each<[string, object, object | string]>([
    ['the basis CONSENT says that it was given', EARLY, { consent: 'GIVEN', consentReason: null }],
    ['and cannot stand when it was refused', { ...EARLY, consent: 'REFUSED', consentReason: 'x' }, 'BAD_USER_INPUT'],
    ['not sought at level 4 needs a reason', { consent: 'NOT_SOUGHT' }, 'BAD_USER_INPUT'],
    [
      'and is recorded with it',
      { consent: 'NOT_SOUGHT', consentReason: 'Asking would put her at risk' },
      { consent: 'NOT_SOUGHT', consentReason: 'Asking would put her at risk' },
    ],
    ['a refusal needs a reason to go on', { consent: 'REFUSED', consentReason: ' ' }, 'BAD_USER_INPUT'],
    [
      'not sought below level 4 needs none',
      { purpose: 'CHILD_IN_NEED', level: 3, consent: 'NOT_SOUGHT' },
      { consent: 'NOT_SOUGHT', consentReason: null },
    ],
    ['at level 4 it is not left unsaid', {}, 'BAD_USER_INPUT'],
    ['given at level 4 needs no reason', { consent: 'GIVEN' }, { consent: 'GIVEN', consentReason: null }],
    [
      'below level 4, what nobody recorded is told as such',
      { purpose: 'CHILD_IN_NEED', level: 3 },
      { consent: null, consentReason: null },
    ],
  ])('%s', async (_what, more, expected) => {
    const answer = await open(more);
    if (typeof expected === 'string') expect(codeOf(answer)).toBe(expected);
    else expect(answer.data.submitContact).toEqual(expected);
  });

  test('raising a case to level 4 asks for the reason that level 3 did not need', async () => {
    const caseId = (
      await as('mash-analyst', 'mutation ($input: ContactInput!) { submitContact(input: $input) { id } }', {
        input: {
          subjects: [eve],
          purpose: 'CHILD_IN_NEED',
          basis: 'PUBLIC_TASK',
          level: 3,
          reason: 'r',
          team: 'mash',
          consent: 'NOT_SOUGHT',
        },
      })
    ).data.submitContact.id;
    const raise =
      'mutation ($c: ID!, $why: String) { assignCase(caseId: $c, level: 4, purpose: SECTION_47, consentReason: $why) { level consentReason } }';
    expect(codeOf(await as('mash-analyst', raise, { c: caseId }))).toBe('BAD_USER_INPUT');
    expect((await as('mash-analyst', raise, { c: caseId, why: 'He would flee' })).data.assignCase).toEqual({
      level: 4,
      consentReason: 'He would flee',
    });
  });
});
