import fc from 'fast-check';
import { AnswerReader } from '../../../gateway/answers';
import { SMALL } from './support';

const reader = new AnswerReader(SMALL);
const ROOT = { query: '{ me { id roles } }' };
const FETCH = {
  query:
    'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Child { police { open } } } }',
  variables: {
    representations: [
      { __typename: 'Child', id: '1', view: 'v' },
      { __typename: 'Child', id: '2', view: 'w' },
    ],
  },
};
const read = (answer: unknown, request: typeof FETCH | typeof ROOT = FETCH) =>
  reader.read(typeof answer === 'string' ? answer : JSON.stringify(answer), request);
const TOLD = { extensions: { disclosures: [] } };
const GOOD = { data: { _entities: [{ police: { open: true } }, { police: null }] }, ...TOLD };

test('an answer to what was asked is taken as it is', () => {
  expect(read(GOOD)).toEqual({ data: GOOD.data, entities: ['_entities'], errors: [], disclosures: [] });
  expect(read({ data: { me: { id: 'a', roles: [] } }, ...TOLD }, ROOT)?.data).toEqual({ me: { id: 'a', roles: [] } });
});

test.each(['', 'null', '[]', '5', '"text"', '{', '{}', '<html>', '{"data":[]}', '{"data":5}', '{"data":null}', '{"errors":[]}'])(
  '%s is no answer',
  (text) => {
    expect(read(text)).toBeUndefined();
    expect(read(text, ROOT)).toBeUndefined();
  },
);

test('errors without data answer a root operation, and no entity fetch: its people would be left out', () => {
  const answer = { errors: [{ message: 'no', path: ['me'] }] };
  expect(read(answer, ROOT)).toEqual({
    data: null,
    entities: [],
    errors: [{ message: 'no', path: ['me'], extensions: {} }],
    disclosures: [],
  });
  expect(read(answer)).toBeUndefined();
});

test.each([
  [{ ...GOOD, errors: {} }],
  [{ ...GOOD, errors: ['no'] }],
  [{ ...GOOD, errors: [{}] }],
  [{ ...GOOD, errors: [{ message: 5 }] }],
  [{ ...GOOD, extensions: [] }],
  [{ ...GOOD, extensions: {} }],
  [{ ...GOOD, extensions: undefined }],
  [{ ...GOOD, extensions: { disclosures: null } }],
  [{ ...GOOD, extensions: { disclosures: [{ purpose: 'X', released: [], withheld: [] }] } }],
  [{ ...GOOD, extensions: { disclosures: {} } }],
  [{ ...GOOD, extensions: { disclosures: [null] } }],
  [{ ...GOOD, extensions: { disclosures: [{ purpose: 'X', agreement: '1', released: [] }] } }],
  [{ ...GOOD, extensions: { disclosures: [{ purpose: 'words with spaces', agreement: '1', released: [], withheld: [] }] } }],
  [{ ...GOOD, extensions: { disclosures: [{ purpose: 'X', agreement: '1', person: 5, released: [], withheld: [] }] } }],
  [
    {
      ...GOOD,
      extensions: {
        disclosures: [
          {
            purpose: 'X',
            agreement: '1',
            released: [{ category: 'c', rule: 'r', fields: ['was hit by her father'] }],
            withheld: [],
          },
        ],
      },
    },
  ],
])('what stands beside the data must be what it should be too: %j', (answer) => {
  expect(read(answer)).toBeUndefined();
});

test('disclosures are taken as the custodian tells them', () => {
  const entry = {
    person: 'p',
    caseId: 'c',
    purpose: 'SECTION_47',
    asKnownOn: '2026-10-01T09:00:00.000Z',
    agreement: '2026-11-01',
    released: [{ category: 'c', rule: 'police/c/content/1', fields: ['A.b', 'A.list(x)'] }],
    withheld: [],
  };
  expect(read({ ...GOOD, extensions: { disclosures: [entry], tracing: { secret: 1 } } })?.disclosures).toEqual([entry]);
});

describe('of an error', () => {
  const errorOf = (error: object, request: typeof FETCH | typeof ROOT = FETCH) =>
    read(
      { ...(request === ROOT ? { data: { me: { id: 'a', roles: [] } }, ...TOLD } : GOOD), errors: [{ message: 'm', ...error }] },
      request,
    )?.errors[0];

  test('only what we have a use for is kept, and only as text', () => {
    const extensions = {
      code: 'WITHHELD',
      agency: 'POLICE',
      category: 'c',
      rule: 'r',
      tell: 't',
      incident: 'i',
      stacktrace: ['at x'],
      at: ['child'],
      refusal: 'UNAUTHENTICATED',
      http: { status: 500 },
    };
    expect(errorOf({ extensions })?.extensions).toEqual({
      code: 'WITHHELD',
      agency: 'POLICE',
      category: 'c',
      rule: 'r',
      tell: 't',
      incident: 'i',
    });
    expect(errorOf({ extensions: { code: { toString: 1 }, rule: 5 } })?.extensions).toEqual({});
    expect(errorOf({ extensions: 'text' })?.extensions).toEqual({});
  });

  test.each([
    [['_entities', 2, 'police']],
    [['_entities', -1, 'police']],
    [['_entities', 0.5]],
    [['child', 'health']],
    [['_entities']],
    [[]],
    [['_entities', '0']],
    ['_entities.0'],
    [[{}]],
    [null],
  ])('a place outside of the answer to an entity fetch is no place: %j', (path) => {
    expect(errorOf({ path })).not.toHaveProperty('path');
  });

  test('a place in it stays', () => {
    expect(errorOf({ path: ['_entities', 1, 'police', 'incidents', 3] })?.path).toEqual([
      '_entities',
      1,
      'police',
      'incidents',
      3,
    ]);
    expect(errorOf({ path: ['me', 'id'] }, ROOT)?.path).toEqual(['me', 'id']);
  });
});

test('no text at all makes the reader fail rather than refuse', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.record({ data: fc.jsonValue(), errors: fc.jsonValue(), extensions: fc.jsonValue() }).map((one) => JSON.stringify(one)),
      ),
      (text) => {
        expect(() => [read(text), read(text, ROOT)]).not.toThrow();
      },
    ),
  );
});

test('nesting deeper than any stack is refused or passed over, and never followed', () => {
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  expect(read(`{"data":${deep}}`)).toBeUndefined();
  expect(read(`{"beside":${deep},"data":${JSON.stringify(GOOD.data)},"extensions":{"disclosures":[]}}`)?.data).toEqual(GOOD.data);
  expect(({} as { a?: unknown }).a).toBeUndefined();
});

test('the shapes of operations are kept, and not for ever', () => {
  const small = new AnswerReader(SMALL);
  expect(small.shapeOf(ROOT.query)).toBe(small.shapeOf(ROOT.query));
  const first = small.shapeOf(ROOT.query);
  // As much text as a client who varies an operation would send.
  for (let index = 0; index < 250; index += 1) small.shapeOf(`{ a${index}: me { id } }${' '.repeat(10_000)}`);
  expect(small.shapeOf(ROOT.query)).not.toBe(first);
});

test('an answer with more errors than there can be reasons is none, and a place deeper than any answer is no place', () => {
  const error = { message: 'x' };
  const withErrors = (errors: unknown[]) => read({ ...GOOD, errors });
  expect(withErrors(new Array(10_000).fill(error))?.errors).toHaveLength(10_000);
  expect(withErrors(new Array(10_001).fill(error))).toBeUndefined();
  const deep = ['_entities', 0, ...new Array(99).fill('x')];
  expect(
    withErrors([
      { ...error, path: deep.slice(0, 100) },
      { ...error, path: deep },
    ])?.errors.map(({ path }) => path?.length),
  ).toEqual([100, undefined]);
});
