import { clusters, type Edge } from '../../../matching';

const edge = (left: string, right: string, probability = 0.9995): Edge => ({ left, right, probability });

test('links join records into clusters, and clusters stay apart', () => {
  const found = clusters([edge('a', 'b'), edge('b', 'c'), edge('x', 'y')]);
  expect(found.map(({ members }) => members)).toEqual([
    ['a', 'b', 'c'],
    ['x', 'y'],
  ]);
  expect(found.flatMap(({ weak }) => weak)).toEqual([]);
});

const pairs = [edge('a', 'b'), edge('a', 'c'), edge('b', 'c'), edge('x', 'y'), edge('x', 'z'), edge('y', 'z')];

test('a single link between two groups is weak: a person looks at it', () => {
  const bridge = edge('c', 'x');
  expect(clusters([...pairs, bridge])).toEqual([{ members: ['a', 'b', 'c', 'x', 'y', 'z'], weak: [bridge] }]);
});

test('two links between the groups, or one that is next to certain, are not', () => {
  expect(clusters([...pairs, edge('c', 'x'), edge('a', 'y')])[0]?.weak).toEqual([]);
  expect(clusters([...pairs, edge('c', 'x', 0.999_999)])[0]?.weak).toEqual([]);
});

test('a new arrival that hangs on a cluster by its own link is no weak cluster', () => {
  expect(clusters([...pairs, edge('c', 'new')])[0]?.weak).toEqual([]);
});
