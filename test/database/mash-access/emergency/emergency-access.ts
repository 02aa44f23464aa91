import { randomUUID } from 'node:crypto';
import { type Json } from '../support/hub';
import { ada, as, ben, breakGlass, cara, CHILD, codeOf, eve, hub, mother, REVIEW, USES } from './shared';

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
