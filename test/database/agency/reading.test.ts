import { Client } from 'pg';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';
import { withClient } from '../../../tools/local-postgres/databases';
import { insertPublication, insertYouth } from '../../support/sample-rows';

const HEADERS = `query ($people: [_Any!]!) {
  _entities(representations: $people) { ... on Child { youth { sourceHeader { state lastPublishedAt } chronologyEntries { kind date } } } }
}`;
const RECORDS = `query ($people: [_Any!]!) {
  _entities(representations: $people) { ... on Child { youth {
    attendances { attendedOn concernsRaised { words } } concerns { words } sourceHeader { state } chronologyEntries { kind }
  } } }
}`;

interface Header {
  readonly sourceHeader: { readonly state: string; readonly lastPublishedAt: string | null };
  readonly chronologyEntries: { readonly kind: string; readonly date: string }[];
}
interface Answer {
  readonly data: { readonly _entities: { readonly youth: Header }[] };
  readonly errors?: unknown[];
  readonly extensions: { readonly disclosures: { readonly released: unknown; readonly withheld: unknown }[] };
}

interface Faulty {
  readonly data: { readonly _entities: { readonly youth: unknown }[] };
  readonly errors: unknown[];
}

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT);
  await insertYouth(under.database.migratorUrl, {
    attendance: [
      { person: '1', key: 'a1', attended_on: '2026-01-05', venue: 'Mill Lane' },
      { person: '1', key: 'a2', attended_on: '2026-03-05', venue: 'Mill Lane' },
      { person: '3', key: 'a5', attended_on: '2026-03-05', venue: 'Mill Lane', known_to: '2026-04-01' },
      { person: '3', key: 'a6', attended_on: '2026-03-05', venue: 'Mill Lane', retracted_at: '2026-04-01' },
      { person: '3', key: 'a7', attended_on: '2026-03-05', venue: 'Mill Lane', sealed: true },
      ...Array.from({ length: 40 }, (_, n) => ({ person: `p${n}`, key: `b${n}`, attended_on: '2026-01-05', venue: 'Mill Lane' })),
    ],
    concern: [
      { person: '1', key: 'c1', attendance: 'a1', sex: 'F', words: 'Came hungry' },
      { person: '2', key: 'c2', attendance: 'a9', sex: 'M', words: 'Bruise' },
      ...Array.from({ length: 40 }, (_, n) => ({
        person: `p${n}`,
        key: `d${n}`,
        attendance: `b${n}`,
        sex: 'F',
        words: `Word ${n}`,
      })),
    ],
  });
});
afterAll(() => under.close());
afterEach(() => jest.restoreAllMocks());

async function headerOf(change: Parameters<Caller['grant']>[0]): Promise<{ header: Header; answer: Answer }> {
  const caller = new Caller(under, 'youth');
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { youth: await caller.grant(change) } }];
  const answer = await caller.ask<Answer>(HEADERS, { people });
  return { header: answer.data._entities[0]!.youth, answer };
}

test.each([
  ['who may know everything, and there is something', { ids: ['1'] }, 'RECORDS_FOUND'],
  ['who may know everything, and there is nothing', { ids: ['nobody'] }, 'NO_RECORD_FOUND'],
  ['who may know everything, of a person the agency does not have', { ids: [] }, 'NO_RECORD_FOUND'],
  ['who may know everything, and the link is in doubt', { ids: [], doubtful: true }, 'NOT_LINKED'],
  ['who may know everything, and all is corrected, retracted or sealed', { ids: ['3'] }, 'NO_RECORD_FOUND'],
  ['who may know of a part, and that part has something', { ids: ['1'], level: 2 }, 'RECORDS_FOUND'],
  ['who may know of a part, and only the other part has something', { ids: ['2'], level: 2 }, 'NOTHING_SHAREABLE'],
  ['who may know of a part, and there is nothing', { ids: ['nobody'], level: 2 }, 'NOTHING_SHAREABLE'],
  ['who may know of a part, and the link is in doubt', { ids: [], doubtful: true, level: 2 }, 'NOTHING_SHAREABLE'],
  ['who may know nothing, and there is something', { ids: ['1'], level: 1 }, 'WITHHELD'],
  ['who may know nothing, and there is nothing', { ids: [], level: 1 }, 'WITHHELD'],
])('the custodian answers someone %s', async (_, change, state) => {
  const { header } = await headerOf(change);
  expect(header.sourceHeader).toEqual({ state, lastPublishedAt: null });
});

test('the chronology is newest first, and has what this viewer may read', async () => {
  const { header } = await headerOf({ ids: ['1'] });
  expect(header.chronologyEntries.map(({ kind, date }) => `${date} ${kind}`)).toEqual([
    '2026-03-05 attendance',
    '2026-02-02 concern',
    '2026-01-05 attendance',
  ]);
  const level3 = await headerOf({ ids: ['1'], level: 3 });
  expect(level3.header.chronologyEntries.map(({ kind }) => kind)).toEqual(['attendance', 'attendance']);
});

test('what the chronology says to the ledger about withheld categories does not depend on the person', async () => {
  const withheldOf = async (ids: string[]) => (await headerOf({ ids, level: 2 })).answer.extensions.disclosures[0]?.withheld;
  expect(await withheldOf(['1'])).toEqual([
    { category: 'concerns', rule: 'youth/concerns/no-line', fields: ['YouthRecord.chronologyEntries(concerns)'] },
  ]);
  expect(await withheldOf(['nobody'])).toEqual(await withheldOf(['1']));
});

test('what a viewer may not know of is not even looked for: neither for the state nor for the chronology', async () => {
  const tablesRead = async (level: number) => {
    const spy = jest.spyOn(Client.prototype, 'query');
    await headerOf({ ids: ['1'], level });
    const read = spy.mock.calls.map(([statement]) => String((statement as { text?: string }).text ?? statement)).join('\n');
    spy.mockRestore();
    return ['attendance', 'concern'].filter((table) => read.includes(`"${table}"`));
  };
  expect(await tablesRead(4)).toEqual(['attendance', 'concern']);
  expect(await tablesRead(2)).toEqual(['attendance']);
  expect(await tablesRead(1)).toEqual([]);
});

test('an agency says when it last published', async () => {
  await insertPublication(under.database.migratorUrl);
  const caller = new Caller(under, 'youth');
  const query = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { youth {
    concerns { sexOfChild { label } } sourceHeader { lastPublishedAt }
  } } } }`;
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { youth: await caller.grant({}) } }];
  const { data } = await caller.ask<Answer>(query, { people });
  expect(data._entities[0]?.youth).toEqual({
    concerns: [{ sexOfChild: { label: 'Female' } }],
    sourceHeader: { lastPublishedAt: '2026-01-02T10:05:00.000Z' },
  });
});

test('forty people cost as many statements as one', async () => {
  const caller = new Caller(under, 'youth');
  const personOf = async (n: number) => ({
    ...{ __typename: 'Child', id: `child-${n}`, view: 'v' },
    grants: { youth: await caller.grant({ person: `child-${n}`, ids: [`p${n}`], caseId: `case-${n}` }) },
  });
  const people = await Promise.all(Array.from({ length: 40 }, (_, n) => personOf(n)));
  const statements = async (asked: object[]) => {
    const spy = jest.spyOn(Client.prototype, 'query');
    const { data, errors } = await caller.ask<Answer>(RECORDS, { people: asked });
    const count = spy.mock.calls.length;
    spy.mockRestore();
    expect(errors).toBeUndefined();
    return { count, data };
  };
  const one = await statements(people.slice(0, 1));
  const forty = await statements(people);
  // All about the person, with what is held and when it was published; what hangs on those rows; the disclosure log.
  expect(one.count).toBe(3);
  expect(forty.count).toBe(one.count);
  expect(forty.data._entities[7]).toEqual({
    youth: {
      attendances: [{ attendedOn: '2026-01-05', concernsRaised: [{ words: 'Word 7' }] }],
      concerns: [{ words: 'Word 7' }],
      sourceHeader: { state: 'RECORDS_FOUND' },
      chronologyEntries: [{ kind: 'concern' }, { kind: 'attendance' }],
    },
  });
});

async function textsOf(change: Parameters<Caller['grant']>[0]): Promise<string[]> {
  const caller = new Caller(under, 'youth');
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { youth: await caller.grant(change) } }];
  const spy = jest.spyOn(Client.prototype, 'query');
  await caller.ask<Answer>(RECORDS, { people });
  const texts = spy.mock.calls.map(([asked]) =>
    typeof asked === 'string' ? asked : (asked as unknown as { text: string }).text,
  );
  spy.mockRestore();
  return texts;
}

test('what a viewer may not read is not read along with the rest: of it, the statement asks for whose it is and nothing else', async () => {
  const read = /json_build_array\(([^)]*)\) as row from "concern"/;
  expect((await textsOf({ ids: ['1'] }))[0]).toMatch(/r\."words"/);
  const withheld = await textsOf({ ids: ['1'], level: 3 });
  expect(withheld.join()).not.toContain('words');
  expect(read.exec(withheld.join())?.[1]).toBe('r."person_id"');
  for (const text of withheld.filter((one) => one.includes('"concern"'))) expect(text).toContain('not r.sealed');
});

test('whether somebody has records of a kind is not asked of a statement that reads them anyway', async () => {
  const [all = ''] = await textsOf({ ids: ['1'] });
  expect(all.match(/ from "concern"/g)).toHaveLength(1);
  expect(all.match(/ from "agency_person"/g)).toHaveLength(1);
});

test('a table that cannot be read costs its own fields and no others', async () => {
  const caller = new Caller(under, 'youth');
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { youth: await caller.grant({ ids: ['1'] }) } }];
  await withClient(under.database.migratorUrl, (owner) => owner.query('alter table concern rename to mislaid'));
  const { data, errors } = await caller.ask<Faulty>(
    'query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { youth { attendances { attendedOn } concerns { words } } } } }',
    { people },
  );
  await withClient(under.database.migratorUrl, (owner) => owner.query('alter table mislaid rename to concern'));
  expect(data._entities[0]?.youth).toEqual({
    attendances: [{ attendedOn: '2026-01-05' }, { attendedOn: '2026-03-05' }],
    concerns: null,
  });
  expect(errors).toMatchObject([{ path: ['_entities', 0, 'youth', 'concerns'], extensions: { code: 'INTERNAL' } }]);
});
