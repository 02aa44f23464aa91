import { LocalClient } from '../../../gateway/local-client';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';

/** A subgraph asked from within its own process: everything that a call over HTTP must have, without the hop. */

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT);
});
afterAll(() => under.close());

const analyst = () => new Caller(under, 'youth');
const QUERY =
  'query($r: [_Any!]!) { _entities(representations: $r) { ... on Child { youth { sourceHeader { state } concerns { words } broken } } } }';

/** The same question about somebody with a good grant and somebody without. */
async function question(caller: Caller) {
  const person = { __typename: 'Child', id: 'child-1', view: 'v' };
  const r = [
    { ...person, grants: { youth: await caller.grant({}) } },
    { ...person, grants: { youth: 'x.y.z' } },
  ];
  return { query: QUERY, variables: { r } };
}

const withoutIncidents = (text: string) => text.replaceAll(/"incident":"[^"]*"/g, '"incident":"-"');

test('the answer is the one that comes over HTTP, refusals, faults and disclosures included', async () => {
  const caller = analyst();
  const body = await question(caller);
  const overHttp = await caller.post(body);
  const here = await under.service.answer({ headers: await caller.headers('/graphql'), body });
  expect(here.status).toBe(200);
  expect(JSON.parse(withoutIncidents(here.text))).toEqual(JSON.parse(withoutIncidents(overHttp.text)));
  expect(here.text).toContain('disclosures');
  expect(here.text).not.toContain('Ada Example');
});

test('a call that does not hold is refused, in the words that HTTP has: no token, another subgraph’s, one that was used', async () => {
  const caller = analyst();
  const body = { query: '{ __typename }' };
  const once = await caller.headers('/graphql');
  expect((await under.service.answer({ headers: once, body })).status).toBe(200);
  const refused = [{}, once, await caller.headers('/graphql', { audience: 'police' }), await caller.headers('/feed')];
  for (const headers of refused) {
    expect(await under.service.answer({ headers: headers as Record<string, string>, body })).toEqual({
      status: 401,
      text: '{"errors":[{"message":"Not authenticated","extensions":{"code":"UNAUTHENTICATED"}}]}',
    });
  }
  // Nor is a proof that was used here good over HTTP.
  expect((await caller.post(body, once)).status).toBe(401);
});

describe('a gateway in the same process', () => {
  const client = (answer: ConstructorParameters<typeof LocalClient>[2]) =>
    new LocalClient('youth', `${under.service.url}/graphql`, answer);
  const HELLO = { query: '{ __typename }' };

  test('reads what the subgraph says', async () => {
    const headers = await analyst().headers('/graphql');
    expect(await client((call) => under.service.answer(call)).call(HELLO, headers, 5_000)).toBe(
      '{"data":{"__typename":"Query"},"extensions":{"disclosures":[]}}',
    );
  });

  test.each<[string, ConstructorParameters<typeof LocalClient>[2], string]>([
    ['does not answer in time', () => new Promise(() => undefined), 'TIMEOUT'],
    ['refuses', async () => ({ status: 401, text: '{}' }), 'REFUSED'],
    ['answers too much', async () => ({ status: 200, text: ' '.repeat(21 * 1024 * 1024) }), 'TOO_LARGE'],
    ['fails', () => Promise.reject(new Error('the words of it')), 'UNREACHABLE'],
  ])('is told why when it %s', async (_what, answer, reason) => {
    await expect(client(answer).call(HELLO, {}, 100)).rejects.toMatchObject({ reason });
  });
});
