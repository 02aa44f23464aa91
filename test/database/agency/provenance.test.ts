import { Client } from 'pg';
import { withClient } from '../../../tools/local-postgres/databases';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';
import { insertPublication, insertYouth, SAMPLE_PUBLICATION } from '../../support/sample-rows';

const PROVENANCE = 'provenance { sourceSystem publication file row receivedAt recordedBy }';
const QUERY = `query ($people: [_Any!]!) {
  _entities(representations: $people) { ... on Child { youth { concerns { ${PROVENANCE} } attendances { ${PROVENANCE} } } } }
}`;

interface Answer {
  readonly data: { readonly _entities: { readonly youth: { readonly concerns: unknown[]; readonly attendances: unknown[] } }[] };
  readonly errors?: { readonly extensions: { readonly code: string } }[];
}

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT);
  const { migratorUrl } = under.database;
  await insertPublication(migratorUrl);
  await withClient(migratorUrl, (client) =>
    client.query(
      `insert into publication_file (publication_id, position, name, sha256, bytes)
       select $1::uuid, position, name, 'x', 1 from unnest(array['St Example.csv', 'sample.csv'], array[0, 1]) as sent (name, position)`,
      [SAMPLE_PUBLICATION],
    ),
  );
  const people = Array.from({ length: 40 }, (_, n) => n);
  await insertYouth(migratorUrl, {
    attendance: people.map((n) => ({
      person: `p${n}`,
      key: `a${n}`,
      attended_on: '2026-01-05',
      venue: 'Mill Lane',
      source_row: n + 2,
    })),
    concern: [
      ...people.map((n) => ({
        person: `p${n}`,
        key: `c${n}`,
        attendance: `a${n}`,
        sex: 'F',
        words: 'w',
        source_file: 'St Example.csv',
      })),
      {
        person: 'stray',
        key: 's',
        attendance: 'a',
        sex: 'F',
        words: 'w',
        publication_id: '00000000-0000-4000-8000-000000000000',
      },
    ],
  });
});
afterAll(() => under.close());

async function ask(change: Parameters<Caller['grant']>[0], people = 1): Promise<Answer> {
  const caller = new Caller(under, 'youth');
  const personOf = async (n: number) => ({
    ...{ __typename: 'Child', id: `child-${n}`, view: 'v' },
    grants: { youth: await caller.grant({ person: `child-${n}`, ids: [`p${n}`], ...change }) },
  });
  return caller.ask(QUERY, { people: await Promise.all(Array.from({ length: people }, (_, n) => personOf(n))) });
}

const whole = {
  sourceSystem: 'youth/sample',
  publication: SAMPLE_PUBLICATION,
  receivedAt: '2026-01-02T10:00:00.000Z',
  recordedBy: 'p',
};

test('every record says where it came from; the name of its file stays with the agency', async () => {
  const { data, errors } = await ask({});
  expect(errors).toBeUndefined();
  expect(data._entities[0]?.youth).toEqual({
    concerns: [{ provenance: { ...whole, file: 1, row: 2 } }],
    attendances: [{ provenance: { ...whole, file: 2, row: 2 } }],
  });
});

test.each([['LOCATION'], ['IDENTITY']] as const)(
  'only the source system is told of somebody whose %s is protected',
  async (protect) => {
    const { data, errors } = await ask({ protect: [protect] });
    expect(errors).toBeUndefined();
    const hidden = { sourceSystem: 'youth/sample', publication: null, file: null, row: null, receivedAt: null, recordedBy: null };
    expect(data._entities[0]?.youth.attendances).toEqual([{ provenance: hidden }]);
  },
);

test('whoever may not read a record does not learn where it came from', async () => {
  const { data, errors } = await ask({ level: 3 });
  expect(data._entities[0]?.youth).toEqual({ concerns: null, attendances: [{ provenance: { ...whole, file: 2, row: 2 } }] });
  expect(errors).toMatchObject([{ extensions: { code: 'WITHHELD' } }]);
});

test('a row whose publication is missing is a fault of that field alone', async () => {
  const { data, errors } = await ask({ ids: ['stray'] });
  expect(data._entities[0]?.youth.concerns).toEqual([{ provenance: null }]);
  expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
});

test('the publications of forty people cost as many statements as those of one', async () => {
  const statements = async (people: number) => {
    const spy = jest.spyOn(Client.prototype, 'query');
    const { data, errors } = await ask({}, people);
    const asked = spy.mock.calls.filter(
      ([statement]) =>
        JSON.stringify(statement).includes('from publication') || JSON.stringify(statement).includes('join publication'),
    );
    spy.mockRestore();
    expect(errors).toBeUndefined();
    expect(data._entities).toHaveLength(people);
    return asked.length;
  };
  const one = await statements(1);
  expect(one).toBeGreaterThan(0);
  // At most one for each kind of record: kinds are read side by side, and each looks its files up as it arrives.
  expect(one).toBeLessThanOrEqual(2);
  expect(await statements(40)).toBeLessThanOrEqual(2);
});
