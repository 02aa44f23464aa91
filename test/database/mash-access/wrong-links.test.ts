import type { PersonIdentity } from '../../../common/person';
import { commitAccess } from '../../../subgraphs/mash/ledger/access-log';
import { type Json, openCase, type Session, startTestHub, type TestHub } from './support/hub';
import { confirm, hubOf, link, tell, unlink } from './support/reviews';

let hub: TestHub;
let analyst: Session;
let manager: Session;
let second: Session;
let officer: Session;

beforeAll(async () => {
  hub = await startTestHub(['EDUCATION', 'POLICE']);
  await hub.database.query(
    `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
     select issuer, s.subject, valid_from, s.name, agency, s.roles, teams, approved_by from member,
       (values ('second-decision-maker', 'Second decision maker', '{decision_maker}'::text[]), ('auditor', 'Officer', '{ig_auditor}'))
       as s (subject, name, roles)
     where member.subject = 'decision-maker'`,
  );
  [analyst, manager, second, officer] = (await Promise.all(
    ['mash-analyst', 'decision-maker', 'second-decision-maker', 'auditor'].map((persona) => hub.signIn(persona)),
  )) as [Session, Session, Session, Session];
});
afterAll(() => hub.close());

let number = 0;

/** A child at two agencies, linked by a person, with an open case; `looker` was shown what the police say of them. */
async function linkedAndSeen(looker: string, more: Partial<PersonIdentity> = {}) {
  number += 1;
  const who: PersonIdentity = {
    lifeStage: 'CHILD',
    names: [{ use: 'USUAL', given: [`Orla${'abcdefgh'[number]}`], family: 'Quennell' }],
    dateOfBirth: `20${10 + number}-04-1${number}`,
    addresses: [],
    ...more,
  };
  await tell(hub, 'education', { [`e${number}`]: who });
  await tell(hub, 'police', {
    [`p${number}`]: { ...who, names: [{ use: 'USUAL', given: ['Kit'], family: 'Zeal' }], dateOfBirth: undefined },
  });
  const [id, other] = [await hubOf(hub, 'education', `e${number}`), await hubOf(hub, 'police', `p${number}`)];
  const by = more.protect === undefined ? analyst : manager;
  const { decision } = (await link(by, id, other)).data.linkPeople;
  if (decision.state === 'AWAITING_SECOND') await confirm(second, decision.id);
  const caseId = await openCase(hub, { subjects: [id] });
  await look(looker, id, caseId, 'incidents');
  await look(looker, id, caseId, 'intelligence');
  const [{ ownHub }] = await hub.database.query('select own_hub as "ownHub" from agency_person where person = $1', [
    `p${number}`,
  ]);
  return { id, other, part: () => unlink(by, id, [ownHub]) };
}

async function look(persona: string, person: string, caseId: string, category: string): Promise<void> {
  const entry = { person, caseId, purpose: 'SECTION_47', agreement: 'POLICE-7', withheld: [] };
  const released = [{ category, rule: `police/${category}/content/1`, fields: ['Incident.summary'] }];
  await commitAccess(
    {
      ...{ kind: 'RESPONSE', rid: 'r', operationName: null, operationHash: '0'.repeat(64), unavailable: [], refused: [] },
      disclosures: [{ custodian: 'police', entry: { ...entry, released } }],
    },
    { kind: 'principal', sub: hub.memberId(persona), agency: 'MASH', roles: ['decision_maker'], teams: [], rid: 'r' },
    { database: hub.database, now: new Date() },
  );
}

const LIST = `query ($open: Boolean! = true) { wrongLinkNotices(open: $open) {
  id decision people member displayName agency firstAt lastAt times cases categories toldAt toldBy how } }`;
const listed = async (session: Session, open = true): Promise<Json[]> =>
  (await session.query(LIST, { open })).data.wrongLinkNotices;
const told = (session: Session, id: string, how = 'Spoken to in person'): Promise<Json> =>
  session.query(
    'mutation ($id: ID!, $how: String!) { markToldOfWrongLink(id: $id, how: $how) { id toldAt toldBy how people } }',
    { id, how },
  );

test('whoever was shown the two as one is kept: who, when, how often, through which case and what', async () => {
  const { id, other, part } = await linkedAndSeen('decision-maker');
  const { decision, shownTo } = (await part()).data.unlinkPeople;
  expect(shownTo).toHaveLength(1);
  for (const reader of [manager, officer]) {
    expect(await listed(reader)).toEqual([
      expect.objectContaining({
        ...{
          decision: decision.id,
          people: [id, other].sort(),
          member: hub.memberId('decision-maker'),
          agency: 'MASH',
          times: 2,
        },
        ...{ cases: [expect.stringMatching(/^MASH-/)], categories: ['police/incidents', 'police/intelligence'], toldAt: null },
      }),
    ]);
  }
});

test('that they were told stands once, with who told them and how, and in the ledger without the words', async () => {
  const { id, other, part } = await linkedAndSeen('mash-analyst');
  const { decision } = (await part()).data.unlinkPeople;
  const [open] = (await listed(officer)).filter((one) => one.decision === decision.id);
  expect((await told(officer, open.id, '  ')).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  const done = (await told(officer, open.id)).data.markToldOfWrongLink;
  expect(done).toMatchObject({ toldBy: hub.memberId('auditor'), how: 'Spoken to in person', people: [id, other].sort() });
  expect((await told(manager, open.id)).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  expect((await listed(manager)).map((one) => one.id)).not.toContain(open.id);
  expect((await listed(manager, false)).find((one) => one.id === open.id)).toMatchObject({ how: 'Spoken to in person' });
  const entries: { said: Json }[] = await hub.database.query(
    "select convert_from(bytes, 'UTF8')::jsonb as said from ledger where kind = 'IDENTITY_CHANGE' and member = $1",
    [hub.memberId('auditor')],
  );
  expect(entries.map(({ said }) => said.detail)).toEqual([
    { step: 'TOLD', decision: decision.id, member: hub.memberId('mash-analyst') },
  ]);
  expect(entries[0]?.said.persons).toEqual([id, other].sort());
  expect(JSON.stringify(entries)).not.toContain('Spoken');
});

test('of somebody whose identity is protected only decision-makers learn whom to tell, once both have agreed', async () => {
  const { part } = await linkedAndSeen('decision-maker', { protect: ['IDENTITY'] });
  const { decision } = (await part()).data.unlinkPeople;
  expect(decision.state).toBe('AWAITING_SECOND');
  const ofThis = async (reader: Session) => (await listed(reader)).filter((one) => one.decision === decision.id);
  expect(await ofThis(manager)).toEqual([]);
  await confirm(second, decision.id);
  const [notice] = await ofThis(manager);
  expect(notice).toMatchObject({ times: 2 });
  expect(await ofThis(officer)).toEqual([]);
  expect((await told(officer, notice.id)).errors[0].extensions.code).toBe('NOT_FOUND');
});

test('an analyst who takes two apart keeps no list of colleagues; ids that are none are not found', async () => {
  const { data, errors } = await analyst.query(LIST);
  expect(data.wrongLinkNotices).toBeNull();
  expect(errors[0].extensions.code).toBe('WITHHELD');
  expect((await told(analyst, 'x')).errors[0].extensions.code).toBe('WITHHELD');
  expect((await told(manager, 'x')).errors[0].extensions.code).toBe('NOT_FOUND');
});

test('nobody can change or take away what was kept', async () => {
  for (const table of ['wrong_link_notice', 'wrong_link_told']) {
    await expect(hub.database.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    await expect(hub.database.query(`truncate ${table}`)).rejects.toThrow(/permission denied/);
  }
  await expect(hub.database.query("update wrong_link_told set how = 'x'")).rejects.toThrow(/permission denied/);
});
