import fc from 'fast-check';
import { Bounded } from '../../../../gateway/engine/bounded';

/** What is kept ready is bounded by what it weighs. */

test('what was used least lately goes first, as much as is needed and no more', () => {
  const held = new Bounded<string>(10);
  for (const key of ['a', 'b', 'c']) held.set(key, key, 3);
  expect(held.get('a')).toBe('a');
  held.set('d', 'd', 4);
  expect(['a', 'b', 'c', 'd'].map((key) => held.get(key))).toEqual(['a', undefined, 'c', 'd']);
  held.set('large', 'large', 11);
  expect([held.get('large'), held.size]).toEqual([undefined, 0]);
});

test('only what is meant is taken out', () => {
  const held = new Bounded<string>(10);
  held.set('a', 'one', 9);
  held.delete('a', 'other');
  expect(held.get('a')).toBe('one');
  held.delete('a', 'one');
  held.set('b', 'two', 10);
  expect([held.get('a'), held.get('b')]).toEqual([undefined, 'two']);
});

test('it never weighs more than it may, whatever is put in and taken out', () => {
  const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), weight: fc.nat(6), isTaken: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const held = new Bounded<number>(10);
      const weights = new Map<string, number>();
      for (const { key, weight, isTaken } of steps) {
        if (isTaken) held.delete(key, weights.get(key) ?? 0);
        else {
          held.set(key, weight, weight);
          weights.set(key, weight);
          // None weighs more than all may: what was put in last is always there.
          expect(held.get(key)).toBe(weight);
        }
        const kept = ['a', 'b', 'c', 'd'].map((one) => held.get(one) ?? 0);
        expect(kept.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(10);
      }
    }),
  );
});
