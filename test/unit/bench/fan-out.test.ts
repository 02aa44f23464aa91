import { FanOut } from '../../../bench/collated/fan-out';
import type { Operations } from '../../../bench/collated/operations';
import type { SubgraphCalls } from '../../../bench/collated/subgraph-calls';
import { AGENCIES } from '../../../subgraphs/registry';

const operations: Operations = {
  gateway: 'whole',
  first: 'first',
  last: 'last',
  agencies: { police: 'police', health: 'health', education: 'education', 'social-care': 'social-care' },
};

type Call = [name: string, query: string, variables: Record<string, unknown>];

/** Subgraphs that know two children of one case; health withholds a field of the second. */
function recording() {
  const calls: Call[] = [];
  const logged: Record<string, unknown>[] = [];
  const child = (id: string) => ({ __typename: 'Child', id, view: `view-${id}`, grants: { police: `grant-${id}` }, names: [] });
  const answer = (name: string, query: string) => {
    if (query === 'first') return { case: { subjects: [child('one'), child('two')] } };
    if (query === 'last') return { _entities: [{ sources: ['last one'] }, { sources: ['last two'] }] };
    const { field } = AGENCIES.find((agency) => agency.name === name) ?? { field: '' };
    const record = (id: string) => ({ [field]: { sourceHeader: { state: 'RECORDS_FOUND' }, own: `${name} ${id}` } });
    return { _entities: [record('one'), record('two')] };
  };
  const fake = {
    exchange: async () => ({ rid: 'r', tokens: {} }),
    async graphql(name: string, query: string, variables: Record<string, unknown>) {
      calls.push([name, query, structuredClone(variables)]);
      const refused = {
        message: '',
        path: ['_entities', 1, 'health', 'flags'],
        extensions: { code: 'WITHHELD', rule: 'health/flags/none' },
      };
      return { data: answer(name, query), errors: name === 'health' ? [refused] : [], disclosures: [`of ${name}`] };
    },
    async log(row: Record<string, unknown>) {
      logged.push(row);
    },
  };
  return { calls, logged, fanOut: new FanOut(fake as unknown as SubgraphCalls, operations) };
}

test('the hub is asked first, then every agency, then the hub with what they said', async () => {
  const { calls, fanOut } = recording();
  await fanOut.ask({ id: 'one' }, 'token');
  expect(calls.map(([name]) => name)).toEqual(['mash', ...AGENCIES.map(({ name }) => name), 'mash']);
  const [, , { representations }] = calls.at(-1) as Call;
  expect((representations as unknown[])[1]).toMatchObject({
    __typename: 'Child',
    id: 'two',
    view: 'view-two',
    socialCare: { sourceHeader: { state: 'RECORDS_FOUND' } },
  });
});

test('the answer has everything at its place, and neither keys, grants nor hidden headers', async () => {
  const { data, withheld } = await recording().fanOut.ask({}, 'token');
  expect(data).toEqual({
    case: {
      subjects: ['one', 'two'].map((id) => ({
        id,
        names: [],
        police: { own: `police ${id}` },
        health: { own: `health ${id}` },
        education: { own: `education ${id}` },
        socialCare: { own: `social-care ${id}` },
        sources: [`last ${id}`],
      })),
    },
  });
  expect(withheld).toEqual([{ path: ['case', 'subjects', 1, 'health', 'flags'], rule: 'health/flags/none' }]);
});

test('what each custodian released goes into the ledger before anything is answered', async () => {
  const { logged, fanOut } = recording();
  await fanOut.ask({}, 'token');
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatchObject({ unavailable: [], operationHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(logged[0]?.disclosures).toEqual(
    ['mash', ...AGENCIES.map(({ name }) => name), 'mash'].map((name) => ({ custodian: name, entry: `of ${name}` })),
  );
});
