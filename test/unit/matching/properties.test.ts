import fc from 'fast-check';
import { compare, countFrequencies, type Person, prepare, probabilityOf, shippedModel, withFrequencies } from '../../../matching';

const name = fc.constantFrom(
  'Ellie',
  'Ellen',
  'Amira',
  'Amina',
  'Mohammed',
  'Muhammad Ali',
  'Jo',
  'J',
  'Hartley',
  'Khan',
  'Smith-Jones',
  '',
);
const date = fc.constantFrom('2015-03-04', '2015-04-03', '2015-03-05', '2016-03-04', '1985-03-04', '2015-99-99', undefined);
const address = fc.record({
  lines: fc.subarray(['1 High Street', '12 King Street', 'Blackburn', 'Flat 2', 'Hihg Street']),
  postcode: fc.constantFrom('BB1 7AA', 'BB1 7AB', 'BB2 1AA', 'ZZ99 3VZ', undefined),
});
const person: fc.Arbitrary<Person> = fc.record({
  names: fc.array(fc.record({ given: fc.array(name, { maxLength: 2 }), family: name }), { maxLength: 3 }),
  dateOfBirth: date,
  expectedDate: fc.constantFrom('2015-03-20', undefined),
  sex: fc.constantFrom('M' as const, 'F' as const, undefined),
  addresses: fc.array(address, { maxLength: 3 }),
  nhsNumber: fc.constantFrom('9990000018', '9990000026', '9990000081', undefined),
  upns: fc.subarray(['A889026000130', 'H889026000260']),
  localIds: fc.subarray(['12', '13', '99']),
  contacts: fc.subarray(['a.b@example.org', 'a.b@example.com', '07700 900123']),
  deceasedOn: fc.constantFrom('2010-01-01', undefined),
});

const people = [...'abcdefgh'].map((letter) =>
  prepare({ names: [{ given: ['Ellie'], family: letter === 'a' ? 'Khan' : 'Hartley' }], addresses: [] }),
);
const models = [shippedModel(), withFrequencies(shippedModel(), countFrequencies(people))];

test.each(models)('the prior and the weights of the fields add up to the weight', (model) => {
  fc.assert(
    fc.property(person, person, (left, right) => {
      const { fields, weight, probability } = compare(model, left, right);
      expect(fields.reduce((sum, field) => sum + field.weight, model.priorWeight)).toBeCloseTo(weight, 9);
      expect(probability).toBe(probabilityOf(weight));
      expect(Number.isFinite(weight)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('whichever of the two comes first, the comparison is the same', () => {
  fc.assert(
    fc.property(person, person, (left, right) => {
      expect(compare(models[1]!, left, right)).toEqual(compare(models[1]!, right, left));
    }),
    { numRuns: 1_000 },
  );
});

test('what is missing on either side weighs nothing', () => {
  const nobody: Person = { names: [], addresses: [] };
  fc.assert(
    fc.property(person, (somebody) => {
      const { fields, weight, conflicts, siblings } = compare(models[0]!, somebody, nobody);
      expect(fields.every((field) => field.weight === 0 && field.level === 'missing')).toBe(true);
      expect([weight, conflicts, siblings]).toEqual([models[0]!.priorWeight, [], false]);
    }),
  );
});

test('agreeing more never weighs less', () => {
  const base: Person = { names: [{ given: ['Ellie'], family: 'Hartley' }], dateOfBirth: '2015-03-04', addresses: [] };
  const chains: Person[][] = [
    ['2015-03-04', '2015-03-05', '1999-11-30'].map((dateOfBirth) => ({ ...base, dateOfBirth })),
    ['Ellie', 'Elie', 'Oscar'].map((given) => ({ ...base, names: [{ given: [given], family: 'Hartley' }] })),
    ['Hartley', 'Hartly', 'Okafor'].map((family) => ({ ...base, names: [{ given: ['Ellie'], family }] })),
  ];
  for (const chain of chains) {
    const weights = chain.map((other) => compare(models[0]!, base, other).weight);
    expect(weights).toEqual([...weights].sort((one, other) => other - one));
  }
});

test('a rare name weighs more than a common one', () => {
  const named = (family: string): Person => ({ names: [{ given: [], family }], addresses: [] });
  const weightOf = (family: string): number => compare(models[1]!, named(family), named(family)).weight;
  expect(weightOf('Okafor')).toBeGreaterThan(weightOf('Hartley'));
});
