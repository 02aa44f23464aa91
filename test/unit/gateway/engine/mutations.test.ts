import { byReference, closeAll, dataOf, federation } from './support/cases';

/** Mutations: one field after the other, whoever answers them. */

afterEach(closeAll);

describe('mutations', () => {
  test('after one that may not fail did, nothing more is changed', async () => {
    const done: string[] = [];
    const does = (name: string) => () => {
      done.push(name);
      if (name === 'link') throw new Error('no');
      return 1;
    };
    const parts = {
      a: {
        sdl: 'type Query { a: Int } type Mutation { open: Int link: Int! }',
        resolvers: { Mutation: { open: does('open'), link: does('link') } },
      },
      b: { sdl: 'type Mutation { close: Int }', resolvers: { Mutation: { close: does('close') } } },
    };
    const one = await federation(parts as never);
    const { data, errors } = await one.ask('mutation { open link close again: open }');
    expect(data).toBeNull();
    expect(errors.map(({ path }) => path)).toEqual(['link']);
    expect(done).toEqual(['open', 'link']);
  });

  test('run one after the other, in the order in which they stand, whoever runs them', async () => {
    const done: string[] = [];
    const doing = (name: string) => async () => {
      await new Promise((resolve) => setTimeout(resolve, name === 'a1' ? 30 : 1));
      done.push(name);
      return done.length;
    };
    const parts = {
      a: {
        sdl: 'type Query { x: Int @shareable } type Mutation { a1: Int a2: Int }',
        resolvers: { Mutation: { a1: doing('a1'), a2: doing('a2') } },
      },
      b: {
        sdl: 'type Query { x: Int @shareable } type Mutation { b1: Int b2: Int }',
        resolvers: { Mutation: { b1: doing('b1'), b2: doing('b2') } },
      },
    };
    expect(await dataOf(parts, 'mutation { a1 b1 again: a1 b2 a2 }')).toEqual({ a1: 1, b1: 2, again: 3, b2: 4, a2: 5 });
    expect(done).toEqual(['a1', 'b1', 'a1', 'b2', 'a2']);
  });

  test('have all that is selected of one done before the next begins', async () => {
    const state = { level: 'low' };
    const one = await federation({
      a: {
        sdl: 'type Query { x: Int } type Mutation { pick: Child raise: Boolean } type Child @key(fields: "id") { id: ID! }',
        resolvers: { Mutation: { pick: () => ({ id: '1' }), raise: () => Boolean(Object.assign(state, { level: 'high' })) } },
      },
      b: {
        sdl: 'type Child @key(fields: "id") { id: ID! level: String }',
        resolvers: { Child: byReference(() => ({ level: state.level })) },
      },
    });
    const mutation = 'mutation($no: Boolean!) { ...F raise next: pick { level } never: raise @include(if: $no) pick { id } }';
    const { data } = await one.ask(`${mutation} fragment F on Mutation { pick { level } }`, { no: false });
    expect(data).toEqual({ pick: { level: 'low', id: '1' }, raise: true, next: { level: 'high' } });
    expect(one.calls.map(({ service }) => service)).toEqual(['a', 'b', 'a', 'a', 'b']);
  });

  test('answer with what other subgraphs know', async () => {
    const parts = {
      a: {
        sdl: 'type Query { x: Int } type Mutation { add: Child } type Child @key(fields: "id") { id: ID! }',
        resolvers: { Mutation: { add: () => ({ id: '7' }) } },
      },
      b: {
        sdl: 'type Child @key(fields: "id") { id: ID! name: String }',
        resolvers: { Child: byReference(({ id }) => ({ name: `n${id}` })) },
      },
    };
    expect(await dataOf(parts, 'mutation { add { name } }')).toEqual({ add: { name: 'n7' } });
  });
});
