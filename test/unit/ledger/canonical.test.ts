import fc from 'fast-check';
import { type CanonicalValue, canonical } from '../../../common/ledger/canonical';
import { disclosureDigest } from '../../../common/ledger/disclosure-digest';

const value = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), { maxKeys: 4 }),
  ) as fc.Arbitrary<CanonicalValue>,
})).value;

/** The same value with the properties of every object in another order. */
function shuffled(of: CanonicalValue): CanonicalValue {
  if (Array.isArray(of)) return of.map((one: CanonicalValue) => shuffled(one));
  if (typeof of !== 'object' || of === null) return of;
  return Object.fromEntries(
    Object.entries(of)
      .reverse()
      .map(([key, one]) => [key, shuffled(one as CanonicalValue)]),
  );
}

test('a canonical text is JSON of the same value, whatever order its properties were in', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(JSON.parse(canonical(one))).toEqual(JSON.parse(JSON.stringify(one)));
      expect(canonical(shuffled(one))).toBe(canonical(one));
      expect(canonical(JSON.parse(canonical(one)))).toBe(canonical(one));
    }),
  );
});

/** RFC 8785, 3.2.3: names in the order of their UTF-16 units. */
test('names are sorted as the RFC sorts them', () => {
  const given = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect(Object.values(JSON.parse(canonical(given)))).toEqual(expect.arrayContaining([1, 2, 3, 4, 5, 6, 7]));
  expect(canonical(given)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
});

test('what is undefined is left out, and minus nought is nought', () => {
  expect(canonical({ b: undefined, a: -0 })).toBe('{"a":0}');
});

test.each([[1.5], [Number.NaN], [2 ** 53], ['\ud800']])('%p has none', (one) => {
  expect(() => canonical(one)).toThrow(TypeError);
  expect(() => canonical({ a: [one] })).toThrow(TypeError);
});

test('the digest of a disclosure is of what was disclosed, and of nothing that hub and custodian call differently', () => {
  const entry = {
    ...{ purpose: 'SECTION_47', agreement: '1' },
    released: [{ category: 'a', rule: 'police/a/content/x', fields: ['A.b'] }],
    withheld: [],
  };
  const digest = disclosureDigest(entry);
  expect(disclosureDigest({ ...entry, person: 'p', caseId: 'c' })).toBe(digest);
  for (const change of [
    { purpose: 'AUDIT' },
    { agreement: '2' },
    { asKnownOn: '2026-01-01T00:00:00.000Z' },
    { released: [] },
    { withheld: entry.released },
  ])
    expect(disclosureDigest({ ...entry, ...change })).not.toBe(digest);
});
