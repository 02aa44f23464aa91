import { byReference, closeAll, dataOf, federation } from './support/cases';

/** Each way in which a Federation 2 graph can be cut, as one small whole case: subgraphs, data, question, expected answer. */

afterEach(closeAll);

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

  test('through conditions that no object can pass are asked for nothing, and are there all the same', async () => {
    const query = `{ some { ... on Report { ... on Document { ... on Letter { to } } ...N } } all { ... on Letter { ...N } } }
      fragment N on Document { ... on Report { pages } }`;
    expect(await dataOf({ HUB }, query)).toEqual({ some: [{}, null, { pages: 3 }], all: [{}, {}] });
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

  test('that are an object elsewhere keep a key under any name, where a plan asks for it by its own alone', async () => {
    const query = '{ latest { ... on Report { number: id } ... on Letter { id } } }';
    expect(await dataOf({ HUB, MEDIA }, query)).toEqual({ latest: { number: '1' } });
  });
});

describe('a union of which each subgraph knows a part', () => {
  const NOTE = { __typename: 'Note', text: 'n' };
  const CALL = { __typename: 'Phone', minutes: 3, by: { desk: 'front' } };
  const VISIT = { __typename: 'Visit', place: 'home' };
  const contact = (own: string, fields: string, given: readonly object[]) => ({
    sdl: `type Query { by${own}: Contact both: Contact @shareable } type Contact @key(fields: "id") { id: ID! log: Log @shareable ${own}Log: Log }
      type Log @shareable { lines: [Line!]! } union Line = Note | ${own} type Note @shareable { text: String } ${fields}`,
    resolvers: {
      Query: { [`by${own}`]: () => ({ id: '1' }), both: () => ({ id: '1' }) },
      Contact: { ...byReference(() => ({})), log: () => ({ lines: given }), [`${own}Log`]: () => ({ lines: given }) },
    } as never,
  });
  const PARTS = {
    a: contact('Phone', 'type Phone { minutes(round: Int): Int by: Desk } type Desk { desk: String }', [NOTE, CALL]),
    b: contact('Visit', 'type Visit { place: String }', [NOTE, VISIT]),
  };
  const LINES = '{ lines { __typename ...N ... on Phone { long: minutes(round: 1) by { desk } } ... on Visit { place } } }';
  const log = (...lines: object[]) => ({ lines });
  const called = { __typename: 'Phone', long: 3, by: { desk: 'front' } };

  test.each([
    ['at the root', 'byPhone { log LINES }', { byPhone: { log: log(NOTE, called) } }],
    ['at the root of the other', 'byVisit { log LINES }', { byVisit: { log: log(NOTE, VISIT) } }],
    [
      'of an object that another gave',
      'byVisit { PhoneLog LINES log LINES }',
      { byVisit: { PhoneLog: log(NOTE, called), log: log(NOTE, VISIT) } },
    ],
  ])('is read whole from the one that is asked, %s', async (_where, asked, expected) => {
    const query = `{ ${asked.replaceAll('LINES', LINES)} } fragment N on Note { text }`;
    expect(await dataOf(PARTS, query)).toEqual(expected);
  });

  test('is not asked of the one that does not know a member', async () => {
    const one = await federation(PARTS);
    expect((await one.ask('{ byPhone { log { lines { __typename ... on Visit { place } } } } }')).data).toEqual({
      byPhone: { log: log({ __typename: 'Note' }, { __typename: 'Phone' }) },
    });
    expect(one.calls.map(({ request }) => request.query).join()).not.toContain('Visit');
  });

  test('of which a plan leaves out what takes a variable tells so, and gives no silent null', async () => {
    const one = await federation(PARTS);
    const query = 'query($n: Int) { byPhone { log { lines { ... on Phone { minutes(round: $n) } } } } }';
    const { data, errors } = await one.ask(query, { n: 1 });
    expect(data).toEqual({ byPhone: { log: log({}, { minutes: null }) } });
    expect(errors).toMatchObject([{ path: 'byPhone.log.lines.1.minutes', code: 'INVALID_SUBGRAPH_ANSWER' }]);
  });
});

test('members of a union that answer one name as different types are each asked by a name of their own, inside each other too', async () => {
  const [nurse, clerk] = [
    { __typename: 'Nurse', id: 'n1', near: true },
    { __typename: 'Clerk', id: 'c1', near: true },
  ];
  const desk = { near: () => [nurse, clerk] };
  const parts = {
    rota: { sdl: 'type Query { nurses: [Nurse!]! } type Nurse { id: ID @shareable }' },
    ward: {
      sdl: `type Query { staff: [Staff!]! } union Staff = Nurse | Clerk type Nurse @key(fields: "id") { id: ID! near: [Staff!]! }
        type Clerk { id: ID near: [Staff!]! }`,
      resolvers: { Query: { staff: () => [nurse, clerk] }, Nurse: desk, Clerk: desk } as never,
    },
  };
  const ids = [{ id: 'n1' }, { id: 'c1' }];
  const staff = (inside: string) => `... on Nurse { id ${inside} } ... on Clerk { id ${inside} }`;
  expect(await dataOf(parts, `{ staff { ${staff(`near { ${staff('')} }`)} } }`)).toEqual({
    staff: ids.map((one) => ({ ...one, near: ids })),
  });
  const one = await federation(parts);
  expect(
    (await one.ask(`{ staff { ... on Nurse { near { __typename } } ... on Clerk { near { ${staff('')} } } } }`)).data,
  ).toEqual({
    staff: [{ near: [{ __typename: 'Nurse' }, { __typename: 'Clerk' }] }, { near: ids }],
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

test('a field that stands twice in one place is one field, also of what only one subgraph provides', async () => {
  const people = [
    { __typename: 'Parent', id: 'p', name: 'Pat' },
    { __typename: 'Child', id: 'c', name: 'Chi' },
  ];
  const visit = () => ({ __typename: 'Visit', id: '1', people });
  const both = (fields: string, key = '@key(fields: "id")') =>
    ['Parent', 'Child'].map((type) => `type ${type} implements Person ${key} { ${fields} }`).join(' ');
  const parts = {
    diary: {
      sdl: `type Query { visit: Event @shareable } interface Event { id: ID! } interface Person { id: ID! } ${both('id: ID!')}
        type Visit implements Event @key(fields: "id") { id: ID! people: [Person] @shareable }`,
      resolvers: { Query: { visit } },
    },
    desk: {
      sdl: `type Query { visit: Event @shareable @provides(fields: "people { id name }") } interface Event { id: ID! people: [Person] }
        interface Person { id: ID! name: String } ${both('id: ID! @external name: String @external', '')}
        type Visit implements Event { id: ID! @shareable people: [Person] @external }`,
      resolvers: { Query: { visit } },
    },
    register: {
      sdl: `interface Event { id: ID! people: [Person] } interface Person { id: ID! name: String }
        ${both('id: ID! name: String @shareable')} type Visit implements Event @key(fields: "id") { id: ID! people: [Person] @shareable }`,
      resolvers: { Visit: byReference(() => ({ people })) },
    },
  };
  expect(await dataOf(parts, '{ visit { people { id } } ... { visit { id people { name } } } }')).toEqual({
    visit: {
      id: '1',
      people: [
        { id: 'p', name: 'Pat' },
        { id: 'c', name: 'Chi' },
      ],
    },
  });
});
