import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Principal } from '../../../common/access/subject';
import { definition } from '../../../subgraphs/police';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { insertYouth as insertRows } from '../../support/sample-rows';

/** "Who saw ours", and emergency access to ours: an agency's own word about its own records, for its own staff. */

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/police.yaml'), 'utf8');
const LOOK = `query ($people: [_Any!]!) { _entities(representations: $people) {
  ... on Child { police { incidents { id } intelligence { id } } } } }`;
const DISCLOSURES = `query ($id: ID!, $first: Int, $after: String) { policeDisclosures(personId: $id, first: $first, after: $after) {
  edges { cursor node { at member employer roles purpose agreement asKnownOn released withheld } } pageInfo { hasNextPage endCursor } } }`;
const NOTICES =
  'query ($first: Int) { policeEmergencyNotices(first: $first) { id persons reason member employer roles endsAt } }';

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  await insertRows(under.database.migratorUrl, {
    agency_person: ['1', '2'].map((person) => ({ person, key: person, life_stage: 'CHILD', names: '[]', addresses: '[]' })),
    incident: [
      { person: '1', key: 'i1', reference: 'X1', type: 'DOMESTIC', occurred_at: '2026-01-05T10:00:00Z', summary: 'Shouting' },
    ],
    involvement: [{ person: '1', key: 'v1', incident: 'i1', role: 'SUBJECT' }],
  });
}, 60_000);
afterAll(() => under.close());

// biome-ignore lint/suspicious/noExplicitAny: answers are read by path
type Json = any;
const RESEARCHER = { sub: 'https://sign-in.invalid researcher', agency: 'POLICE', roles: ['police_researcher'] };
const ask = async (who: Partial<Principal>, query: string, variables: object): Promise<Json> =>
  JSON.parse((await new Caller(under, 'police', who).post({ query, variables })).text);
const disclosures = (variables: object, who: Partial<Principal> = {}): Promise<Json> =>
  ask({ ...RESEARCHER, ...who }, DISCLOSURES, variables);

async function look(who: Partial<Principal> = {}): Promise<void> {
  const caller = new Caller(under, 'police', who);
  const people = [
    {
      __typename: 'Child',
      id: 'child-1',
      view: 'v',
      grants: { police: await caller.grant({ level: 3, purpose: 'CHILD_IN_NEED' }) },
    },
  ];
  const { text } = await caller.post({ query: LOOK, variables: { people } });
  expect(JSON.parse(text).data._entities[0].police.incidents).toHaveLength(1);
}

test('a lead reads who was shown and refused what is theirs, without a case, and no id of the hub', async () => {
  await look();
  const { data, errors } = await disclosures({ id: '1' });
  expect(errors).toBeUndefined();
  const [{ node }] = data.policeDisclosures.edges;
  expect(node).toEqual({
    at: expect.any(String),
    ...{ member: 'https://sign-in.invalid analyst', employer: 'MASH', roles: ['mash_analyst'], purpose: 'CHILD_IN_NEED' },
    ...{ agreement: '2026-11-22', asKnownOn: null, released: ['incidents'], withheld: ['intelligence'] },
  });
  expect(JSON.stringify(data)).not.toMatch(/child-1|case-1/);
});

test('reading that is a look of its own, and stands there too', async () => {
  await disclosures({ id: '2' });
  const { data } = await disclosures({ id: '2' });
  expect(data.policeDisclosures.edges.map(({ node }: Json) => [node.purpose, node.released])).toEqual([
    ['OWN_RECORDS', ['own_disclosures']],
  ]);
});

test('pages go on where the last one ended', async () => {
  await look();
  const all = (await disclosures({ id: '1', first: 200 })).data.policeDisclosures.edges;
  const first = (await disclosures({ id: '1', first: 1 })).data.policeDisclosures;
  expect(first.pageInfo.hasNextPage).toBe(true);
  const rest = (await disclosures({ id: '1', after: first.pageInfo.endCursor, first: 200 })).data.policeDisclosures.edges;
  // What reading added meanwhile is newer, and stands before the first page.
  expect(rest.map(({ cursor }: Json) => cursor)).toEqual(all.map(({ cursor }: Json) => cursor));
  expect((await disclosures({ id: '1', after: 'x' })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  expect((await disclosures({ id: '1', first: 201 })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
});

test.each<[string, Partial<Principal>]>([
  ['an analyst of the hub', { agency: 'MASH', roles: ['mash_analyst'] }],
  ['the hub’s auditor', { agency: 'MASH', roles: ['ig_auditor'] }],
  ['a publisher of the agency', { agency: 'POLICE', roles: ['publisher'] }],
  ['another agency’s lead', { agency: 'HEALTH', roles: ['health_navigator'] }],
  ['somebody with the role and another employer', { agency: 'HEALTH', roles: ['police_researcher'] }],
])('%s reads neither', async (_who, who) => {
  for (const [query, field] of [
    [DISCLOSURES, 'policeDisclosures'],
    [NOTICES, 'policeEmergencyNotices'],
  ] as const) {
    const { data, errors } = await ask(who, query, { id: '1' });
    expect([data[field], errors[0].extensions.code, errors[0].extensions.category]).toEqual([
      null,
      'WITHHELD',
      'own_disclosures',
    ]);
  }
});

test('looks at somebody of the reader’s own read as those at nobody', async () => {
  await look();
  const own = await disclosures({ id: '1' }, { excluded: ['1'] });
  expect(own.data).toEqual((await disclosures({ id: 'nobody-of-ours' })).data);
  expect(own.data.policeDisclosures.edges).toEqual([]);
});

describe('emergency access', () => {
  const [older, newer] = [randomUUID(), randomUUID()];
  beforeAll(async () => {
    const client = new Client({ connectionString: under.database.adminUrl });
    await client.connect();
    const insert = `insert into hub_notice (id, at, ends_at, member, employer, roles, persons, reason, received_at)
      values ($1, $2, $2::timestamptz + interval '1 hour', 'https://sign-in.invalid|ann', 'HEALTH', '{health_navigator}', $3, 'She is not breathing', now())`;
    await client.query(insert, [older, '2026-11-20T10:00:00Z', ['1']]);
    await client.query(insert, [newer, '2026-11-21T10:00:00Z', ['2']]);
    await client.end();
  });

  test('is read with its reason, newest first, and is a look at those people', async () => {
    const { data } = await ask(RESEARCHER, NOTICES, {});
    expect(data.policeEmergencyNotices).toEqual([
      expect.objectContaining({ id: newer, persons: ['2'], endsAt: '2026-11-21T11:00:00.000Z' }),
      {
        ...{ id: older, persons: ['1'], reason: 'She is not breathing', endsAt: '2026-11-20T11:00:00.000Z' },
        ...{ member: 'https://sign-in.invalid|ann', employer: 'HEALTH', roles: ['health_navigator'] },
      },
    ]);
    const [{ node }] = (await disclosures({ id: '2', first: 1 })).data.policeDisclosures.edges;
    expect([node.purpose, node.released]).toEqual(['OWN_RECORDS', ['own_disclosures']]);
    expect((await ask(RESEARCHER, NOTICES, { first: 1 })).data.policeEmergencyNotices).toHaveLength(1);
    expect((await ask(RESEARCHER, NOTICES, { first: 0 })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  test('to somebody of the reader’s own is left out', async () => {
    const { data } = await ask({ ...RESEARCHER, excluded: ['1'] }, NOTICES, {});
    expect(data.policeEmergencyNotices.map(({ id }: Json) => id)).toEqual([newer]);
  });
});
