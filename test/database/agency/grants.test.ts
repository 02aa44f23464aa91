import type { Grant } from '../../../common/access/subject';
import { createSigningKey } from '../../../common/tokens/keys';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { insertYouth } from '../../support/sample-rows';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';

const QUERY = `query ($people: [_Any!]!) {
  _entities(representations: $people) { ... on Child { id youth { attendances { attendedOn venue } concerns { words } } } }
}`;

interface Answer {
  readonly data: { readonly _entities: { readonly id: string; readonly youth: Record<string, unknown> | null }[] };
  readonly errors?: { readonly message: string; readonly path: unknown[]; readonly extensions: Record<string, unknown> }[];
  readonly extensions?: { readonly disclosures: unknown[] };
}

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT);
  await insertYouth(under.database.migratorUrl, {
    agency_person: [{ person: '1', key: '1', life_stage: 'CHILD', names: '[]', addresses: '[]' }],
    attendance: [
      { person: '1', key: 'a1', attended_on: '2026-01-05', venue: 'Mill Lane' },
      { person: '2', key: 'a2', attended_on: '2026-01-06', venue: 'Sea Road' },
      { person: '1', key: 'a3', attended_on: '2026-01-07', venue: 'Sealed House', sealed: true },
    ],
    concern: [{ person: '1', key: 'c1', attendance: 'a1', sex: 'F', words: 'Came hungry' }],
  });
});
afterAll(() => under.close());

const child = (grant: unknown, id = 'child-1') => ({ __typename: 'Child', id, view: 'v', grants: { youth: grant } });
const analyst = () => new Caller(under, 'youth');

test('a grant opens the record it is for, without what is sealed', async () => {
  const caller = analyst();
  const answer = await caller.ask<Answer>(QUERY, { people: [child(await caller.grant({}))] });
  expect(answer.errors).toBeUndefined();
  expect(answer.data._entities).toEqual([
    {
      id: 'child-1',
      youth: { attendances: [{ attendedOn: '2026-01-05', venue: 'Mill Lane' }], concerns: [{ words: 'Came hungry' }] },
    },
  ]);
});

test('the answer tells the gateway what was released and withheld, by field and rule, without a value', async () => {
  const caller = analyst();
  const { extensions } = await caller.ask<Answer>(QUERY, {
    people: [child(await caller.grant({ level: 3, protect: ['LOCATION'] }))],
  });
  expect(extensions?.disclosures).toEqual([
    {
      person: 'child-1',
      caseId: 'case-1',
      purpose: 'SECTION_47',
      agreement: '1',
      released: [{ category: 'attendance', rule: 'youth/attendance/content/any', fields: ['YouthRecord.attendances'] }],
      withheld: [
        { category: 'concerns', rule: 'youth/concerns/existence/three', fields: ['YouthRecord.concerns'] },
        { category: 'venue', rule: 'youth/venue/protect-location', fields: ['YouthAttendance.venue'] },
      ],
    },
  ]);
});

test('one person under two grants gets two answers, each under its own', async () => {
  const caller = analyst();
  const people = [child(await caller.grant({})), child(await caller.grant({ level: 2, caseId: 'case-2' }))];
  const { data, errors } = await caller.ask<Answer>(QUERY, { people });
  expect(data._entities.map(({ youth }) => youth?.concerns)).toEqual([[{ words: 'Came hungry' }], null]);
  expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['_entities', 1, 'youth', 'concerns'], 'WITHHELD'],
  ]);
});

const CHANGES: [string, Partial<Grant>][] = [
  ["another user's", { sub: 'https://sign-in.invalid somebody-else' }],
  ["another request's", { rid: 'another' }],
  ["another person's", { person: 'child-2' }],
  ["another agency's", { aud: 'police' }],
  ['with a role its holder does not have', { roles: ['mash_analyst', 'decision_maker'] }],
  ['of an impossible level', { level: 5 }],
];

test('whatever is wrong with a grant, the answer is byte for byte the same', async () => {
  const caller = analyst();
  const good = await caller.grant({});
  const [header, claims, signature] = good.split('.') as [string, string, string];
  const altered = Buffer.from(Buffer.from(claims, 'base64url').toString().replace('["1"]', '["2"]')).toString('base64url');
  const minute = 60_000;
  const wrong: unknown[] = [
    ...(await Promise.all(CHANGES.map(([, change]) => caller.grant(change)))),
    await caller.grant({}, { key: await createSigningKey() }),
    await caller.grant({}, { at: new Date(Date.now() - 2 * minute) }),
    await caller.grant({}, { at: new Date(Date.now() + 2 * minute) }),
    [header, altered, signature].join('.'),
    `${good}x`,
    'no token at all',
    '',
    null,
    { youth: good },
    7,
  ];
  const answers = await Promise.all(
    wrong.map(async (grant) => caller.post({ query: QUERY, variables: { people: [child(grant)] } })),
  );
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(JSON.parse(answers[0]!.text)).toEqual({
    data: { _entities: [{ id: 'child-1', youth: null }] },
    errors: [{ message: 'Not found', path: ['_entities', 0, 'youth'], extensions: { code: 'NOT_FOUND' } }],
    extensions: { disclosures: [] },
  });
});

test('a grant that does not hold costs only its own person', async () => {
  const caller = analyst();
  const people = [child('nothing'), child(await caller.grant({ person: 'child-2', ids: ['2'] }), 'child-2')];
  const { data } = await caller.ask<Answer>(QUERY, { people });
  expect(data._entities.map(({ youth }) => youth?.attendances ?? null)).toEqual([
    null,
    [{ attendedOn: '2026-01-06', venue: 'Sea Road' }],
  ]);
});

test('nothing in a representation stands in for the grant', async () => {
  const caller = analyst();
  const forged = { ...child('nothing'), youth: { attendances: [{ venue: 'invented' }], subject: { kind: 'principal' } } };
  const { data } = await caller.ask<Answer>(QUERY, { people: [forged] });
  expect(data._entities[0]?.youth).toBeNull();
  const record = { __typename: 'YouthRecord', subject: { kind: 'grant', level: 4 }, ids: ['1'] };
  const direct = await caller.post({
    query: 'query ($people: [_Any!]!) { _entities(representations: $people) { __typename } }',
    variables: { people: [record] },
  });
  expect(direct.text).toContain('"_entities":[null]');
});

test("an agency's own staff read their own records, sealed ones too, as the agreement lets their role", async () => {
  const worker = new Caller(under, 'youth', { agency: 'YOUTH', roles: ['early_help_worker'] });
  const query = '{ youthRecord(personId: "1") { attendances { venue } concerns { words } } }';
  const { data } = await worker.ask<{ data: { youthRecord: unknown } }>(query);
  expect(data.youthRecord).toEqual({ attendances: [{ venue: 'Mill Lane' }, { venue: 'Sealed House' }], concerns: null });
  const outsider = await analyst().ask<{ data: { youthRecord: unknown } }>(query);
  expect(outsider.data.youthRecord).toBeNull();
});

test('whoever is of the reader’s own family reads as nobody at all', async () => {
  const query = '{ youthRecord(personId: "1") { attendances { venue } } }';
  const staff = { agency: 'YOUTH', roles: ['early_help_worker'] };
  const ask = (excluded: string[], text = query) => new Caller(under, 'youth', { ...staff, excluded }).post({ query: text });
  const nobody = await ask([], query.replace('"1"', '"nobody"'));
  const own = await ask(['1']);
  expect(own).toEqual(nobody);
  expect(own.text).toContain('"youthRecord":null');
  expect((await ask(['2'])).text).toContain('Mill Lane');
});
