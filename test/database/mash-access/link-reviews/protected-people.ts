import { findHouseholds } from '../../../../subgraphs/mash/network/household';
import { findRelationships } from '../../../../subgraphs/mash/network/relationships';
import { answerReview, confirm, hubOf, link, reviewsOf, seal, tell } from '../support/reviews';
import { ambiguous, analyst, hub, linksOf, manager, second } from './shared';

/** Whoever is protected, hides or was adopted: two decision-makers, and no word of who it is. */

describe('somebody whose identity is protected', () => {
  test('is decided about by two different decision-makers, who are shown nothing of either side', async () => {
    const { id, unsure } = await ambiguous({ protect: ['IDENTITY'] });
    expect(await reviewsOf(analyst, id)).toEqual([]);
    const [review] = await reviewsOf(manager, id);
    expect(review).toMatchObject({ probability: null, weight: null, fields: null, cautions: [] });
    for (const side of [review.left, review.right]) {
      expect(side).toMatchObject({ names: [], dateOfBirth: null, addresses: null });
    }
    const first = (await answerReview(manager, review.id, 'LINK')).data.decideLinkReview;
    expect(first.decision.state).toBe('AWAITING_SECOND');
    expect(await linksOf(id)).toMatchObject({ police: { ids: [] } });
    expect((await reviewsOf(manager, id))[0].state).toBe('AWAITING_SECOND');
    expect((await confirm(manager, first.decision.id)).errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await confirm(analyst, first.decision.id)).errors[0].extensions.code).toBe('WITHHELD');
    expect((await confirm(second, first.decision.id)).data.confirmLinkDecision.decision.state).toBe('IN_FORCE');
    expect(await linksOf(id)).toMatchObject({ police: { ids: [unsure] } });
    expect((await confirm(second, first.decision.id)).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  test('is not decided about by their own family, be it as the second', async () => {
    const { id } = await ambiguous({ protect: ['IDENTITY'] });
    const [review] = await reviewsOf(manager, id);
    const { decision } = (await answerReview(manager, review.id, 'NOT_SAME')).data.decideLinkReview;
    await second.query('mutation ($p: ID) { declareOwnTie(person: $p, tie: FAMILY) }', { p: id });
    const family = await hub.signIn('second-decision-maker');
    expect((await confirm(family, decision.id)).errors[0].extensions.code).toBe('NOT_FOUND');
    await hub.database.query('delete from own_person');
    expect((await confirm(second, decision.id)).data.confirmLinkDecision.decision.state).toBe('IN_FORCE');
  });

  test('stays as they are when the second declines, and the review waits again', async () => {
    const { id } = await ambiguous({ protect: ['IDENTITY'] });
    const [review] = await reviewsOf(manager, id);
    const { decision } = (await answerReview(manager, review.id, 'NOT_SAME')).data.decideLinkReview;
    expect((await confirm(second, decision.id, false)).data.confirmLinkDecision.decision.state).toBe('DECLINED');
    expect((await reviewsOf(manager, id))[0]).toMatchObject({ state: 'OPEN', history: [{ state: 'DECLINED' }] });
  });
});

test('a hidden address is in no explanation: right or wrong, every figure is the same', async () => {
  const hidden = { protect: ['LOCATION'] } as const;
  const right = await ambiguous(hidden);
  const [one] = await reviewsOf(analyst, right.id);
  await tell(hub, 'police', {
    [right.unsure]: {
      ...right.who,
      dateOfBirth: undefined,
      addresses: [{ lines: ['99 Elsewhere'], postcode: right.who.addresses[0]?.postcode }],
    },
  });
  const [other] = await reviewsOf(analyst, right.id);
  for (const review of [one, other]) {
    expect(review.left.addresses).toBeNull();
    expect(review.right.addresses).toBeNull();
    expect(review.fields.map(({ field }: { field: string }) => field)).not.toEqual(expect.arrayContaining(['address']));
    expect(review.fields.map(({ field }: { field: string }) => field)).not.toEqual(expect.arrayContaining(['postcode']));
  }
  expect({ ...one, id: '' }).toEqual({ ...other, id: '' });
});

test('that a pair waits must not tell a hidden address either: what it alone brings together only two decision-makers see', async () => {
  // One number, so that whoever is hidden is the same person beyond doubt.
  const nhsNumber = '9990001014';
  const { id, other, unsure, who } = await ambiguous({ nhsNumber });
  const familyAlone = { use: 'USUAL' as const, given: [], family: who.names[0]?.family ?? '' };
  await tell(hub, 'police', { [unsure]: { ...who, dateOfBirth: undefined, names: [familyAlone] } });
  const [open] = await reviewsOf(analyst, id);
  expect(open.fields).not.toBeNull();
  await tell(hub, 'social-care', { [`hides-${unsure}`]: { ...who, nhsNumber, addresses: [], protect: ['LOCATION'] } });
  expect(await reviewsOf(analyst, id)).toEqual([]);
  const [restricted] = await reviewsOf(manager, id);
  expect([restricted.left.person, restricted.right.person]).toContain(other);
  expect(restricted).toMatchObject({ fields: null, weight: null, left: { names: [] }, right: { names: [] } });
  const { decision } = (await answerReview(manager, restricted.id, 'NOT_SAME')).data.decideLinkReview;
  expect(decision.state).toBe('AWAITING_SECOND');
});

test('adopted: sealed by two, the old and the new identity meet nowhere', async () => {
  const { id, known, who } = await ambiguous();
  const after = `${known}-after`;
  await tell(hub, 'education', { [after]: { ...who, names: [{ use: 'USUAL', given: ['Anew'], family: 'Beginning' }] } });
  const other = await hubOf(hub, 'education', after);
  await hub.database.query(
    "insert into agency_relationship (agency, person, other, type, generation) values ('education', $1, $2, 'SIBLING', 1)",
    [known, after],
  );
  const relatives = async () => (await findRelationships([id], hub.database)).get(id)?.map(({ person }) => person);
  const household = async () => (await findHouseholds([id], hub.database)).get(id)?.map(({ person }) => person);
  expect([await relatives(), await household()]).toEqual([[other], expect.arrayContaining([other])]);
  const { decision } = (await seal(manager, id, other)).data.sealPeople;
  expect(decision).toMatchObject({ decision: 'NOT_SAME', state: 'AWAITING_SECOND' });
  expect((await confirm(second, decision.id)).data.confirmLinkDecision.decision.state).toBe('IN_FORCE');
  expect([await relatives(), await household()]).toEqual([[], expect.not.arrayContaining([other])]);
  await tell(hub, 'education', { [after]: who });
  expect(await hubOf(hub, 'education', after)).toBe(other);
  expect((await reviewsOf(manager, id)).flatMap(({ left, right }) => [left.person, right.person])).not.toContain(other);
  // The police's record may be of either: who saw it beside both would know.
  expect([...(await reviewsOf(analyst, id)), ...(await reviewsOf(analyst, other))]).toEqual([]);
  expect(await reviewsOf(manager, id)).toEqual([expect.objectContaining({ fields: null, probability: null })]);
  expect((await link(manager, id, other)).errors[0].message).toBe('A decision stands against linking these people');
});
