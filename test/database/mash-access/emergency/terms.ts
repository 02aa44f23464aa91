import { openCase } from '../support/hub';
import { as, CHILD, codeOf, eve, hub } from './shared';

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
