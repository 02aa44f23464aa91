import fc from 'fast-check';
import { canonicalJson, contentDigest } from '../../../common/publishing/digest';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
};
const json = fc.object({ withNullPrototype: false, values: [fc.string(), fc.integer(), fc.boolean()] });

describe('the canonical form of content', () => {
  test('does not depend on the order of keys', () => {
    fc.assert(fc.property(json, (value) => canonicalJson(shuffled(value)) === canonicalJson(value)));
  });

  test('is JSON of the same content', () => {
    fc.assert(fc.property(json, (value) => expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))));
  });

  test('leaves out what is absent, but not an empty list or text', () => {
    expect(canonicalJson({ b: undefined, a: null, d: [], c: '' })).toBe('{"c":"","d":[]}');
  });

  test('keeps the order of lists, which may mean something', () => {
    expect(canonicalJson(['b', 'a'])).toBe('["b","a"]');
  });

  test('refuses what is no JSON value', () => {
    for (const value of [Number.NaN, 1n, () => 1, Symbol('a')])
      expect(() => canonicalJson({ value })).toThrow('Not a JSON value');
  });

  test('differs when the same is said of somebody else', () => {
    expect(contentDigest('p1', { a: 1 })).not.toBe(contentDigest('p2', { a: 1 }));
    expect(contentDigest(undefined, { a: 1 })).not.toBe(contentDigest('', { a: 1 }));
  });
});
