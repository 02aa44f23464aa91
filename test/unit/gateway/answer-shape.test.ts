import fc from 'fast-check';
import { parse } from 'graphql';
import { AnswerShape } from '../../../gateway/answer-shape';
import { SMALL } from './support';

const shapeOf = (operation: string) => new AnswerShape(SMALL, parse(operation));
const ENTITIES = `query($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Child { police { incidents { id kind summary people others } header { state } score open } }
  ... on Adult { police { incidents { id } } } } }`;
const child = { __typename: 'Child', id: '1' };
const adult = { __typename: 'Adult', id: '2' };
const INCIDENT = { id: 'i1', kind: 'THEFT', summary: 'x', people: 2, others: [[1], []] };
const RECORD = { incidents: [INCIDENT], header: { state: 'x' }, score: 0.5, open: true };

describe('an answer to an entity fetch', () => {
  const shape = shapeOf(ENTITIES);
  const fits = (...entities: unknown[]) => shape.fits({ _entities: entities }, { representations: entities.map(() => child) });

  test('fits when it has what was asked and nothing else', () => {
    expect(fits({ police: RECORD })).toBe(true);
    expect(
      shape.fits({ _entities: [{ police: RECORD }, { police: { incidents: null } }] }, { representations: [child, adult] }),
    ).toBe(true);
  });

  test('may hold null wherever the schema lets it, and for a person who is not there', () => {
    expect(fits(null)).toBe(true);
    expect(fits({ police: null })).toBe(true);
    expect(fits({ police: { ...RECORD, incidents: null, header: null, score: null, open: null } })).toBe(true);
    expect(fits({ police: { ...RECORD, incidents: [{ ...INCIDENT, kind: null, summary: null, others: null }] } })).toBe(true);
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['a name that nobody asked for', { police: RECORD, health: null }],
    ['another id', { police: RECORD, id: '9' }],
    ['a type that nobody asked for', { police: RECORD, __typename: 'Child' }],
    ['a list for a record', { police: [RECORD] }],
    ['text for a record', { police: 'RECORD' }],
    ['a missing name inside', { police: { ...RECORD, header: undefined } }],
    ['a name that nobody asked for inside', { police: { ...RECORD, notes: 'x' } }],
    ['an object for a list', { police: { ...RECORD, incidents: INCIDENT } }],
    ['null in a list of what must be', { police: { ...RECORD, incidents: [null] } }],
    ['null for what must be', { police: { ...RECORD, header: { state: null } } }],
    ['a word that the enum does not have', { police: { ...RECORD, incidents: [{ ...INCIDENT, kind: 'GOSSIP' }] } }],
    ['a word that every object has', { police: { ...RECORD, incidents: [{ ...INCIDENT, kind: 'constructor' }] } }],
    ['a number for text', { police: { ...RECORD, incidents: [{ ...INCIDENT, summary: 1 }] } }],
    ['text for a number', { police: { ...RECORD, score: '0.5' } }],
    ['a fraction for a whole number', { police: { ...RECORD, incidents: [{ ...INCIDENT, people: 1.5 }] } }],
    ['text for yes or no', { police: { ...RECORD, open: 'true' } }],
    ['an object for a leaf', { police: { ...RECORD, incidents: [{ ...INCIDENT, summary: {} }] } }],
    ['a flat list for a list of lists', { police: { ...RECORD, incidents: [{ ...INCIDENT, others: [1] }] } }],
    ['__proto__', JSON.parse('{"police":null,"__proto__":{"polluted":true}}')],
    ['__proto__ inside', { police: JSON.parse('{"incidents":null,"header":null,"score":null,"open":null,"__proto__":{"a":1}}') }],
  ])('does not fit with %s', (_what, entity) => {
    expect(fits(entity)).toBe(false);
  });

  test('must have one object for each representation, and nothing beside them', () => {
    const two = [child, child];
    const record = { police: null };
    expect(shape.fits({ _entities: [record] }, { representations: two })).toBe(false);
    expect(shape.fits({ _entities: [record, record, record] }, { representations: two })).toBe(false);
    expect(shape.fits({ _entities: {} }, { representations: [] })).toBe(false);
    expect(shape.fits({ _entities: [record, record], child: null }, { representations: two })).toBe(false);
    expect(shape.fits({}, { representations: two })).toBe(false);
  });

  test('is read by the type that was sent, whatever the answer says it is', () => {
    expect(shape.fits({ _entities: [{ police: { incidents: null } }] }, { representations: [child] })).toBe(false);
    expect(shape.fits({ _entities: [{ police: RECORD }] }, { representations: [adult] })).toBe(false);
    expect(shape.fits({ _entities: [{ police: null }] }, { representations: [{ __typename: 'Dog' }] })).toBe(false);
    expect(shape.fits({ _entities: [{ police: null }] }, { representations: [null] })).toBe(false);
  });
});

describe('an answer to a root operation', () => {
  test('fits through aliases, fragments, unions and lists', () => {
    const shape = shapeOf(
      '{ all: people { __typename ... on Child { id kin: household { ... on Adult { id } __typename } } ...A } me { roles } } fragment A on Adult { view }',
    );
    const all = [
      { __typename: 'Child', id: '1', kin: [{ __typename: 'Adult', id: '2' }, { __typename: 'Child' }] },
      { __typename: 'Adult', view: 'v' },
    ];
    expect(shape.fits({ all, me: { roles: ['a'] } })).toBe(true);
    expect(shape.fits({ all: [{ __typename: 'Adult', id: '1' }], me: { roles: [] } })).toBe(false);
    expect(shape.fits({ all: [{ id: '1', kin: null }], me: { roles: [] } })).toBe(false);
    expect(shape.fits({ all: [{ __typename: 'PoliceRecord' }], me: { roles: [] } })).toBe(false);
    expect(shape.fits({ all: null, me: { roles: [] } })).toBe(false);
    expect(shape.fits({ all: [], me: { roles: [null] } })).toBe(false);
  });

  test('may lack what stands under @include or @skip, unless it is also asked without', () => {
    const shape = shapeOf('query($a: Boolean!) { me { id @include(if: $a) } record { ... @skip(if: $a) { open } score } }');
    expect(shape.fits({ me: {}, record: { score: 1 } })).toBe(true);
    expect(shape.fits({ me: { id: 'x' }, record: { score: 1, open: false } })).toBe(true);
    expect(shape.fits({ me: {}, record: { open: false } })).toBe(false);
    expect(shapeOf('query($a: Boolean!) { me { id id @include(if: $a) } }').fits({ me: {} })).toBe(false);
  });

  test('puts together what one name is asked for in several places', () => {
    const shape = shapeOf('{ record { incidents { id } } record { incidents { summary } } }');
    expect(shape.fits({ record: { incidents: [{ id: 'a', summary: null }] } })).toBe(true);
    expect(shape.fits({ record: { incidents: [{ id: 'a' }] } })).toBe(false);
  });

  test('of a mutation is read as one', () => {
    expect(shapeOf('mutation { note(text: "x") }').fits({ note: true })).toBe(true);
    expect(shapeOf('mutation { note(text: "x") }').fits({ me: { id: 'x' } })).toBe(false);
  });
});

describe('whatever is answered', () => {
  const shape = shapeOf(ENTITIES);

  test('nothing that JSON can hold makes the check fail rather than refuse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (police, beside) => {
        expect(typeof shape.fits({ _entities: [{ police }] } as never, { representations: [child] })).toBe('boolean');
        expect(typeof shape.fits({ _entities: beside } as never, { representations: [child] })).toBe('boolean');
      }),
    );
  });

  test('one change anywhere in an answer that fits is seen: a name more, a name less, another kind of value', () => {
    const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
      typeof value === 'object' && value !== null
        ? [
            path,
            ...Object.entries(value).flatMap(([key, inside]) =>
              places(inside, [...path, Array.isArray(value) ? Number(key) : key]),
            ),
          ]
        : [path];
    const good = { _entities: [{ police: RECORD }] };
    const at = fc.constantFrom(...places(good).filter((path) => path.length > 1));
    const wrong = fc.constantFrom<(parent: Record<string, unknown>, key: string) => void>(
      (parent, key) => {
        const value = parent[key];
        parent[key] = typeof value === 'object' ? 'text' : {};
      },
      (parent, key) => {
        if (Array.isArray(parent)) parent.push({});
        else delete parent[key];
      },
      (parent, key) => {
        const value = parent[key] as Record<string, unknown>;
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) value['more'] = 1;
        else parent[key] = [[{}]];
      },
    );
    fc.assert(
      fc.property(at, wrong, (path, change) => {
        const answer = structuredClone(good);
        const parent = path
          .slice(0, -1)
          .reduce<Record<string, unknown>>((inside, key) => inside[key] as Record<string, unknown>, answer as never);
        change(parent, String(path.at(-1)));
        expect(shape.fits(answer, { representations: [child] })).toBe(false);
      }),
    );
  });
});
