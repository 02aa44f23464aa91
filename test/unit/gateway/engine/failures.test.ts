import { SourceFailure } from '../../../../gateway/engine/source';
import { Federated, type Instead } from './support/federated';

/** What an agency that fails or lies does to an answer: its own part is missing, said so at each place, and nothing else changes. */

const HUB = {
  sdl: `type Query { child(id: ID!): Child cases: [Case!]! people: [Person!] } type Case { ref: ID! child: Child! } union Person = Child | Adult
    type Child @key(fields: "id view") { id: ID! view: ID! @inaccessible name: String police(then: Int): Police @external health(then: Int): Health @external
      level: String @requires(fields: "police { days } health { days }") }
    type Adult @key(fields: "id view") { id: ID! view: ID! @inaccessible }
    type Police { days: Int @external } type Health { days: Int @external }`,
  resolvers: {
    Query: {
      child: (_: object, { id }: { id: string }) => child(id),
      cases: () => [
        { ref: 'r1', child: child('1') },
        { ref: 'r2', child: child('2') },
      ],
      people: () => [
        { __typename: 'Adult', id: '9', view: 'v9' },
        { __typename: 'Child', ...child('1') },
      ],
    },
    Child: {
      __resolveReference: (reference: { id: string }) => ({ ...child(reference.id), ...reference }),
      level: ({ police, health }: { police: unknown; health: unknown }) => JSON.stringify({ police, health }),
    },
  } as never,
};
const child = (id: string) => ({ id, view: `v${id}`, name: `n${id}` });
const agency = (field: string, type: string) => ({
  sdl: `type Child @key(fields: "id view") { id: ID! view: ID! @inaccessible ${field}(then: Int): ${type} } type ${type} { days: Int notes: [Note!] sure: Boolean! }
    type Note { text: String } type Adult @key(fields: "id view") { id: ID! view: ID! @inaccessible ${field}: ${type} }`,
  resolvers: Object.fromEntries(
    ['Child', 'Adult'].map((name) => [
      name,
      { __resolveReference: (one: object) => one, [field]: () => ({ days: 3, notes: [{ text: 'x' }], sure: true }) },
    ]),
  ) as never,
});

let federated: Federated;
beforeAll(async () => {
  const parts = { hub: HUB, police: agency('police', 'Police'), health: agency('health', 'Health') };
  for (const part of [parts.police, parts.health]) part.sdl = part.sdl.replace('type Note', 'type Note @shareable');
  federated = await Federated.of(parts);
}, 60_000);
afterAll(() => federated.close());
beforeEach(() => {
  federated.calls.length = 0;
  federated.instead = () => undefined;
});

const failure = new SourceFailure('POLICE did not answer', { code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason: 'TIMEOUT' });
const police =
  (answer: (representations: number) => unknown): Instead =>
  (service, { variables }) =>
    service === 'police' ? answer((variables['representations'] as unknown[]).length) : undefined;
const down = police(() => Promise.reject(failure));

describe('an agency that is down', () => {
  test('leaves explicit nulls and one error for each object, at the place of the one field that is missing', async () => {
    federated.instead = down;
    const { data, errors } = await federated.ask('{ a: cases { ref kid: child { name p: police { days } health { days } } } }');
    expect(data).toEqual({
      a: ['1', '2'].map((id) => ({ ref: `r${id}`, kid: { name: `n${id}`, p: null, health: { days: 3 } } })),
    });
    expect(errors).toEqual(
      [0, 1].map((index) => ({ path: `a.${index}.kid.p`, code: 'AGENCY_UNAVAILABLE', message: 'POLICE did not answer' })),
    );
  });

  test('of which several fields are missing from an object, is told of once, at the object', async () => {
    federated.instead = down;
    const { data, errors } = await federated.ask('{ c: child(id: "1") { now: police { days } past: police(then: 5) { days } } }');
    expect(data).toEqual({ c: { now: null, past: null } });
    expect(errors.map(({ path }) => path)).toEqual(['c']);
  });

  test('does not keep what requires it from running: it is told null', async () => {
    federated.instead = down;
    const { data, errors } = await federated.ask('{ c: child(id: "1") { level } }');
    expect(data).toEqual({ c: { level: '{"police":null,"health":{"days":3}}' } });
    // What only `level` needed is no field of the client's, so the error stands at the object.
    expect(errors.map(({ path }) => path)).toEqual(['c']);
  });

  test('is told of at every place in a list of several types, and at no other', async () => {
    federated.instead = down;
    const { data, errors } = await federated.ask(
      '{ people { ... on Child { name police { sure } } ... on Adult { id p: police { days } } } }',
    );
    expect(data).toEqual({
      people: [
        { id: '9', p: null },
        { name: 'n1', police: null },
      ],
    });
    expect(errors.map(({ path }) => path).sort()).toEqual(['people.0.p', 'people.1.police']);
  });

  test('when it is the one that has the root, leaves null where null may stand, and no data where not', async () => {
    federated.instead = (service) => (service === 'hub' ? Promise.reject(failure) : undefined);
    expect(await federated.ask('{ x: child(id: "1") { id } }')).toMatchObject({ data: { x: null }, errors: [{ path: 'x' }] });
    expect(await federated.ask('{ cases { ref } }')).toMatchObject({ data: null, errors: [{ path: 'cases' }] });
  });

  test('for a reason of its own says nothing of that reason', async () => {
    federated.instead = police(() => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1')));
    const { errors, text } = await federated.ask('{ child(id: "1") { police { days } } }');
    expect(JSON.stringify([errors, text])).not.toContain('10.0.0.1');
    expect(errors).toEqual([{ path: 'child.police', code: 'AGENCY_UNAVAILABLE', message: 'police did not answer' }]);
  });
});

describe('an agency that lies', () => {
  const QUERY = '{ child(id: "1") { name police { days notes { text } sure } } }';
  const entities = (...list: unknown[]) => ({ data: { _entities: list } });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'x'],
    ['a number', 42],
    ['a list', []],
    ['an empty object', {}],
    ['no data and no error', { data: null }],
    ['objects that are none', { data: { _entities: 'no' } }],
    ['too few objects', entities()],
    ['too many objects', entities({ police: null }, { police: null })],
    ['an object that is text', entities('x')],
    ['another child', entities({ id: '2', police: { days: 1, notes: null, sure: true } })],
    ['data that is a list', { data: [], errors: 'no' }],
  ])('by answering %s costs its own part, with one error', async (_what, answer) => {
    federated.instead = police(() => Promise.resolve(answer === null ? null : answer));
    if (answer === null) federated.instead = police(() => 'null');
    const { data, errors } = await federated.ask(QUERY);
    expect(data).toEqual({ child: { name: 'n1', police: null } });
    expect(errors.map(({ path }) => path)).toEqual(['child.police']);
  });

  test.each<[string, unknown]>([
    ['another child', entities({ id: '2', police: { days: 1, notes: null, sure: true } })],
    ['too few objects', entities()],
  ])('by answering %s, with an error in it that is no reason, has its whole part said to be missing', async (_what, answer) => {
    const error = { message: 'no notes', path: ['_entities', 0, 'police', 'notes'], extensions: { code: 'X' } };
    federated.instead = police(() => Promise.resolve({ ...(answer as object), errors: [error] }));
    const { data, errors } = await federated.ask(QUERY);
    expect(data).toEqual({ child: { name: 'n1', police: null } });
    expect(errors.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'child.police AGENCY_UNAVAILABLE',
      'child.police.notes X',
    ]);
  });

  test.each<[string, unknown, unknown, string[]]>([
    ['a list where an object should be', { police: [] }, null, ['child.police']],
    [
      'an object where a list should be',
      { police: { days: 1, notes: {}, sure: true } },
      { days: 1, notes: null, sure: true },
      ['child.police.notes'],
    ],
    [
      'text where a number should be',
      { police: { days: 'x', notes: [], sure: true } },
      { days: null, notes: [], sure: true },
      ['child.police.days'],
    ],
    ['null where there must be something', { police: { days: 1, notes: [], sure: null } }, null, ['child.police.sure']],
    [
      'null in a list of what must be',
      { police: { days: 1, notes: [null], sure: true } },
      { days: 1, notes: null, sure: true },
      ['child.police.notes.0'],
    ],
    ['less than was asked', { police: { notes: [], sure: true } }, { days: null, notes: [], sure: true }, ['child.police.days']],
  ])('by answering %s has that part alone taken for an error, never for nothing', async (_what, entity, expected, places) => {
    federated.instead = police(() => entities(entity));
    const { data, errors } = await federated.ask(QUERY);
    expect(data).toEqual({ child: { name: 'n1', police: expected } });
    expect(errors.map(({ path, code }) => [path, code])).toEqual(places.map((place) => [place, 'INVALID_SUBGRAPH_ANSWER']));
  });

  test('with __proto__ changes nothing of anybody’s', async () => {
    federated.instead = police(() =>
      JSON.parse(
        '{"data":{"_entities":[{"__proto__":{"polluted":1},"police":{"__proto__":{"polluted":2},"days":1,"notes":[],"sure":true}}]}}',
      ),
    );
    const { data, errors } = await federated.ask(QUERY);
    expect([data, errors]).toEqual([{ child: { name: 'n1', police: { days: 1, notes: [], sure: true } } }, []]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('about what nobody asked is not listened to, and does not take the place of what others said', async () => {
    federated.instead = police(() => entities({ police: { days: 1, notes: [], sure: true }, health: { days: 99 }, level: 'x' }));
    const { data } = await federated.ask('{ child(id: "1") { name police { sure } health { days } } }');
    expect(data).toEqual({ child: { name: 'n1', police: { sure: true }, health: { days: 3 } } });
  });
});

describe('errors of an agency', () => {
  const withheld = (path: (string | number)[]) => ({ message: 'Withheld', path, extensions: { code: 'WITHHELD', rule: 'r' } });

  test('stand where the client asked, through aliases and lists, at each place of the same person', async () => {
    federated.instead = police(() => ({
      data: { _entities: [{ police: { notes: [{ text: null }, { text: 'y' }] } }] },
      errors: [withheld(['_entities', 0, 'police', 'notes', 0, 'text'])],
    }));
    // The field is asked for without an alias once and with one inside, so that the subgraph's own names are not the client's.
    const { errors } = await federated.ask(
      '{ p: child(id: "1") { police { notes { text } } } q: child(id: "1") { police { notes { text } } } }',
    );
    expect(errors.map(({ path, code }) => `${path} ${String(code)}`).sort()).toEqual([
      'p.police.notes.0.text WITHHELD',
      'q.police.notes.0.text WITHHELD',
    ]);
  });

  test('about nobody who was asked about stand nowhere', async () => {
    federated.instead = police(() => ({
      data: { _entities: [{ police: { sure: true } }] },
      errors: [withheld(['_entities', 7, 'police']), { message: 'x' }],
    }));
    const { data, errors } = await federated.ask('{ child(id: "1") { police { sure } } }');
    expect(data).toEqual({ child: { police: { sure: true } } });
    expect(errors.map(({ path }) => path)).toEqual(['', '']);
  });

  test('without data are told at each object', async () => {
    federated.instead = police(() => ({ data: null, errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] }));
    const { errors } = await federated.ask('{ cases { child { police { sure } } } }');
    expect(errors.map(({ path, code }) => [path, code])).toEqual([
      ['cases.0.child.police', 'INTERNAL'],
      ['cases.1.child.police', 'INTERNAL'],
    ]);
  });
});

test('one fetch of a batch is asked by itself, as any engine asks', async () => {
  const { errors } = await federated.ask('{ child(id: "1") { police { days } } people { ... on Child { police { sure } } } }');
  expect(errors).toEqual([]);
  const asked = federated.calls.filter(({ service }) => service === 'police').map(({ request }) => request);
  expect(asked).toHaveLength(2);
  for (const { query, variables } of asked) {
    expect(query).toMatch(/_entities\(representations: \$representations\)/);
    expect(query).not.toContain('_e0');
    expect(Object.keys(variables)).toEqual(['representations']);
  }
});

describe('variables', () => {
  test('that do not fit are refused before anything is asked', async () => {
    const { data, errors } = await federated.ask('query($i: ID!) { child(id: $i) { id } }', {});
    expect([data, errors.map(({ code }) => code), federated.calls]).toEqual([undefined, ['BAD_USER_INPUT'], []]);
  });

  test('reach the subgraphs that use them, and no other', async () => {
    await federated.ask('query($i: ID!, $t: Int) { child(id: $i) { police(then: $t) { days } health { days } } }', {
      i: '1',
      t: 5,
    });
    const names = Object.fromEntries(
      federated.calls.map(({ service, request }) => [service, Object.keys(request.variables).sort()]),
    );
    expect(names).toEqual({ hub: ['i'], police: ['representations', 't'], health: ['representations'] });
  });
});
