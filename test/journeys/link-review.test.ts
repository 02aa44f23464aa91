import { Journey, type Json, type Persona } from '../support/journey';
import { openCase } from './support/collated';

let journey: Journey;
let analyst: Persona;
let manager: Persona;

beforeAll(async () => {
  journey = await Journey.start({ children: 40 });
  [analyst, manager] = [journey.as('mash-analyst'), journey.as('decision-maker')];
}, 120_000);
afterAll(() => journey?.stop(), 30_000);

const PARTY = 'person restricted names { given family } dateOfBirth addresses { postcode } agencies';
const REVIEWS = `query ($filter: LinkReviewFilter) { linkReviews(filter: $filter, first: 50) {
  totalCount edges { node { id state probability left { ${PARTY} } right { ${PARTY} } fields { field level weight } history { decision state } } } } }`;
const OUTCOME = `decision { id decision state } people casesToCheck shownTo { member agency times cases categories }`;
const DECIDE = `mutation ($id: ID!, $decision: ReviewDecision!, $reason: String!) {
  decideLinkReview(id: $id, decision: $decision, reason: $reason) { ${OUTCOME} } }`;

async function reviews(reader: Persona, filter: object = { state: 'OPEN' }): Promise<Json[]> {
  const { data, errors } = await reader.query(REVIEWS, { filter });
  expect(errors).toEqual([]);
  return data.linkReviews.edges.map(({ node }: Json) => node);
}

const decide = (by: Persona, id: string, decision: string) =>
  by.query(DECIDE, { id, decision, reason: 'Compared with the school by telephone' });
const recordsOf = async (reader: Persona, person: string): Promise<{ id: string; agency: string }[]> =>
  (await reader.query('query ($person: ID!) { linkedRecords(person: $person) { id agency } }', { person })).data.linkedRecords;
/** Of children, so that a case can be opened about them; nobody twice. */
async function openReview(): Promise<Json> {
  const adults: string[] = await journey.inDatabase('mash', async (client) =>
    (await client.query("select distinct hub::text from agency_person where identity ->> 'lifeStage' = 'ADULT'")).rows.map(
      ({ hub }) => hub,
    ),
  );
  const found = (await reviews(analyst)).find(
    ({ left, right }) => ![left, right].some((side) => side.restricted || adults.includes(side.person)),
  );
  if (found === undefined) throw new Error('No two children of this borough wait for a person');
  return found;
}

const ledger = (decision: string): Promise<{ step: string; member: string }[]> =>
  journey.inDatabase('mash', async (client) => {
    const { rows } = await client.query(
      `select said #>> '{detail,step}' as step, split_part(member, '|', 2) as member
       from (select seq, member, convert_from(bytes, 'UTF8')::jsonb as said from ledger where kind = 'IDENTITY_CHANGE') as entry
       where said #>> '{detail,decision}' = $1 order by seq`,
      [decision],
    );
    return rows;
  });

test('linked by an analyst, seen by a manager, taken apart again: both have back what was theirs, and the manager is told', async () => {
  const review = await openReview();
  const [left, right] = [review.left.person, review.right.person];
  const before = [await recordsOf(analyst, left), await recordsOf(analyst, right)] as const;

  const linked = (await decide(analyst, review.id, 'LINK')).data.decideLinkReview;
  expect(linked).toMatchObject({ decision: { state: 'IN_FORCE' }, shownTo: [] });
  expect(linked.people).toHaveLength(1);
  const one: string = linked.people[0];
  expect(await recordsOf(analyst, one)).toHaveLength(before[0].length + before[1].length);
  // The id that went leads to the same person.
  expect(await recordsOf(analyst, one === left ? right : left)).toEqual(await recordsOf(analyst, one));
  expect(await ledger(linked.decision.id)).toEqual([
    { step: 'DECIDED', member: 'mash-analyst' },
    { step: 'MOVED', member: 'mash-analyst' },
  ]);

  const caseId = await openCase(journey, {
    ...{ subjects: [one], purpose: 'SECTION_47', basis: 'PUBLIC_TASK', level: 4 },
    teams: ['decision-makers'],
  });
  const LOOK = 'query ($id: ID!, $caseId: ID!) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { id names { family } } }';
  expect((await manager.query(LOOK, { id: one, caseId })).data.child.id).toBe(one);
  const { reference } = (await manager.query('query ($id: ID!) { case(id: $id) { reference } }', { id: caseId })).data.case;

  const away = one === left ? before[1] : before[0];
  const UNLINK = `mutation ($person: ID!, $records: [ID!]!) {
    unlinkPeople(person: $person, records: $records, reason: "The school has two children of this name") { ${OUTCOME} } }`;
  const parted = (await analyst.query(UNLINK, { person: one, records: away.map(({ id }) => id) })).data.unlinkPeople;
  expect(parted.people).toEqual([left, right].sort());
  expect(parted.casesToCheck).toContain(reference);
  expect([await recordsOf(analyst, left), await recordsOf(analyst, right)]).toEqual(before);
  expect(parted.shownTo).toContainEqual(
    expect.objectContaining({
      member: expect.stringMatching(/decision-maker$/),
      cases: [reference],
      categories: expect.arrayContaining(['mash/names']),
    }),
  );

  const officer = journey.as('ig-auditor');
  const LIST = '{ wrongLinkNotices { id decision member agency times cases categories toldAt } }';
  const notices: Json[] = (await officer.query(LIST)).data.wrongLinkNotices;
  const notice = notices.find(({ decision, member }) => decision === parted.decision.id && member.endsWith('decision-maker'));
  expect(notice).toMatchObject({ toldAt: null, cases: [reference] });
  const TOLD = 'mutation ($id: ID!) { markToldOfWrongLink(id: $id, how: "Told in person, notes put right") { toldAt toldBy } }';
  expect((await officer.query(TOLD, { id: notice.id })).data.markToldOfWrongLink.toldBy).toMatch(/ig-auditor$/);
  expect((await manager.query(LIST)).data.wrongLinkNotices.map(({ id }: Json) => id)).not.toContain(notice.id);
  expect(await ledger(parted.decision.id)).toEqual([
    { step: 'DECIDED', member: 'mash-analyst' },
    { step: 'MOVED', member: 'mash-analyst' },
    { step: 'TOLD', member: 'ig-auditor' },
  ]);
});

test('"need more" waits with its history; "not the same" is gone for everybody, and nobody can link the two', async () => {
  const review = await openReview();
  expect((await decide(analyst, review.id, 'NEED_MORE')).data.decideLinkReview.decision.state).toBe('NOTED');
  const waiting = (await reviews(manager, { state: 'NEED_MORE' })).find(({ id }) => id === review.id);
  expect(waiting.history).toEqual([{ decision: 'NEED_MORE', state: 'NOTED' }]);
  const said = (await decide(manager, review.id, 'NOT_SAME')).data.decideLinkReview;
  expect(said).toMatchObject({ decision: { state: 'IN_FORCE' }, people: [review.left.person, review.right.person].sort() });
  for (const reader of [analyst, manager]) {
    expect((await reviews(reader, { person: review.left.person })).map(({ id }) => id)).not.toContain(review.id);
  }
  const { errors } = await analyst.query(
    'mutation ($a: ID!, $b: ID!) { linkPeople(person: $a, other: $b, reason: "Surely one") { people } }',
    { a: review.left.person, b: review.right.person },
  );
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(await ledger(said.decision.id)).toEqual([{ step: 'DECIDED', member: 'decision-maker' }]);
});

test('of somebody whose identity is protected two decision-makers decide, and are shown nothing', async () => {
  const review = await openReview();
  await journey.inDatabase('mash', async (client) => {
    await client.query('update agency_person set protect_identity = true where hub = $1', [review.left.person]);
    // Nobody of the demonstration is a second decision-maker.
    await client.query("update member set roles = '{decision_maker}' where subject = 'early-help-worker'");
  });
  const about = { person: review.left.person };
  expect(await reviews(analyst, about)).toEqual([]);
  expect((await decide(analyst, review.id, 'LINK')).errors[0]?.extensions.code).toBe('NOT_FOUND');
  const shown = (await reviews(manager, about)).find(({ id }) => id === review.id);
  expect(shown).toMatchObject({ probability: null, fields: null });
  for (const side of [shown.left, shown.right]) expect(side).toMatchObject({ names: [], dateOfBirth: null, addresses: null });

  const first = (await decide(manager, review.id, 'LINK')).data.decideLinkReview;
  expect(first.decision.state).toBe('AWAITING_SECOND');
  const CONFIRM = `mutation ($id: ID!) { confirmLinkDecision(id: $id, agree: true, reason: "Agreed") { ${OUTCOME} } }`;
  expect((await manager.query(CONFIRM, first.decision)).errors[0]?.extensions.code).toBe('FORBIDDEN');
  const confirmed = (await journey.as('early-help-worker').query(CONFIRM, first.decision)).data.confirmLinkDecision;
  expect(confirmed).toMatchObject({ decision: { state: 'IN_FORCE' }, people: [expect.any(String)] });
  expect(await ledger(first.decision.id)).toEqual([
    { step: 'DECIDED', member: 'decision-maker' },
    { step: 'CONFIRMED', member: 'early-help-worker' },
    { step: 'MOVED', member: 'early-help-worker' },
  ]);
});

test.each(['screening-officer', 'police-researcher', 'education-lead', 'ig-auditor', 'police-publisher'])(
  'a %s neither sees what waits nor decides it',
  async (persona) => {
    const [review] = await reviews(analyst);
    const other = journey.as(persona);
    expect((await other.query(REVIEWS)).data?.linkReviews ?? null).toBeNull();
    const { data } = await decide(other, review.id, 'NOT_SAME');
    expect(data?.decideLinkReview ?? null).toBeNull();
    expect((await reviews(analyst)).map(({ id }) => id)).toContain(review.id);
  },
);
