import fc from 'fast-check';
import { type GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { DEFAULT_LIMITS, type OperationLimits, withinLimits } from '../../../gateway/limits';
import { SMALL } from './support';

const errorsOf = (
  operation: string,
  rule: Parameters<typeof validate>[2] = [withinLimits(DEFAULT_LIMITS)],
): readonly GraphQLError[] => validate(SMALL, parse(operation), rule);
const refusals = (operation: string, limits: Partial<OperationLimits> = {}): unknown[] =>
  errorsOf(operation, [withinLimits({ fields: 1_000, depth: 1_000, aliases: 1_000, people: 1_000, ...limits })]).map(
    ({ extensions, message }) => {
      expect(extensions['refusal']).toBe('OPERATION_TOO_LARGE');
      return /too many (.+) \(/.exec(message)?.[1];
    },
  );

describe('an operation is measured by what it expands to', () => {
  test.each([
    ['{ me { id } }', 2],
    ['{ me { id roles } people { __typename } }', 5],
    ['{ ...A } fragment A on Query { me { id } }', 2],
    ['{ ...A ...A a: me { id } } fragment A on Query { me { id } }', 6],
    ['{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...C ...C } fragment C on Query { me { id } }', 8],
    ['{ ... on Query { ... { me { id } } } }', 2],
  ])('%s has %i fields', (operation, fields) => {
    expect(refusals(operation, { fields })).toEqual([]);
    expect(refusals(operation, { fields: fields - 1 })).toEqual(['fields']);
  });

  test('depth counts fields, not fragments', () => {
    const operation =
      '{ ... on Query { child(id: 1) { ...A } } } fragment A on Child { ... on Child { household { ... on Child { id } } } }';
    expect(refusals(operation, { depth: 3 })).toEqual([]);
    expect(refusals(operation, { depth: 2 })).toEqual(['levels']);
  });

  test('aliases count wherever they are spread, __typename’s too', () => {
    const operation = '{ ...A ...A a: __typename } fragment A on Query { b: me { c: id } }';
    expect(refusals(operation, { aliases: 5 })).toEqual([]);
    expect(refusals(operation, { aliases: 4 })).toEqual(['aliases']);
  });

  test('ways to people count by the paths that lead to them', () => {
    const operation =
      '{ child(id: 1) { household { ... on Child { household { __typename } } ... on Adult { household { __typename } } } } people { __typename } }';
    expect(refusals(operation, { people: 5 })).toEqual([]);
    expect(refusals(operation, { people: 4 })).toEqual(['ways to people']);
  });

  test('each operation of a document is measured, and everything that is too much is said', () => {
    expect(refusals('query A { me { id } } query B { a: me { b: id } }', { fields: 1, aliases: 1 })).toEqual([
      'fields',
      'fields',
      'aliases',
    ]);
  });

  test('a circle of fragments ends, and is for the standard rules to refuse', () => {
    const circle = '{ ...A } fragment A on Query { me { id } ...B } fragment B on Query { ...A }';
    expect(refusals(circle)).toEqual([]);
    expect(errorsOf(circle, [...specifiedRules]).length).toBeGreaterThan(0);
  });

  test('a bomb of fragments is measured without being expanded', () => {
    const bomb = `{ ...F0 } ${Array.from({ length: 60 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`).join(' ')} fragment F60 on Query { me { id } }`;
    expect(refusals(bomb)).toEqual(['fields']);
  });

  test('a fragment that is not there costs nothing', () => {
    expect(refusals('{ ...Nowhere me { id } }')).toEqual([]);
  });
});

/** Households inside households: each a child whose household is asked for, or only their id. */
interface Tree {
  readonly inside: readonly Tree[];
}

test('spreading a fragment costs what writing it out costs, however they are nested', () => {
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constant<Tree>({ inside: [] }),
      fc.record({ inside: fc.array(tie('tree'), { maxLength: 3 }) }),
    ),
  }));
  const wrap = (inside: string) => `household { ... on Child { id ${inside} } }`;
  const written = ({ inside }: Tree): string => inside.map((one) => wrap(written(one))).join(' ');
  const spread = (root: Tree): string => {
    const fragments: string[] = [];
    const name = ({ inside }: Tree): string => {
      const selection = inside.map((one) => wrap(`...${name(one)}`)).join(' ');
      fragments.push(`fragment F${fragments.length} on Child { id ${selection} }`);
      return `F${fragments.length - 1}`;
    };
    return `{ child(id: 1) { ...${name(root)} } } ${fragments.join(' ')}`;
  };
  const measured = (operation: string) =>
    [2, 4, 8, 16, 32, 64].map((most) => refusals(operation, { people: most, depth: most }).join());
  fc.assert(
    fc.property(tree, (root) => {
      expect(measured(spread(root))).toEqual(measured(`{ child(id: 1) { id ${written(root)} } }`));
    }),
    { numRuns: 60 },
  );
});
