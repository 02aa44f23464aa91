import { byReference, closeAll, dataOf, federation } from './support/cases';

/** Each way in which a Federation 2 graph can be cut, as one small whole case: subgraphs, data, question, expected answer. */

afterEach(closeAll);

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

  test.each(['representations', '__batch_reps_0', 'v_representations', 'unit'])(
    'take what a variable called $%s gives',
    async (name) => {
      const query = `query($${name}: Unit, $v_x: Int) { child { weight(unit: $${name}) cost(each: $v_x) } again: child { weight } }`;
      expect(await dataOf(PARTS, query, { [name]: 'LB', v_x: 2 })).toEqual({
        child: { weight: 3.3, cost: 6 },
        again: { weight: 1.5 },
      });
    },
  );

  test('that an object requires which is an interface elsewhere are asked of their owner first, wherever one starts', async () => {
    const LETTER = { __typename: 'Letter', id: '1', title: 'To you' };
    const parts = {
      hub: {
        sdl: `type Query { all: [Document!] } interface Document @key(fields: "id") { id: ID! title: String }
          type Letter implements Document @key(fields: "id") { id: ID! title: String }`,
        resolvers: {
          Query: { all: () => [LETTER] },
          Document: { __resolveReference: () => LETTER },
          Letter: { __resolveReference: () => LETTER },
        } as never,
      },
      media: {
        sdl: `type Query { latest: Document } type Document @key(fields: "id") @interfaceObject { id: ID! @external title: String @external
          heading: String @requires(fields: "id title") }`,
        resolvers: {
          Query: { latest: () => ({ id: '1' }) },
          Document: byReference(({ title }: { title?: string }) => ({ heading: title?.toUpperCase() })),
        },
      },
    };
    const asked = '{ id title heading }';
    const told = { id: '1', title: 'To you', heading: 'TO YOU' };
    expect(await dataOf(parts, `{ latest ${asked} all ${asked} }`)).toEqual({ latest: told, all: [told] });
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

  test('that a path provides are asked no deeper than it does: an empty answer there would read as nothing', async () => {
    const team = (id: string, above?: object) => ({ id, name: `team ${id}`, above });
    const parts = {
      a: {
        sdl: `type Query { desk: Desk @provides(fields: "team { name above { id name } }") }
          type Desk @key(fields: "id") { id: ID! team: Team @external }
          type Team @key(fields: "id") { id: ID! name: String above: Team @external }`,
        resolvers: { Query: { desk: () => ({ id: '1', team: team('1', team('2')) }) } },
      },
      b: {
        sdl: `type Desk @key(fields: "id") { id: ID! team: Team @shareable }
          type Team @key(fields: "id") { id: ID! above: Team @shareable }`,
        resolvers: { Desk: byReference(() => ({ team: team('1') })), Team: byReference(() => ({ above: team('3') })) },
      },
    };
    const one = await federation(parts);
    const { data, errors } = await one.ask('{ desk { team { above { name above { id } } } } }');
    expect(data).toEqual({ desk: { team: { above: { name: 'team 2', above: null } } } });
    expect(errors).toEqual([expect.objectContaining({ path: 'desk.team.above.above', code: 'INVALID_SUBGRAPH_ANSWER' })]);
    expect((await one.ask('{ desk { team { name above { name } } } }')).errors).toEqual([]);
  });
});
