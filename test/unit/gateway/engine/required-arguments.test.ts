import { byReference, closeAll, dataOf, federation } from './support/cases';

/** `@requires` of one field with different arguments: each subgraph is told the value that it asked for, and clients see what they asked. */

afterEach(closeAll);

type Given = { readonly weight?: number; readonly home?: { readonly distance: number } };
const weight = (_: object, { unit }: { unit: string }) => ({ KG: 20, LB: 44, ST: 3 })[unit];
const OWNER = {
  sdl: `interface Person { id: ID! weight(unit: String!): Int } type Query { people: [Person!]! child: Child! }
    type Child implements Person @key(fields: "id") { id: ID! weight(unit: String!): Int home: Home }
    type Adult implements Person @key(fields: "id") { id: ID! weight(unit: String!): Int } type Home { distance(to: String!): Int }`,
  resolvers: {
    Query: {
      people: () => [
        { __typename: 'Child', id: 'c' },
        { __typename: 'Adult', id: 'a' },
      ],
      child: () => ({ id: 'c' }),
    },
    Child: { ...byReference(() => ({})), weight, home: () => ({ distance: ({ to }: { to: string }) => to.length }) },
    Adult: { ...byReference(() => ({})), weight },
  } as never,
};
const told = { ...byReference(() => ({})) };
const DOSE = {
  sdl: `type Child @key(fields: "id") { id: ID! weight(unit: String!): Int @external dose: Int @requires(fields: "weight(unit: \\"KG\\")")
      imperial: Int @requires(fields: "weight(unit: \\"LB\\")") plain: Int }
    type Adult @key(fields: "id") { id: ID! weight(unit: String!): Int @external dose: Int @requires(fields: "weight(unit: \\"KG\\")") }`,
  resolvers: {
    Child: { ...told, dose: (one: Given) => one.weight, imperial: (one: Given) => one.weight, plain: () => 1 },
    Adult: { ...told, dose: (one: Given) => one.weight },
  } as never,
};
const STONES = {
  sdl: `type Child @key(fields: "id") { id: ID! weight(unit: String!): Int @external stones: Int @requires(fields: "weight(unit: \\"ST\\")")
      home: Home @external near: Int @requires(fields: "home { distance(to: \\"school\\") }") far: Int @requires(fields: "home { distance(to: \\"hospital\\") }") }
    type Home { distance(to: String!): Int @external }`,
  resolvers: {
    Child: {
      ...told,
      stones: (one: Given) => one.weight,
      near: (one: Given) => one.home?.distance,
      far: (one: Given) => one.home?.distance,
    },
  } as never,
};
const PARTS = { owner: OWNER, dose: DOSE, stones: STONES };

test('two subgraphs are told each its own, under a type condition too', async () => {
  const query = '{ people { weight(unit: "LB") ... on Child { dose stones } ... on Adult { dose } } child { dose stones } }';
  expect(await dataOf(PARTS, query)).toEqual({
    people: [
      { weight: 44, dose: 20, stones: 3 },
      { weight: 44, dose: 20 },
    ],
    child: { dose: 20, stones: 3 },
  });
});

test('one subgraph that needs two of them is asked twice', async () => {
  const one = await federation(PARTS);
  const { data, errors } = await one.ask('{ child { plain dose imperial near far } people { ... on Child { imperial dose } } }');
  expect(errors).toEqual([]);
  const child = { plain: 1, dose: 20, imperial: 44, near: 6, far: 8 };
  expect(data).toEqual({ child, people: [{ imperial: 44, dose: 20 }, {}] });
  const sent = one.calls.flatMap(({ request }) => (request.variables['representations'] as object[] | undefined) ?? []);
  for (const representation of sent) expect(Object.keys(representation).join()).not.toContain('_required_');
});

test("a client's names are its own, whatever they are", async () => {
  const query =
    'query($u: String!) { child { weight: dose dose: weight(unit: $u) imperial: stones _required_0_weight: imperial stones: plain } }';
  expect(await dataOf(PARTS, query, { u: 'LB' })).toEqual({
    child: { weight: 20, dose: 44, imperial: 3, _required_0_weight: 44, stones: 1 },
  });
});

test('one subgraph that needs two of them is asked twice, where the same is asked at several places too', async () => {
  const both = '... on Child { dose imperial }';
  const query = `{ people { ${both} ... on Adult { dose } } again: people { ${both} ... on Adult { dose weight(unit: "ST") } } }`;
  const [child, adult] = [{ dose: 20, imperial: 44 }, { dose: 20 }];
  expect(await dataOf(PARTS, query)).toEqual({ people: [child, adult], again: [child, { ...adult, weight: 3 }] });
});

test('types that need the same two are told each its own, where both are asked at several places', async () => {
  const typed = (name: string) => `type ${name} @key(fields: "id") { id: ID! weight(unit: String!): Int`;
  const owner = {
    sdl: `union Person = Child | Adult type Query { people: [Person!]! kin: [Person!]! } ${typed('Child')} } ${typed('Adult')} }`,
    resolvers: {
      Query: {
        people: () => [
          { __typename: 'Child', id: 'c' },
          { __typename: 'Adult', id: 'a' },
        ],
        kin: () => [
          { __typename: 'Child', id: 'd' },
          { __typename: 'Adult', id: 'b' },
        ],
      },
      Child: { ...told, weight },
      Adult: { ...told, weight },
    } as never,
  };
  const needing = (name: string) =>
    `${typed(name)} @external dose: Int @requires(fields: "weight(unit: \\"KG\\")") imperial: Int @requires(fields: "weight(unit: \\"LB\\")") plain: Int }`;
  const fields = { ...told, dose: (one: Given) => one.weight, imperial: (one: Given) => one.weight, plain: () => 1 };
  const dose = { sdl: `${needing('Child')} ${needing('Adult')}`, resolvers: { Child: fields, Adult: fields } as never };
  const query = `{ people { ... on Child { dose imperial } ... on Adult { dose imperial plain } }
    kin { ... on Child { dose imperial } ... on Adult { dose imperial } } }`;
  const both = { dose: 20, imperial: 44 };
  expect(await dataOf({ owner, dose }, query)).toEqual({ people: [both, { ...both, plain: 1 }], kin: [both, both] });
});
