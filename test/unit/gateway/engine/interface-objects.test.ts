import { byReference, closeAll, federation } from './support/cases';

/** A subgraph that knows an interface as if it were an object is asked about every type that the client selected something of. */

afterEach(closeAll);

const PARTS = {
  kinds: {
    sdl: `interface Person @key(fields: "id") { id: ID! name: String } type Child implements Person @key(fields: "id") { id: ID! name: String year: Int }
      type Adult implements Person @key(fields: "id") { id: ID! name: String } type Guest implements Person @key(fields: "id") { id: ID! name: String }`,
    resolvers: {
      Person: { __resolveReference: ({ id }: { id: string }) => ({ __typename: typeOf(id), id, name: `n${id}`, year: 7 }) },
      Child: byReference(({ id }) => ({ name: `n${id}`, year: 7 })),
      Adult: byReference(({ id }) => ({ name: `n${id}` })),
      Guest: byReference(({ id }) => ({ name: `n${id}` })),
    } as never,
  },
  visits: {
    sdl: `type Person @key(fields: "id") @interfaceObject { id: ID! visits(since: Int): Int missed: Int phone: String }
      type Query { seen: [Person!] house: House } type House { first: Person others: [Person!] }`,
    resolvers: {
      Query: {
        seen: () => ['c1', 'a1', 'g1'].map((id) => ({ id })),
        house: () => ({ first: { id: 'a2' }, others: [{ id: 'c2' }] }),
      },
      Person: {
        ...byReference(() => ({})),
        visits: (_: object, { since }: { since?: number }) => since ?? 1,
        missed: () => 2,
        phone: () => 'p',
      },
    } as never,
  },
};
const typeOf = (id: string): string => (id.startsWith('c') ? 'Child' : id.startsWith('a') ? 'Adult' : 'Guest');

test('different fields of different types all come', async () => {
  const one = await federation(PARTS);
  const query = '{ seen { ... on Child { visits(since: 5) missed } ... on Adult { missed } name } }';
  expect(await one.ask(query)).toMatchObject({
    data: { seen: [{ visits: 5, missed: 2, name: 'nc1' }, { missed: 2, name: 'na1' }, { name: 'ng1' }] },
    errors: [],
  });
  // Nobody asks about the guest, of whom nothing was selected there.
  const asked = one.calls.filter(({ service, request }) => service === 'visits' && request.query.includes('_entities'));
  expect(asked.flatMap(({ request }) => request.variables['representations'])).toEqual([
    { __typename: 'Person', id: 'c1' },
    { __typename: 'Person', id: 'a1' },
  ]);
});

test('and one field of several types, under other names and in several places', async () => {
  const one = await federation(PARTS);
  const query = `{ house { first { ...P } others { ...P ... on Child { year } } } seen { ... on Guest { a: missed } ... on Child { b: missed } } }
    fragment P on Person { ... on Adult { phone } ... on Child { visits } }`;
  expect(await one.ask(query)).toMatchObject({
    data: { house: { first: { phone: 'p' }, others: [{ visits: 1, year: 7 }] }, seen: [{ b: 2 }, {}, { a: 2 }] },
    errors: [],
  });
});
