import { coded, codesOf, isCode, label } from '../../../common/codes';

test('a code has the words of its owner', () => {
  expect(label('cin.abuse_category', 'NEG')).toBe('Neglect');
  expect(coded('dfe.sex', 'M')).toEqual({ code: 'M', label: 'Male' });
});

test('a code that the list does not know is shown as itself', () => {
  expect(isCode('dfe.sex', 'X9')).toBe(false);
  expect(label('dfe.sex', 'X9')).toBeUndefined();
  expect(coded('dfe.sex', 'X9')).toEqual({ code: 'X9', label: 'X9' });
});

test('names that every object has are not codes', () => {
  expect(isCode('dfe.sex', 'constructor')).toBe(false);
  expect(isCode('dfe.sex', '__proto__')).toBe(false);
});

test('what was not recorded has no code', () => {
  expect(coded('dfe.sex', null)).toBeNull();
  expect(codesOf('dfe.sex')).toEqual(['M', 'F', 'U']);
});
