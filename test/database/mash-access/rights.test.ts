import { type Json, startTestHub, type TestHub } from './support/hub';

/** Requests to rectify, and objections: kept with their last day, answered once, read by information governance alone. */

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
}, 60_000);
afterAll(() => hub.close());

const RECORD =
  'mutation ($input: RightsRequestInput!) { recordRightsRequest(input: $input) { id dueOn overdue custodian asked outcome } }';
const ANSWER =
  'mutation ($id: ID!, $outcome: RightsOutcome!, $reason: String!) { answerRightsRequest(id: $id, outcome: $outcome, reason: $reason) { id outcome answeredOn reason overdue } }';
const LIST = 'query ($open: Boolean! = true) { rightsRequests(open: $open) { id kind person custodian dueOn overdue outcome } }';
const as = async (persona: string, text: string, variables: object = {}): Promise<Json> =>
  (await hub.signIn(persona)).query(text, variables);
const request = (change: object = {}) => ({
  input: { kind: 'RECTIFICATION', person: hub.people.ada, receivedOn: '2026-01-31', asked: 'That is not my address', ...change },
});
const code = ({ errors }: Json): unknown => errors?.[0]?.extensions.code;

test('a request is kept with its last day, a month on, and is overdue after it', async () => {
  const { data } = await as('ig-auditor', RECORD, request({ custodian: 'POLICE' }));
  expect(data.recordRightsRequest).toMatchObject({
    dueOn: '2026-02-28',
    overdue: true,
    custodian: 'POLICE',
    asked: 'That is not my address',
    outcome: null,
  });
  const hubs = await as('ig-auditor', RECORD, request({ kind: 'OBJECTION' }));
  expect(hubs.data.recordRightsRequest.custodian).toBeNull();
});

test('it is answered once, with a reason, and then no longer open', async () => {
  const { id } = (await as('ig-auditor', RECORD, request())).data.recordRightsRequest;
  const open = async () => (await as('ig-auditor', LIST)).data.rightsRequests.map((one: Json) => one.id);
  expect(await open()).toContain(id);
  expect(code(await as('ig-auditor', ANSWER, { id, outcome: 'UPHELD', reason: ' ' }))).toBe('BAD_USER_INPUT');
  const { data } = await as('ig-auditor', ANSWER, {
    id,
    outcome: 'PARTLY_UPHELD',
    reason: 'The custodian corrected the house number',
  });
  expect(data.answerRightsRequest).toMatchObject({
    outcome: 'PARTLY_UPHELD',
    overdue: false,
    answeredOn: expect.stringMatching(/^\d{4}-/),
  });
  expect(await open()).not.toContain(id);
  expect(code(await as('ig-auditor', ANSWER, { id, outcome: 'REFUSED', reason: 'Changed our mind' }))).toBe('BAD_USER_INPUT');
  const all = (await as('ig-auditor', LIST, { open: false })).data.rightsRequests;
  expect(all.find((one: Json) => one.id === id).outcome).toBe('PARTLY_UPHELD');
});

test.each([
  ['a day that lies ahead', { receivedOn: '2999-01-01' }, 'BAD_USER_INPUT'],
  ['nothing asked', { asked: '' }, 'BAD_USER_INPUT'],
  ['a book', { asked: 'x'.repeat(5_000) }, 'BAD_USER_INPUT'],
  ['a person there is not', { person: '00000000-0000-4000-8000-000000000000' }, 'NOT_FOUND'],
  ['no id', { person: 'Ada' }, 'NOT_FOUND'],
])('%s is refused', async (_what, change, expected) => {
  expect(code(await as('ig-auditor', RECORD, request(change)))).toBe(expected);
});

test('an answer to no request is refused', async () => {
  for (const id of ['00000000-0000-4000-8000-000000000000', 'x']) {
    expect(code(await as('ig-auditor', ANSWER, { id, outcome: 'REFUSED', reason: 'None' }))).toBe('NOT_FOUND');
  }
});

test.each(['mash-analyst', 'decision-maker', 'police-researcher', 'screening-officer', 'early-help-worker', 'police-publisher'])(
  '%s can neither read, record nor answer them',
  async (persona) => {
    const { id } = (await as('ig-auditor', RECORD, request())).data.recordRightsRequest;
    const before = (await as('ig-auditor', LIST, { open: false })).data.rightsRequests;
    for (const [text, variables] of [
      [LIST, {}],
      [RECORD, request()],
      [ANSWER, { id, outcome: 'UPHELD', reason: 'x' }],
    ] as const) {
      const answer = await as(persona, text, variables);
      expect(code(answer)).toBe('WITHHELD');
      expect(Object.values(answer.data)).toEqual([null]);
    }
    expect((await as('ig-auditor', LIST, { open: false })).data.rightsRequests).toEqual(before);
  },
);

test('requests about the reader’s own people are somebody else’s to read and answer', async () => {
  const { id } = (await as('ig-auditor', RECORD, request())).data.recordRightsRequest;
  await as('ig-auditor', 'mutation ($p: ID) { declareOwnTie(person: $p, tie: FAMILY) }', { p: hub.people.ada });
  const list = (await as('ig-auditor', LIST, { open: false })).data.rightsRequests;
  expect(list.filter(({ person }: Json) => person === hub.people.ada)).toEqual([]);
  expect(code(await as('ig-auditor', ANSWER, { id, outcome: 'UPHELD', reason: 'Of course' }))).toBe('NOT_FOUND');
  expect(code(await as('ig-auditor', RECORD, request()))).toBe('NOT_FOUND');
  await hub.database.query('delete from own_person');
});

test('no row of a request or an answer can be altered or removed by the service', async () => {
  for (const table of ['rights_request', 'rights_answer']) {
    await expect(hub.database.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
  }
  await expect(hub.database.query("update rights_answer set outcome = 'REFUSED'")).rejects.toThrow(/permission denied/);
});
