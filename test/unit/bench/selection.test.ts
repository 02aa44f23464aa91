import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { childOperations, listOperations } from '../../../bench/collated/operations';
import { Selections } from '../../../bench/collated/selection';

const small = new Selections(
  parse(`
    type Child { id: ID! view: ID! @inaccessible names: [Name!] search(text: String!): Name older(first: Int, by: Int! = 1): Name }
    type Name { given: String family: String use: Use }
    enum Use { USUAL }
    type Loop { self: Loop }
  `),
);

test('everything public is selected down to its leaves; what takes an argument that must be given is not', () => {
  expect(small.everythingOf('Child')).toBe('{ id names { given family use } older { given family use } }');
});

test('a type that leads back to itself has no end, and says so', () => {
  expect(() => small.everythingOf('Loop')).toThrow('Loop > Loop');
});

test('the operations of the checked-in supergraph are well formed, and ask for each agency by hand what the gateway is asked', () => {
  const supergraph = parse(readFileSync(join(__dirname, '../../../schema/supergraph.graphql'), 'utf8'));
  for (const operations of [childOperations(new Selections(supergraph)), listOperations(new Selections(supergraph))]) {
    for (const text of [operations.gateway, operations.first, operations.last, ...Object.values(operations.agencies)]) {
      expect(() => parse(text)).not.toThrow();
    }
    expect(Object.keys(operations.agencies)).toEqual(['police', 'health', 'education', 'social-care']);
  }
});
