import { closeAll, federation } from './support/cases';

/** What `@requires` needs and nobody gave: null where it may be null, and no question at all where its type promises a value. */

afterEach(closeAll);

const asked: unknown[] = [];
const parts = (type: string) => ({
  a: {
    sdl: 'type Query { child: Child } type Child @key(fields: "id") { id: ID! }',
    resolvers: { Query: { child: () => ({ id: '1' }) } },
  },
  b: {
    sdl: `type Child @key(fields: "id") { id: ID! visits: Visits } type Visits { missed: ${type} }`,
    resolvers: {
      Child: {
        __resolveReference: (one: object) => one,
        visits: () => ({ missed: () => Promise.reject(new Error('not known')) }),
      },
    },
  },
  c: {
    sdl: `type Child @key(fields: "id") { id: ID! visits: Visits @external concern: Boolean @requires(fields: "visits { missed }") }
      type Visits { missed: ${type} @external }`,
    resolvers: {
      Child: {
        __resolveReference: (one: object) => one,
        concern: ({ visits }: { visits: { missed: number | null } | null }) => {
          asked.push(visits);
          return (visits?.missed ?? 0) > 2;
        },
      },
    },
  },
});
beforeEach(() => void asked.splice(0));

test('what may be null is told as null', async () => {
  const { data, errors } = await (await federation(parts('Int'))).ask('{ child { concern } }');
  expect(asked).toEqual([{ missed: null }]);
  expect({ data, paths: errors.map(({ path }) => path) }).toEqual({ data: { child: { concern: false } }, paths: ['child'] });
});

test('what a subgraph broke its promise of is asked of nobody, and the client is told', async () => {
  const one = await federation(parts('Int!'));
  // A subgraph in order makes its nearest nullable null instead, which says nothing wrong.
  expect((await one.ask('{ child { concern } }')).data).toEqual({ child: { concern: false } });
  expect(asked.splice(0)).toEqual([null]);
  one.instead = (service) => (service === 'b' ? { data: { _entities: [{ visits: { missed: null } }] } } : undefined);
  const { data, errors } = await one.ask('{ child { concern } }');
  expect(asked).toEqual([]);
  expect(data).toEqual({ child: { concern: null } });
  expect(errors).toEqual([expect.objectContaining({ path: 'child.concern', code: 'INVALID_SUBGRAPH_ANSWER' })]);
});

test('one that fails altogether has broken every promise', async () => {
  const direct = parts('Int!');
  direct.b.sdl = 'type Child @key(fields: "id") { id: ID! missed: Int! }';
  direct.c.sdl = `type Child @key(fields: "id") { id: ID! missed: Int! @external concern: Boolean @requires(fields: "missed") }`;
  const one = await federation(direct);
  one.instead = (service) => (service === 'b' ? Promise.reject(new Error('down')) : undefined);
  const { data, errors } = await one.ask('{ child { id concern } }');
  expect(asked).toEqual([]);
  expect(data).toEqual({ child: { id: '1', concern: null } });
  expect(errors).toEqual([expect.objectContaining({ path: 'child', code: 'AGENCY_UNAVAILABLE' })]);
});

test('of an object that one field takes with it, that field alone is told', async () => {
  const one = await federation({
    a: {
      sdl: 'type Query { all: [Child] } type Child @key(fields: "id") { id: ID! }',
      resolvers: { Query: { all: () => [{ id: '1' }, { id: '2' }] } },
    },
    b: {
      sdl: 'type Child @key(fields: "id") { id: ID! name: String! ward: String! note: String }',
      resolvers: {
        Child: {
          __resolveReference: (child: object) => child,
          name: ({ id }: { id: string }) => `n${id}`,
          ward: ({ id }: { id: string }) => (id === '1' ? null : 'W'),
        },
      },
    },
  });
  const { data, errors } = await one.ask('{ all { name place: ward note } }');
  expect(data).toEqual({ all: [null, { name: 'n2', place: 'W', note: null }] });
  expect(errors.map(({ path }) => path)).toEqual(['all.0.place']);
});
