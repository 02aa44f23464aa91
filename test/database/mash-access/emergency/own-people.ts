import { randomUUID } from 'node:crypto';
import { type Json, openCase } from '../support/hub';
import { ada, as, ben, breakGlass, cara, CHILD, codeOf, hub, REVIEW } from './shared';

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
