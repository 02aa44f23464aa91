import { dice, edits, isOneEdit, isTransposed, likeness } from '../../../matching/compare/similarity';
import { sounds } from '../../../matching/prepare/phonetic';
import { fold } from '../../../matching/prepare/text';

// Winkler (1990) and the Census Bureau's string comparator papers.
test.each([
  ['MARTHA', 'MARHTA', 0.961],
  ['DWAYNE', 'DUANE', 0.84],
  ['DIXON', 'DICKSONX', 0.813],
  ['JONES', 'JOHNSON', 0.832],
  ['ABROMS', 'ABRAMS', 0.922],
  ['same', 'same', 1],
  ['abc', 'xyz', 0],
])('Jaro-Winkler of %s and %s is %d', (one, other, expected) => {
  expect(likeness(one, other)).toBeCloseTo(expected, 2);
  expect(likeness(other, one)).toBe(likeness(one, other));
});

test.each([
  ['kitten', 'sitting', 3],
  ['saturday', 'sunday', 3],
  ['', 'abc', 3],
])('%s is %s after %d edits', (one, other, expected) => expect(edits(one, other)).toBe(expected));

// Lawrence Philips, "The Double Metaphone Search Algorithm" (2000).
test.each([
  ['Smith', ['SM0', 'XMT']],
  ['Schmidt', ['XMT', 'SMT']],
  ['Thomas', ['TMS']],
  ['Catherine', ['K0RN', 'KTRN']],
  ['Muhammad', sounds('Mohammed')],
])('%s sounds like %j', (word, expected) => expect([...sounds(word)]).toEqual(expected));

test('one edit is a letter more, fewer, another, or two that changed places', () => {
  for (const other of ['hartly', 'hartleyy', 'hartlay', 'hatrley']) expect(isOneEdit('hartley', other)).toBe(true);
  for (const other of ['hartley', 'harltye', 'hrtly', 'hartleyyy']) expect(isOneEdit('hartley', other)).toBe(false);
  expect(isTransposed('ab', 'ba')).toBe(true);
  expect(isTransposed('ab', 'ab')).toBe(false);
});

test('the Dice coefficient counts what is shared, as often as both have it', () => {
  expect(dice(Uint32Array.of(1, 1, 2), Uint32Array.of(1, 2, 2))).toBeCloseTo(2 / 3);
  expect(dice(Uint32Array.of(), Uint32Array.of())).toBe(0);
});

test('folding takes accents, apostrophes and case away', () => {
  expect(fold('  O’Brien-Łukasz ')).toBe('obrien lukasz');
  expect(fold('Siân')).toBe('sian');
});
