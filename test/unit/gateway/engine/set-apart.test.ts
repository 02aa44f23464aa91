import { byReference, closeAll, dataOf, federation } from './support/cases';

/** What a subgraph works out from others' values, of objects that it reached from another object of the same type. */

afterEach(closeAll);

type Given = { readonly id: string; readonly days: number };
const next = (id: string): { id: string } => ({ id: `${id}x` });
const PARTS = {
  register: {
    sdl: 'type Query { child: Child all: [Child] } type Child @key(fields: "id") { id: ID! }',
    resolvers: { Query: { child: () => ({ id: 'a' }), all: () => [{ id: 'a' }, null, { id: 'b' }] } },
  },
  hub: {
    sdl: `type Child @key(fields: "id") { id: ID! sibling: Child family: Family days: Int @external level: Int @requires(fields: "days")
        advice: Advice @requires(fields: "days") }
      interface Family { eldest: Child } type Kin implements Family { eldest: Child size: Int } type Foster implements Family { eldest: Child }
      type Advice { text: String about: Child } enum Never { SAID } scalar Unused union Some = Advice | Kin`,
    resolvers: {
      Child: {
        ...byReference(() => ({})),
        sibling: ({ id }: Given) => next(id),
        family: ({ id }: Given) => ({ __typename: id.startsWith('a') ? 'Kin' : 'Foster', eldest: next(id), size: 3 }),
        level: ({ days }: Given) => days * 10,
        advice: ({ id, days }: Given) => ({ text: `after ${days}`, about: next(id) }),
      },
    } as never,
  },
  police: {
    sdl: 'type Child @key(fields: "id") { id: ID! days: Int }',
    resolvers: { Child: byReference(({ id }: { id: string }) => ({ days: id.length })) },
  },
};

test('comes at any depth, beside what it gives of itself', async () => {
  expect(await dataOf(PARTS, '{ child { level sibling { level days sibling { l: level id } } } }')).toEqual({
    child: { level: 10, sibling: { level: 20, days: 2, sibling: { l: 30, id: 'axx' } } },
  });
});

test('comes through lists and interfaces, and with objects of its own', async () => {
  const query = '{ all { family { eldest { level advice { text about { days } } } ... on Kin { size } } } }';
  expect(await dataOf(PARTS, query)).toEqual({
    all: [
      { family: { eldest: { level: 20, advice: { text: 'after 2', about: { days: 3 } } }, size: 3 } },
      null,
      { family: { eldest: { level: 20, advice: { text: 'after 2', about: { days: 3 } } } } },
    ],
  });
});

test('comes by whichever of several keys, asked for with other fields and with none', async () => {
  const twoKeys = {
    register: PARTS.register,
    police: {
      sdl: 'type Child @key(fields: "id") { id: ID! nhs: ID! @shareable days: Int }',
      resolvers: { Child: byReference(({ id }: { id: string }) => ({ nhs: `n${id}`, days: id.length })) },
    },
    health: {
      sdl: `type Child @key(fields: "id") @key(fields: "nhs") { id: ID! nhs: ID! @shareable days: Int @external
        level: Int @requires(fields: "days") doctor: String }`,
      resolvers: {
        Child: { ...byReference(({ id }: Given) => ({ nhs: `n${id}`, doctor: 'd' })), level: ({ days }: Given) => days * 10 },
      } as never,
    },
    advice: {
      sdl: `type Child @key(fields: "id") { id: ID! days: Int @external level: Int @external
        text: String @requires(fields: "days level") }`,
      resolvers: {
        Child: { ...byReference(() => ({})), text: (one: Given & { level: number }) => `${one.days}/${one.level}` },
      } as never,
    },
  };
  const one = await federation(twoKeys);
  expect((await one.ask('{ child { level } }')).data).toEqual({ child: { level: 10 } });
  expect((await one.ask('{ child { doctor level nhs } all { text } }')).data).toEqual({
    child: { doctor: 'd', level: 10, nhs: 'na' },
    all: [{ text: '1/10' }, null, { text: '1/10' }],
  });
});
