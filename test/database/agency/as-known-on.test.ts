import { randomUUID } from 'node:crypto';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';
import { insertYouth } from '../../support/sample-rows';

const JANUARY = '2026-01-01T00:00:00Z';
const FEBRUARY = '2026-02-01T00:00:00Z';
const MARCH = '2026-03-01T00:00:00Z';
const APRIL = '2026-04-01T00:00:00Z';

interface Concern {
  readonly id: string;
  readonly words: string;
}
interface Youth {
  readonly concerns: Concern[];
  readonly attendances: { readonly attendedOn: string; readonly concernsRaised: Concern[] }[];
  readonly sourceHeader: { readonly state: string };
  readonly chronologyEntries: { readonly kind: string }[];
}
interface Answer<T = Record<string, Youth | null>> {
  readonly data: { readonly _entities: T[] };
  readonly errors?: { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** A concern in its versions: each is known from its month until the next one is. */
function versions(key: string, person: string, ...held: readonly { from: string; words: string; [column: string]: unknown }[]) {
  const id = randomUUID();
  return held.map(({ from, ...version }, index) => ({
    ...{ id, key, person, attendance: `a${person}`, sex: 'F', known_from: from },
    ...(held[index + 1] === undefined ? {} : { known_to: held[index + 1]?.from }),
    ...version,
  }));
}

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT.replace('own: []', 'own: [early_help_worker]'));
  const person = { life_stage: 'CHILD', names: '[]', addresses: '[]' };
  await insertYouth(under.database.migratorUrl, {
    agency_person: [
      { ...person, person: '1', key: '1', known_from: FEBRUARY },
      { ...person, person: '4', key: '4' },
    ],
    attendance: [{ person: '1', key: 'a1', attended_on: '2026-01-05', venue: 'Mill Lane', known_from: FEBRUARY }],
    concern: [
      ...versions('c1', '1', { from: FEBRUARY, words: 'Came hungry' }, { from: MARCH, words: 'Came hungry and cold' }),
      ...versions('c2', '2', { from: JANUARY, words: 'Wrong child' }, { from: FEBRUARY, words: 'Wrong', retracted_at: MARCH }),
      ...versions(
        'c3',
        '3',
        { from: JANUARY, words: 'First' },
        { from: FEBRUARY, words: 'Second', retracted_at: MARCH },
        { from: APRIL, words: 'Put right' },
      ),
      ...versions('c4', '4', { from: JANUARY, words: 'Open' }, { from: FEBRUARY, words: 'Sealed', sealed: true }),
      ...versions('c5', '5', { from: JANUARY, words: 'Said of 5' }, { from: FEBRUARY, words: 'Said of 6', person: '6' }),
    ],
  });
});
afterAll(() => under.close());

async function ask(ids: string[], selections: string): Promise<Answer> {
  const caller = new Caller(under, 'youth');
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { youth: await caller.grant({ ids }) } }];
  return caller.ask(`query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { ${selections} } } }`, {
    people,
  });
}

async function wordsOn(person: string, instant: string): Promise<string[]> {
  const answer = await ask([person], `then: youth(asKnownOn: "${instant}") { concerns { words } }`);
  expect(answer.errors).toBeUndefined();
  return answer.data._entities[0]!.then!.concerns.map(({ words }) => words);
}

test.each([
  ['before anything was held', '0000-01-01T00:00:00Z', []],
  ['the instant before it was first held', '2026-01-31T23:59:59.999Z', []],
  ['the instant it was first held', FEBRUARY, ['Came hungry']],
  ['the instant before it was corrected', '2026-02-28T23:59:59.999Z', ['Came hungry']],
  ['the instant it was corrected', MARCH, ['Came hungry and cold']],
  ['long after', '2026-06-01T00:00:00Z', ['Came hungry and cold']],
])('as known on %s, a record shows the version held then', async (_, instant, words) => {
  expect(await wordsOn('1', instant)).toEqual(words);
});

test('several instants of one record in one question are kept apart, all the way down', async () => {
  const record = 'attendances { attendedOn concernsRaised { id words } } concerns { id words }';
  const { data, errors } = await ask(
    ['1'],
    `january: youth(asKnownOn: "${JANUARY}") { ${record} }
     february: youth(asKnownOn: "${FEBRUARY}") { ${record} }
     march: youth(asKnownOn: "${MARCH}") { ${record} }
     nothing: youth(asKnownOn: null) { ${record} }
     youth { ${record} }`,
  );
  expect(errors).toBeUndefined();
  const { january, february, march, nothing, youth } = data._entities[0]!;
  const was = { id: expect.any(String), words: 'Came hungry' };
  const is = { ...was, words: 'Came hungry and cold' };
  expect(january).toEqual({ attendances: [], concerns: [] });
  expect(february).toEqual({ attendances: [{ attendedOn: '2026-01-05', concernsRaised: [was] }], concerns: [was] });
  expect(march).toEqual({ attendances: [{ attendedOn: '2026-01-05', concernsRaised: [is] }], concerns: [is] });
  expect(nothing).toEqual(march);
  expect(youth).toEqual(march);
  expect(february?.concerns[0]?.id).toBe(march?.concerns[0]?.id);
});

test('a retracted record is shown at no instant, not even before it was retracted', async () => {
  for (const instant of ['2026-01-15T00:00:00Z', FEBRUARY, '2026-02-15T00:00:00Z', APRIL]) {
    expect(await wordsOn('2', instant)).toEqual([]);
  }
});

test('what is published after a retraction is shown, and what was retracted stays hidden', async () => {
  expect(await wordsOn('3', '2026-01-15T00:00:00Z')).toEqual([]);
  expect(await wordsOn('3', '2026-02-15T00:00:00Z')).toEqual([]);
  expect(await wordsOn('3', APRIL)).toEqual(['Put right']);
});

test('a record that was sealed later is not reached through its open past, except by its own staff', async () => {
  expect(await wordsOn('4', '2026-01-15T00:00:00Z')).toEqual([]);
  const { data } = await ownStaff<{ youthRecord: Youth }>('4', '2026-01-15T00:00:00Z');
  expect(data.youthRecord.concerns).toEqual([{ words: 'Open' }]);
});

test("a record that was moved from one person to another is each one's at its own time", async () => {
  expect(await wordsOn('5', '2026-01-15T00:00:00Z')).toEqual(['Said of 5']);
  expect(await wordsOn('6', '2026-01-15T00:00:00Z')).toEqual([]);
  expect(await wordsOn('5', FEBRUARY)).toEqual([]);
  expect(await wordsOn('6', FEBRUARY)).toEqual(['Said of 6']);
});

test('the hidden headers of a record are of its instant', async () => {
  const headers = 'sourceHeader { state } chronologyEntries { kind }';
  const { data } = await ask(['1'], `before: youth(asKnownOn: "${JANUARY}") { ${headers} } youth { ${headers} }`);
  expect(data._entities[0]).toEqual({
    before: { sourceHeader: { state: 'NO_RECORD_FOUND' }, chronologyEntries: [] },
    youth: { sourceHeader: { state: 'RECORDS_FOUND' }, chronologyEntries: [{ kind: 'concern' }, { kind: 'attendance' }] },
  });
});

test('the future is refused, and the rest of the question is answered', async () => {
  const { data, errors } = await ask(
    ['1'],
    'soon: youth(asKnownOn: "2999-01-01T00:00:00Z") { concerns { words } } youth { concerns { words } }',
  );
  expect(data._entities[0]).toEqual({ soon: null, youth: { concerns: [{ words: 'Came hungry and cold' }] } });
  expect(errors).toMatchObject([
    { message: 'asKnownOn is in the future: give an instant that has passed', extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

describe('own staff', () => {
  test('read their own record as it was', async () => {
    const { data } = await ownStaff<{ youthRecord: Youth }>('1', FEBRUARY);
    expect(data.youthRecord.concerns).toEqual([{ words: 'Came hungry' }]);
  });

  test('find no record of somebody the agency did not know yet', async () => {
    const answer = await ownStaff<{ youthRecord: null }>('1', JANUARY);
    expect(answer).toMatchObject({ data: { youthRecord: null } });
    expect(answer.errors).toBeUndefined();
  });

  test('are refused the future', async () => {
    const { errors } = await ownStaff('1', '2999-01-01T00:00:00Z');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

function ownStaff<T>(person: string, instant: string): Promise<{ data: T; errors?: unknown[] }> {
  const caller = new Caller(under, 'youth', { agency: 'YOUTH', roles: ['early_help_worker'] });
  return caller.ask(`{ youthRecord(personId: "${person}", asKnownOn: "${instant}") { concerns { words } } }`);
}
