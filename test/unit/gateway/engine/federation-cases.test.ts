import { Federated, type Part } from './support/federated';

/** Each way in which a Federation 2 graph can be cut, as one small whole case: subgraphs, data, question, expected answer. */

const open: Federated[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function federation(parts: Readonly<Record<string, Part>>): Promise<Federated> {
  const one = await Federated.of(parts);
  open.push(one);
  return one;
}

/** Data without errors. */
async function dataOf(parts: Readonly<Record<string, Part>>, query: string, variables = {}): Promise<unknown> {
  const { data, errors } = await (await federation(parts)).ask(query, variables);
  expect(errors).toEqual([]);
  return data;
}

const byReference = (fields: (reference: never) => object) => ({
  __resolveReference: (reference: object) => ({ ...reference, ...fields(reference as never) }),
});

describe('entities', () => {
  test('are joined by a key, in lists and alone', async () => {
    const parts = {
      a: {
        sdl: 'type Query { all: [Child!] one: Child } type Child @key(fields: "id") { id: ID! }',
        resolvers: { Query: { all: () => [{ id: '1' }, { id: '2' }], one: () => ({ id: '3' }) } },
      },
      b: {
        sdl: 'type Child @key(fields: "id") { id: ID! name: String }',
        resolvers: { Child: byReference(({ id }) => ({ name: `n${id}` })) },
      },
    };
    expect(await dataOf(parts, '{ all { name id } one { name } }')).toEqual({
      all: [
        { name: 'n1', id: '1' },
        { name: 'n2', id: '2' },
      ],
      one: { name: 'n3' },
    });
  });

  test('are joined by composite and nested keys', async () => {
    const parts = {
      a: {
        sdl: 'type Query { one: Case } type Case @key(fields: "reference area { code team { id } }") { reference: ID! area: Area! } type Area { code: ID! team: Team! } type Team { id: ID! }',
        resolvers: { Query: { one: () => ({ reference: 'r', area: { code: 'n', team: { id: 't' } } }) } },
      },
      b: {
        sdl: 'type Case @key(fields: "reference area { code team { id } }") { reference: ID! area: Area! days: String } type Area { code: ID! team: Team! } type Team { id: ID! }',
        resolvers: {
          Case: byReference(({ reference, area }: { reference: string; area: { code: string; team: { id: string } } }) => ({
            days: `${reference}${area.code}${area.team.id}`,
          })),
        },
      },
    };
    // Every part of the key must be shareable for composition.
    for (const part of Object.values(parts))
      part.sdl = part.sdl.replace('type Area', 'type Area @shareable').replace('type Team', 'type Team @shareable');
    expect(await dataOf(parts, '{ one { days } }')).toEqual({ one: { days: 'rnt' } });
  });

  test('with several keys are reached from one to the next', async () => {
    const parts = {
      a: {
        sdl: 'type Query { one: Person } type Person @key(fields: "nhs") { nhs: ID! }',
        resolvers: { Query: { one: () => ({ nhs: '999' }) } },
      },
      b: {
        sdl: 'type Person @key(fields: "nhs") @key(fields: "upn") { nhs: ID! upn: ID! }',
        resolvers: { Person: byReference(() => ({ upn: 'U1' })) },
      },
      c: {
        sdl: 'type Person @key(fields: "upn") { upn: ID! school: String }',
        resolvers: { Person: byReference(({ upn }) => ({ school: `school of ${upn}` })) },
      },
    };
    expect(await dataOf(parts, '{ one { school } }')).toEqual({ one: { school: 'school of U1' } });
  });

  test('that lack their key are not asked about, and are null', async () => {
    const parts = {
      a: {
        sdl: 'type Query { all: [Child] } type Child @key(fields: "id") { id: ID }',
        resolvers: { Query: { all: () => [{ id: null }, { id: '2' }, null] } },
      },
      b: {
        sdl: 'type Child @key(fields: "id") { id: ID name: String }',
        resolvers: { Child: byReference(({ id }) => ({ name: `n${id}` })) },
      },
    };
    const one = await federation(parts);
    expect((await one.ask('{ all { name } }')).data).toEqual({ all: [{ name: null }, { name: 'n2' }, null] });
    expect(one.calls[1]?.request.variables['representations']).toEqual([{ __typename: 'Child', id: '2' }]);
  });

  test('of equal representations are asked about once, and their answers are not shared', async () => {
    const parts = {
      a: {
        sdl: 'type Query { all: [Child!] } type Child @key(fields: "id") { id: ID! }',
        resolvers: { Query: { all: () => [{ id: '1' }, { id: '1' }] } },
      },
      b: {
        sdl: 'type Child @key(fields: "id") { id: ID! part: Part } type Part @key(fields: "id") { id: ID! }',
        resolvers: { Child: byReference(() => ({ part: { id: 'p' } })) },
      },
      c: { sdl: 'type Part @key(fields: "id") { id: ID! size: Int }', resolvers: { Part: byReference(() => ({ size: 3 })) } },
    };
    const one = await federation(parts);
    expect((await one.ask('{ all { part { size } } }')).data).toEqual({ all: [{ part: { size: 3 } }, { part: { size: 3 } }] });
    expect(one.calls.map(({ request }) => (request.variables['representations'] as unknown[] | undefined)?.length)).toEqual([
      undefined,
      1,
      1,
    ]);
  });
});

describe('fields', () => {
  const PARTS = {
    a: {
      sdl: 'type Query { child: Child } type Child @key(fields: "id") { id: ID! }',
      resolvers: { Query: { child: () => ({ id: '1' }) } },
    },
    b: {
      sdl: 'type Child @key(fields: "id") { id: ID! weight(unit: Unit = KG): Float size: Int } enum Unit { KG LB }',
      resolvers: {
        Child: {
          ...byReference(() => ({ size: 2 })),
          weight: (_: object, { unit }: { unit: string }) => (unit === 'KG' ? 1.5 : 3.3),
        },
      },
    },
    c: {
      sdl: 'type Child @key(fields: "id") { id: ID! weight(unit: Unit = KG): Float @external size: Int @external cost(each: Int): Float @requires(fields: "weight(unit: KG) size") } enum Unit { KG LB }',
      resolvers: {
        Child: {
          ...byReference(() => ({})),
          cost: ({ weight, size }: { weight: number; size: number }, { each }: { each?: number }) => weight * size * (each ?? 1),
        },
      },
    },
  };

  test('that require others have them, whatever the client calls its own', async () => {
    expect(await dataOf(PARTS, '{ child { weight: id size: weight(unit: LB) cost(each: 2) id: size } }')).toEqual({
      child: { weight: '1', size: 3.3, cost: 6, id: 2 },
    });
  });

  test('that require others are asked for alone as well, and twice with different arguments', async () => {
    expect(await dataOf(PARTS, 'query($n: Int) { child { cost dear: cost(each: $n) weight(unit: LB) } }', { n: 10 })).toEqual({
      child: { cost: 3, dear: 30, weight: 3.3 },
    });
  });

  test('that one subgraph took over from another are asked of it', async () => {
    const parts = {
      a: {
        sdl: 'type Query { child: Child } type Child @key(fields: "id") { id: ID! name: String }',
        resolvers: { Query: { child: () => ({ id: '1', name: 'old' }) } },
      },
      b: {
        sdl: 'type Child @key(fields: "id") { id: ID! name: String @override(from: "a") }',
        resolvers: { Child: byReference(() => ({ name: 'new' })) },
      },
    };
    expect(await dataOf(parts, '{ child { name } }')).toEqual({ child: { name: 'new' } });
  });

  test('that are shared are taken from where one is already', async () => {
    const parts = {
      a: {
        sdl: 'type Query { child: Child } type Child @key(fields: "id") { id: ID! name: String @shareable }',
        resolvers: { Query: { child: () => ({ id: '1', name: 'a' }) } },
      },
      b: {
        sdl: 'type Child @key(fields: "id") { id: ID! name: String @shareable age: Int }',
        resolvers: { Child: byReference(() => ({ name: 'b', age: 3 })) },
      },
    };
    const one = await federation(parts);
    expect((await one.ask('{ child { name } }')).data).toEqual({ child: { name: 'a' } });
    expect(one.calls.map(({ service }) => service)).toEqual(['a']);
  });

  test('that a path provides are not fetched again', async () => {
    const parts = {
      a: {
        sdl: 'type Query { case: Case } type Case { lead: Officer @provides(fields: "name") } type Officer @key(fields: "id") { id: ID! name: String @external }',
        resolvers: { Query: { case: () => ({ lead: { id: '1', name: 'given along' } }) } },
      },
      b: {
        sdl: 'type Officer @key(fields: "id") { id: ID! name: String @shareable rank: String }',
        resolvers: { Officer: byReference(() => ({ name: 'fetched', rank: 'r' })) },
      },
    };
    const one = await federation(parts);
    expect((await one.ask('{ case { lead { name } } }')).data).toEqual({ case: { lead: { name: 'given along' } } });
    expect(one.calls).toHaveLength(1);
    expect((await one.ask('{ case { lead { name rank } } }')).data).toEqual({
      case: { lead: { name: 'given along', rank: 'r' } },
    });
  });
});

describe('interfaces and unions', () => {
  const HUB = {
    sdl: `type Query { all: [Document!] some: [Thing] } interface Document @key(fields: "id") { id: ID! title: String }
      type Report implements Document @key(fields: "id") { id: ID! title: String pages: Int }
      type Letter implements Document @key(fields: "id") { id: ID! title: String to: String } union Thing = Report | Letter`,
    resolvers: {
      Query: {
        all: () => [
          { __typename: 'Report', id: '1', title: 'R', pages: 3 },
          { __typename: 'Letter', id: '2', title: null, to: 'x' },
        ],
        some: () => [{ __typename: 'Letter', id: '2', to: 'x' }, null, { __typename: 'Report', id: '1', title: 'R', pages: 3 }],
      },
      Document: {
        __resolveReference: ({ id }: { id: string }) =>
          id === '1' ? { __typename: 'Report', id, title: 'R', pages: 3 } : { __typename: 'Letter', id, title: null, to: 'x' },
      },
    } as never,
  };
  const MEDIA = {
    sdl: 'type Document @key(fields: "id") @interfaceObject { id: ID! seen: Int! } type Query { latest: Document }',
    resolvers: {
      Document: byReference(({ id }) => ({ seen: Number(id) * 10 })),
      Query: { latest: () => ({ id: '1', seen: 10 }) },
    },
  };

  test('are read through fragments on the interface, the union and the types', async () => {
    const query =
      '{ all { __typename id ... on Report { pages } ... on Letter { to } ...D } some { ... on Document { title } ... on Report { n: pages } k: __typename } } fragment D on Document { title }';
    expect(await dataOf({ HUB }, query)).toEqual({
      all: [
        { __typename: 'Report', id: '1', pages: 3, title: 'R' },
        { __typename: 'Letter', id: '2', to: 'x', title: null },
      ],
      some: [{ title: null, k: 'Letter' }, null, { title: 'R', n: 3, k: 'Report' }],
    });
  });

  test('that are an object elsewhere get its fields', async () => {
    expect(await dataOf({ HUB, MEDIA }, '{ all { id seen } }')).toEqual({
      all: [
        { id: '1', seen: 10 },
        { id: '2', seen: 20 },
      ],
    });
  });

  test('that are an object elsewhere, and were reached through it, get their own type', async () => {
    expect(await dataOf({ HUB, MEDIA }, '{ latest { seen title ... on Report { pages } __typename } }')).toEqual({
      latest: { seen: 10, title: 'R', pages: 3, __typename: 'Report' },
    });
  });
});

describe('what clients may not see', () => {
  const PARTS = {
    a: {
      sdl: `type Query { child(secret: String @inaccessible, id: ID): Child all: [Named] } interface Named { name: String }
        type Child implements Named @key(fields: "id view") { id: ID! view: ID! @inaccessible name: String state: State }
        type Ghost implements Named @inaccessible { name: String } enum State { OPEN HIDDEN @inaccessible } input Search { id: ID secret: String @inaccessible }
        type Mutation { find(search: Search): Child }`,
      resolvers: {
        Query: {
          child: () => ({ id: '1', view: 'v', name: 'n', state: 'HIDDEN' }),
          all: () => [
            { __typename: 'Ghost', name: 'boo' },
            { __typename: 'Child', id: '1', view: 'v', name: 'n' },
          ],
        },
      } as never,
    },
    b: {
      sdl: 'type Child @key(fields: "id view") { id: ID! view: ID! @inaccessible level: String }',
      resolvers: { Child: byReference(({ view }) => ({ level: `by ${view}` })) },
    },
  };

  test('serves as a key all the same', async () => {
    expect(await dataOf(PARTS, '{ child { level } }')).toEqual({ child: { level: 'by v' } });
  });

  test('reads as nothing: a value, and an object of a hidden type', async () => {
    expect(await dataOf(PARTS, '{ child { state } all { name } }')).toEqual({
      child: { state: null },
      all: [null, { name: 'n' }],
    });
  });

  test('is not in the schema', async () => {
    const one = await federation(PARTS);
    const { data } = await one.ask(
      '{ __schema { types { name fields { name args { name } } inputFields { name } enumValues { name } possibleTypes { name } } directives { name } } }',
    );
    expect(JSON.stringify(data)).not.toMatch(/view|secret|Ghost|HIDDEN|join__|link__|inaccessible|_Any|_entities/);
    await expect(one.ask('{ child { view } }')).rejects.toThrow('Cannot query field');
  });
});

describe('types that subgraphs know in part', () => {
  test('enums meet in what all can take, inputs in what all have', async () => {
    const parts = {
      a: {
        sdl: 'type Query { a(kind: Kind, by: By): String @shareable } enum Kind { X Y } input By { id: ID only: String }',
        resolvers: { Query: { a: (_: object, given: object) => JSON.stringify(given) } },
      },
      b: {
        sdl: 'type Query { b(kind: Kind, by: By): String } enum Kind { Y Z } input By { id: ID }',
        resolvers: { Query: { b: (_: object, given: object) => JSON.stringify(given) } },
      },
    };
    const one = await federation(parts);
    expect(
      (await one.ask('query($k: Kind, $by: By) { a(kind: $k, by: $by) b(kind: Y) }', { k: 'Y', by: { id: 1 } })).data,
    ).toEqual({ a: '{"kind":"Y","by":{"id":"1"}}', b: '{"kind":"Y"}' });
    await expect(one.ask('{ a(kind: X) }')).rejects.toThrow('does not exist in "Kind"');
    await expect(one.ask('{ a(by: { only: "x" }) }')).rejects.toThrow('not defined by type "By"');
  });

  test('enums that are only answered have every value', async () => {
    const parts = {
      a: { sdl: 'type Query { a: Kind } enum Kind { X }', resolvers: { Query: { a: () => 'X' } } },
      b: { sdl: 'type Query { b: Kind } enum Kind { Z }', resolvers: { Query: { b: () => 'Z' } } },
    };
    expect(await dataOf(parts, '{ a b }')).toEqual({ a: 'X', b: 'Z' });
  });
});

describe('mutations', () => {
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

describe('what needs no subgraph', () => {
  const PARTS = {
    a: { sdl: 'type Query { child: Child } type Child { id: ID! }', resolvers: { Query: { child: () => ({ id: '1' }) } } },
  };

  test('is answered without one, mixed with what does, under any alias and condition', async () => {
    const one = await federation(PARTS);
    expect((await one.ask('{ s: __schema { queryType { name } } t: __typename child { __typename id } }')).data).toEqual({
      s: { queryType: { name: 'Query' } },
      t: 'Query',
      child: { __typename: 'Child', id: '1' },
    });
    one.calls.length = 0;
    expect(
      (
        await one.ask(
          'query($no: Boolean = false) { __typename ...F @include(if: $no) child @skip(if: true) { id } } fragment F on Query { __type(name: "Child") { name } }',
        )
      ).data,
    ).toEqual({ __typename: 'Query' });
    expect(
      (await one.ask('query($yes: Boolean!) { __type(name: "Child") @include(if: $yes) { name } }', { yes: true })).data,
    ).toEqual({ __type: { name: 'Child' } });
    expect(one.calls).toEqual([]);
  });

  test('an object of which conditions leave nothing is an empty one', async () => {
    expect(await dataOf(PARTS, '{ child { id @skip(if: true) } }')).toEqual({ child: {} });
  });

  test('names that every object inherits are names like any other', async () => {
    const one = await federation(PARTS);
    const { text } = await one.ask('{ constructor: child { toString: id __proto__: id hasOwnProperty: __typename } }');
    expect(text).toBe('{"constructor":{"toString":"1","__proto__":"1","hasOwnProperty":"Child"}}');
  });
});
