import { parse } from 'graphql';
import { Executor } from '../../../../gateway/engine/executor';
import { SourceFailure } from '../../../../gateway/engine/source';

/** Fields of the type `Query`: what another subgraph knows of the root is asked for there too. Our composer refuses such graphs. */

const SDL = `schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION)
  { query: Query mutation: Mutation }
  directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true,
    isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
  directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean,
    override: String, usedOverridden: Boolean) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
  scalar join__FieldSet scalar link__Import enum link__Purpose { SECURITY EXECUTION }
  enum join__Graph { A @join__graph(name: "a", url: "http://a.test") B @join__graph(name: "b", url: "http://b.test") }
  type Query @join__type(graph: A) @join__type(graph: B) {
    me: User @join__field(graph: A) user(id: Int): User @join__field(graph: A) must: User! @join__field(graph: A)
    health: String @join__field(graph: B) again: [Query] @join__field(graph: B)
  }
  type Mutation @join__type(graph: B) { act: Done }
  type Done @join__type(graph: B) { ok: Boolean query: Query }
  type User @join__type(graph: A) { name: String }`;

const calls: string[] = [];
let a: (query: string) => object;
let b: object;
const executor = new Executor<object>(SDL, (service) => ({
  process: async ({ request }) => {
    calls.push(service);
    return { data: structuredClone(service === 'a' ? a(request.query) : b) };
  },
}));
beforeAll(() => executor.start(), 60_000);
afterAll(() => executor.close());
beforeEach(() => {
  calls.length = 0;
  b = { act: { ok: true, query: { __typename: 'Query', health: 'OK' } } };
  // Whatever name it is asked under.
  a = (query) =>
    Object.fromEntries([...query.matchAll(/(\w+)(?:: user\([^)]*\))?\{name\}/g)].map(([, name]) => [name, { name }]));
});

async function ask(query: string) {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('There is no operation');
  const { data, errors = [] } = await executor.execute({ document, operation, key: query, variables: {}, context: {} });
  return { data: JSON.parse(JSON.stringify(data ?? null)), paths: errors.map(({ path }) => path?.join('.')) };
}

test('after a mutation, what another subgraph has of the root is asked for where the root stands', async () => {
  expect(await ask('mutation { act { ok query { health me { name } } } }')).toEqual({
    data: { act: { ok: true, query: { health: 'OK', me: { name: 'me' } } } },
    paths: [],
  });
  expect(calls).toEqual(['b', 'a']);
});

test('in a list it is asked for once, and nowhere when the list is empty', async () => {
  b = { again: [{ __typename: 'Query', health: '1' }, null, { __typename: 'Query', health: '2' }] };
  const { data } = await ask('{ again { health me { name } } }');
  expect(data).toEqual({ again: [{ health: '1', me: { name: 'me' } }, null, { health: '2', me: { name: 'me' } }] });
  expect(calls).toEqual(['b', 'a']);
  b = { again: [] };
  expect((await ask('{ again { health me { name } } }')).data).toEqual({ again: [] });
  expect(calls).toEqual(['b', 'a', 'b']);
});

test('one that fails there leaves null there, and an error at each place', async () => {
  a = () => {
    throw new SourceFailure('a did not answer', { code: 'AGENCY_UNAVAILABLE', agency: 'a', reason: 'TIMEOUT' });
  };
  b = { again: [{ __typename: 'Query' }, { __typename: 'Query' }] };
  expect(await ask('{ again { who: me { name } } }')).toEqual({
    data: { again: [{ who: null }, { who: null }] },
    paths: ['again.0.who', 'again.1.who'],
  });
  expect(await ask('{ again { must { name } } }')).toEqual({
    data: { again: [null, null] },
    paths: ['again.0.must', 'again.1.must'],
  });
});
