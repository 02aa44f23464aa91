import fc from 'fast-check';
import {
  isPseudoPostcode,
  isValidNhsNumber,
  isValidUpn,
  normaliseNhsNumber,
  normalisePostcode,
  normaliseUpn,
} from '../../../common/identifiers';

describe('NHS numbers', () => {
  test.each(['9449305552', '9990000018', '9434765919'])('%s passes its check digit', (value) => {
    expect(isValidNhsNumber(value)).toBe(true);
  });

  test.each([
    '0449310999',
    '9449305553',
    '944930555',
    '94493055520',
    '944 930 5552',
    '',
    '0000000000',
    '1111111111',
    '９４４９３０５５５２',
  ])('%s is refused', (value) => {
    expect(isValidNhsNumber(value)).toBe(false);
  });

  test('a number written with spaces or hyphens is brought to ten digits', () => {
    expect(normaliseNhsNumber(' 944 930-5552 ')).toBe('9449305552');
    expect(normaliseNhsNumber('944 930 5553')).toBeUndefined();
  });

  test('changing any one digit of a valid number makes it invalid', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (place, change) => {
        const digits = [...'9449305552'];
        digits[place] = String((Number(digits[place]) + change) % 10);
        expect(isValidNhsNumber(digits.join(''))).toBe(false);
      }),
    );
  });
});

describe('UPNs', () => {
  test('a permanent UPN passes its check letter', () => {
    expect(isValidUpn('H243278544154')).toBe(true);
  });

  test.each(['R247962919251', 'A123456789123', 'H24327854415', 'I243278544154', 'h243278544154', ''])(
    '%s is refused',
    (value) => {
      expect(isValidUpn(value)).toBe(false);
    },
  );

  test('a temporary UPN ends in a letter that counts in the check', () => {
    const valid = [...'ABCDEFGHJKLMNPQRTUVWXYZ'].filter((letter) => isValidUpn(`${letter}80120000100A`));
    expect(valid).toHaveLength(1);
  });

  test('case and surrounding spaces do not matter when normalising', () => {
    expect(normaliseUpn(' h243278544154 ')).toBe('H243278544154');
    expect(normaliseUpn('R247962919251')).toBeUndefined();
  });
});

describe('postcodes', () => {
  test.each([
    ['bb17aa', 'BB1 7AA'],
    ['  BB1  7AA ', 'BB1 7AA'],
    ['w1a1hq', 'W1A 1HQ'],
    ['ec1a 1bb', 'EC1A 1BB'],
    ['M1 1AE', 'M1 1AE'],
    ['gir 0aa', 'GIR 0AA'],
  ])('%s becomes %s', (written, expected) => {
    expect(normalisePostcode(written)).toBe(expected);
  });

  test.each(['', 'BB1', 'BB1 7A', '12345', 'BB1 7CC', 'BB1 7AA extra'])('%s has not the shape of a postcode', (written) => {
    expect(normalisePostcode(written)).toBeUndefined();
  });

  test('normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 10 }), (text) => {
        const once = normalisePostcode(text);
        expect(once === undefined ? undefined : normalisePostcode(once)).toBe(once);
      }),
    );
  });

  test('the pseudo postcodes of the NHS are told apart', () => {
    expect(isPseudoPostcode('ZZ99 3VZ')).toBe(true);
    expect(isPseudoPostcode('BB1 7AA')).toBe(false);
  });
});
