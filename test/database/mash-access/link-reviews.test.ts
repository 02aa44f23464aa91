import type { PersonIdentity } from '../../../common/person';
import { findLinks } from '../../../subgraphs/mash/identity/people';
import { commitAccess } from '../../../subgraphs/mash/ledger/access-log';
import { findHouseholds } from '../../../subgraphs/mash/network/household';
import { findRelationships } from '../../../subgraphs/mash/network/relationships';
import { openCase, type Session, startTestHub, type TestHub } from './support/hub';
import { answerReview, confirm, hubOf, link, reviewsOf, seal, tell, unlink } from './support/reviews';

let hub: TestHub;
let analyst: Session;
let manager: Session;
let second: Session;

beforeAll(async () => {
  hub = await startTestHub(['EDUCATION', 'POLICE', 'SOCIAL_CARE']);
  await hub.database.query(
    `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
     select issuer, 'second-decision-maker', valid_from, 'Second decision maker', agency, roles, teams, approved_by
     from member where subject = 'decision-maker'`,
  );
  [analyst, manager, second] = (await Promise.all(
    ['mash-analyst', 'decision-maker', 'second-decision-maker'].map((persona) => hub.signIn(persona)),
  )) as [Session, Session, Session];
});
afterAll(() => hub.close());

let number = 0;

/** Nobody is like anybody else. */
const NAMES = [
  ['Orla', 'Quennell'],
  ['Zebedee', 'Abernathy'],
  ['Kwame', 'Okonkwo'],
  ['Ingrid', 'Lindqvist'],
  ['Tobias', 'Fairweather'],
  ['Maeve', 'Gallagher'],
  ['Hassan', 'Siddiqui'],
  ['Petra', 'Novakova'],
  ['Lucian', 'Marchetti'],
  ['Bronwyn', 'Llewellyn'],
  ['Dimitri', 'Vasiliev'],
  ['Esme', 'Thistlewood'],
  ['Rufus', 'Cavendish'],
  ['Yara', 'Haddad'],
  ['Fergus', 'Macpherson'],
] as const;

/** A child and, at another agency, a record of the same name and home without a date of birth: for a person to look at. */
async function ambiguous(rest: Partial<PersonIdentity> = {}, same: Partial<PersonIdentity> = {}) {
  number += 1;
  const [given, family] = NAMES[number % NAMES.length] as readonly [string, string];
  const who: PersonIdentity = {
    lifeStage: 'CHILD',
    names: [{ use: 'USUAL', given: [given], family }],
    dateOfBirth: `${2008 + number}-${10 + (number % 3)}-1${number % 10}`,
    addresses: [{ lines: [`${number} Orchard Row`], postcode: `BB${number % 10} ${number % 9}QQ` }],
  };
  const [known, unsure] = [`k${number}`, `u${number}`];
  await tell(hub, 'education', { [known]: { ...who, ...rest } });
  await tell(hub, 'police', { [unsure]: { ...who, dateOfBirth: undefined, ...same } });
  return { known, unsure, who, id: await hubOf(hub, 'education', known), other: await hubOf(hub, 'police', unsure) };
}

const linksOf = async (id: string) => (await findLinks([id], hub.database)).get(id);

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
