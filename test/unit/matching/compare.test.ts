import { compare, decide, type Person, shippedModel } from '../../../matching';

const person = (given: string, family: string, more: Partial<Person> = {}): Person => ({
  names: [{ given: [given], family }],
  dateOfBirth: '2015-03-04',
  addresses: [{ lines: ['1 High Street', 'Blackburn'], postcode: 'BB1 7AA' }],
  ...more,
});

const decided = (left: Person, right: Person) => decide(compare(shippedModel(), left, right), { hasRival: false });

test('the same person in two sources is linked', () => {
  expect(decided(person('Ellie', 'Hartley'), person('Ellie', 'Hartley'))).toBe('AUTO');
});

test('strangers are different', () => {
  const stranger = person('Oscar', 'Walmsley', { dateOfBirth: '2009-11-30', addresses: [] });
  expect(decided(person('Ellie', 'Hartley'), stranger)).toBe('DIFFERENT');
});

test('twins are never linked automatically', () => {
  const comparison = compare(shippedModel(), person('Ellie', 'Hartley'), person('Oscar', 'Hartley'));
  expect(comparison.siblings).toBe(true);
  expect(decide({ ...comparison, probability: 1 }, { hasRival: false })).toBe('REVIEW');
});

test('different valid NHS numbers are a conflict, and a mistyped one is none', () => {
  const [one, other] = [
    person('Ellie', 'Hartley', { nhsNumber: '9990000018' }),
    person('Ellie', 'Hartley', { nhsNumber: '9990000026' }),
  ];
  expect(compare(shippedModel(), one, other).conflicts).toEqual(['different-nhs-numbers']);
  expect(compare(shippedModel(), one, { ...other, nhsNumber: '9990000027' }).conflicts).toEqual([]);
});
