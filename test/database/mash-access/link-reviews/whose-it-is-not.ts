import { answerReview, hubOf, link, reviewsOf, tell, unlink } from '../support/reviews';
import { ambiguous, analyst, hub, manager } from './shared';

/** What takes no part, and who does not decide. */

test('what an agency knows that does not say so takes no part: neither the pair nor a number of it', async () => {
  const { id, who } = await ambiguous();
  await tell(hub, 'health', {
    hidden: { ...who, dateOfBirth: undefined, addresses: [] },
    quiet: { ...who, names: [{ use: 'USUAL', given: ['Quiet'], family: 'Only' }] },
  });
  const quiet = await hubOf(hub, 'health', 'quiet');
  expect(
    (await analyst.query('query ($id: ID!) { linkedRecords(person: $id) { id } }', { id: quiet })).errors[0].extensions.code,
  ).toBe('NOT_FOUND');
  expect((await link(analyst, id, quiet)).errors[0].extensions.code).toBe('NOT_FOUND');
  const hidden = await hubOf(hub, 'health', 'hidden');
  expect((await reviewsOf(analyst, id)).flatMap(({ left, right }) => [left.person, right.person])).not.toContain(hidden);
});

test('nobody decides about their own family, nor learns that something waits about it', async () => {
  const { id, known, who } = await ambiguous();
  expect(await reviewsOf(await hub.signIn('mash-analyst'), id)).toHaveLength(1);
  await tell(hub, 'education', { [known]: { ...who, nhsNumber: '9990000042' } });
  await hub.database.query(
    "insert into own_tie (member, nhs_number, tie, declared_at) values ($1, '9990000042', 'FAMILY', now())",
    [hub.memberId('mash-analyst')],
  );
  const own = await hub.signIn('mash-analyst');
  expect(await reviewsOf(own, id)).toEqual([]);
  expect((await own.query('query ($id: ID!) { linkedRecords(person: $id) { id } }', { id })).errors[0].extensions.code).toBe(
    'NOT_FOUND',
  );
  expect(await reviewsOf(manager, id)).toHaveLength(1);
});

test('whoever does not decide on links learns nothing of them', async () => {
  const officer = await hub.signIn('screening-officer');
  for (const query of [
    '{ linkReviews { totalCount } }',
    '{ linkReview(id: "x") { id } }',
    '{ linkedRecords(person: "x") { id } }',
  ]) {
    const { data, errors } = await officer.query(query);
    expect(Object.values(data ?? { none: null })).toEqual([null]);
    expect(errors[0].extensions.code).toBe('WITHHELD');
  }
  expect((await answerReview(officer, 'x', 'LINK')).errors[0].extensions.code).toBe('WITHHELD');
});

test('an id that is none, a person nobody knows, a reason that says nothing are refused', async () => {
  const { id } = await ambiguous();
  const [review] = await reviewsOf(analyst, id);
  expect((await analyst.query('{ linkReview(id: "no-id") { id } }')).data.linkReview).toBeNull();
  expect((await answerReview(analyst, id, 'LINK')).errors[0].extensions.code).toBe('NOT_FOUND');
  expect((await answerReview(analyst, review.id, 'LINK', '  ')).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  expect((await link(analyst, id, id)).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  expect((await link(analyst, id, '00000000-0000-4000-8000-000000000000')).errors[0].extensions.code).toBe('NOT_FOUND');
  expect((await unlink(analyst, id, [])).errors[0].extensions.code).toBe('BAD_USER_INPUT');
});
