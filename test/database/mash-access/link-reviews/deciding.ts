import { commitAccess } from '../../../../subgraphs/mash/ledger/access-log';
import { openCase } from '../support/hub';
import { answerReview, hubOf, link, reviewsOf, tell, unlink } from '../support/reviews';
import { ambiguous, analyst, hub, linksOf, manager } from './shared';

/** What is shown of a pair, and what a decision does. */

test('two who may be one are side by side, with what agrees, what it weighs and what would follow', async () => {
  const { id, other, who } = await ambiguous();
  const caseId = await openCase(hub, { subjects: [id] });
  const [review] = await reviewsOf(await hub.signIn('mash-analyst'), id);
  expect(review).toMatchObject({ state: 'OPEN', cautions: expect.arrayContaining(['too-little-in-common']), history: [] });
  expect([review.left, review.right].map(({ person }) => person).sort()).toEqual([id, other].sort());
  for (const side of [review.left, review.right]) {
    expect(side).toMatchObject({
      names: [{ given: who.names[0]?.given }],
      addresses: [{ postcode: who.addresses[0]?.postcode }],
    });
  }
  const by = Object.fromEntries(review.fields.map((one: { field: string }) => [one.field, one]));
  expect(by.given).toMatchObject({ level: 'exact' });
  expect(by.given.weight).toBeGreaterThan(0);
  expect(by.birth).toMatchObject({ level: 'missing', weight: 0 });
  expect(review.consequences).toMatchObject({ keptId: id, agencies: ['POLICE', 'EDUCATION'], otherCases: 0 });
  const [{ reference }] = await hub.database.query('select reference from "case" where id = $1', [caseId]);
  expect(review.consequences.cases).toEqual([reference]);
  expect(await linksOf(id)).toMatchObject({ police: { ids: [], doubtful: true } });
});

test('linked by a person, they are one: both agencies, one id, and a trace of who did it', async () => {
  const { id, other, unsure } = await ambiguous();
  const [review] = await reviewsOf(analyst, id);
  const { data } = await answerReview(analyst, review.id, 'LINK');
  expect(data.decideLinkReview).toMatchObject({ decision: { state: 'IN_FORCE' }, people: [id], shownTo: [] });
  expect(await linksOf(other)).toMatchObject({ police: { ids: [unsure], doubtful: false } });
  expect(await reviewsOf(analyst, id)).toEqual([]);
  const changes = await hub.database.query('select kind, by_member, to_hub from identity_change where person = $1', [unsure]);
  expect(changes).toEqual([{ kind: 'JOINED', by_member: hub.memberId('mash-analyst'), to_hub: id }]);
  const ledger = await hub.database.query(
    "select member, convert_from(bytes, 'UTF8')::jsonb -> 'detail' ->> 'step' as step from ledger where kind = 'IDENTITY_CHANGE' and persons @> array[$1] order by seq",
    [id],
  );
  // What moved because of it is an entry of its own that names nobody, so that it joins no sealed pair.
  expect(ledger).toEqual([{ member: hub.memberId('mash-analyst'), step: 'DECIDED' }]);
});

test('"not the same" is remembered for ever: published again, with more that agrees, nobody is asked again', async () => {
  const { id, who, unsure } = await ambiguous();
  const [review] = await reviewsOf(analyst, id);
  await answerReview(analyst, review.id, 'NOT_SAME');
  expect(await linksOf(id)).toMatchObject({ police: { ids: [], doubtful: false } });
  await tell(hub, 'police', { [unsure]: null });
  await tell(hub, 'police', { [unsure]: who });
  expect(await reviewsOf(analyst, id)).toEqual([]);
  expect(await linksOf(id)).toMatchObject({ police: { ids: [], doubtful: false } });
  expect((await link(analyst, id, await hubOf(hub, 'police', unsure))).errors[0].extensions.code).toBe('BAD_USER_INPUT');
});

test('"need more" decides nothing and says what is missing', async () => {
  const { id } = await ambiguous();
  const [review] = await reviewsOf(analyst, id);
  await answerReview(analyst, review.id, 'NEED_MORE', 'Ask the school for the date of birth');
  const [again] = await reviewsOf(manager, id);
  expect(again).toMatchObject({
    id: review.id,
    state: 'NEED_MORE',
    history: [{ decision: 'NEED_MORE', state: 'NOTED', reason: 'Ask the school for the date of birth' }],
  });
});

test('taken apart, both have their ids back, and whoever was shown the two as one is named', async () => {
  const { id, other, unsure } = await ambiguous();
  await link(analyst, id, other);
  const caseId = await openCase(hub, { subjects: [other] });
  const seen = { person: id, caseId, purpose: 'SECTION_47', agreement: 'POLICE-7', withheld: [] };
  const released = [{ category: 'incidents', rule: 'police/incidents/content/1', fields: ['Incident.summary'] }];
  await commitAccess(
    {
      ...{ kind: 'RESPONSE', rid: 'r', operationName: null, operationHash: '0'.repeat(64), unavailable: [], refused: [] },
      disclosures: [{ custodian: 'police', entry: { ...seen, released } }],
    },
    { kind: 'principal', sub: hub.memberId('decision-maker'), agency: 'MASH', roles: ['decision_maker'], teams: [], rid: 'r' },
    { database: hub.database, now: new Date() },
  );
  const { data } = await analyst.query('query ($id: ID!) { linkedRecords(person: $id) { id agency since } }', { id });
  const police = data.linkedRecords.find(({ agency }: { agency: string }) => agency === 'POLICE');
  expect(police.since).not.toBeNull();
  const parted = (await unlink(analyst, id, [police.id])).data.unlinkPeople;
  expect(parted.people).toEqual([id, other].sort());
  expect(parted.shownTo).toEqual([
    { displayName: 'Decision maker', agency: 'MASH', times: 1, cases: [expect.stringMatching(/^MASH-/)] },
  ]);
  expect(parted.casesToCheck).toEqual([expect.stringMatching(/^MASH-/)]);
  expect(await linksOf(id)).toMatchObject({ police: { ids: [] } });
  expect(await linksOf(other)).toMatchObject({ police: { ids: [unsure] }, education: { ids: [] } });
});

test('a matcher’s link that a person took apart stays apart when its records are published again', async () => {
  const { id, who, unsure } = await ambiguous({}, { dateOfBirth: '2016-02-28', addresses: [] });
  await tell(hub, 'police', { [unsure]: who });
  expect(await linksOf(id)).toMatchObject({ police: { ids: [unsure] } });
  const { data } = await analyst.query('query ($id: ID!) { linkedRecords(person: $id) { id agency } }', { id });
  await unlink(analyst, id, [data.linkedRecords.find(({ agency }: { agency: string }) => agency === 'POLICE').id]);
  await tell(hub, 'police', { [unsure]: { ...who, sex: 'F' } });
  expect(await linksOf(id)).toMatchObject({ police: { ids: [], doubtful: false } });
});
