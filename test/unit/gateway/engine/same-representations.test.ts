import fc from 'fast-check';
import { SameRepresentations } from '../../../../gateway/engine/run/same-representations';
import type { Fields } from '../../../../gateway/engine/values';

/** Each different representation is sent once, and whoever asks for it is told its place. */

const value = fc.oneof(fc.constantFrom(null, 1, '1', 'a', 'a" "b', true), fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }));
const representation: fc.Arbitrary<Fields> = fc.record({
  __typename: fc.constantFrom('Child', 'Adult'),
  id: value,
  grants: fc.oneof(value, fc.record({ police: value })),
});

test('in any list, what is equal is sent once and what differs is not confused', () => {
  fc.assert(
    fc.property(fc.array(representation, { maxLength: 30 }), (all) => {
      const sent: Fields[] = [];
      const places = new SameRepresentations(sent);
      const given = all.map((one) => places.add(one));
      expect(given.map((index) => sent[index])).toEqual(all);
      expect(sent).toHaveLength(new Set(all.map((one) => JSON.stringify(one))).size);
    }),
  );
});

test('thousands that differ in nested fields alone are told apart in no more than one look each', () => {
  const sent: Fields[] = [];
  const places = new SameRepresentations(sent);
  let looks = 0;
  for (let index = 0; index < 5_000; index += 1)
    places.add({
      __typename: 'Case',
      area: {
        toJSON: () => {
          looks += 1;
          return { code: index };
        },
      },
    });
  expect(sent).toHaveLength(5_000);
  expect(looks).toBe(5_000);
});
