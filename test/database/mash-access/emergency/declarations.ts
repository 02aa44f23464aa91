import { randomUUID } from 'node:crypto';
import { type Json, openCase } from '../support/hub';
import { as, CHILD, codeOf, eve, hub } from './shared';

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
