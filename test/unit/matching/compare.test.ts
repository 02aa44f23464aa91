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

test.each([
  ['one of whom has both names in the wrong places', person('Mia', 'Mason'), person('Mason', 'Mya')],
  ['whose names sound alike, in the wrong places', person('Fatima', 'Hallmaier'), person('Hallmaier', 'Amina')],
  ['called by two forms of one name', person('Anna', 'Hartley'), person('Hannah', 'Hartley')],
  ['called by two forms of one name, in the wrong places', person('John', 'Hartley'), person('Hartley', 'Jack')],
  [
    'one of whom was once entered under the other’s name',
    person('Amina', 'Hartley'),
    person('Amira', 'Hartley', {
      names: [
        { given: ['Amira'], family: 'Hartley' },
        { given: ['Amina'], family: 'Hartley' },
      ],
    }),
  ],
  [
    'both Muhammad first, of whom one record says no more',
    person('Muhammad', 'Hartley'),
    person('Mohammed', 'Hartley', { names: [{ given: ['Mohammed', 'Hasan'], family: 'Hartley' }] }),
  ],
  ['a boy and a girl called alike', person('Alex', 'Hartley', { sex: 'M' }), person('Alexandra', 'Hartley', { sex: 'F' })],
])('twins %s look like siblings, with however much else in common', (_, left, right) => {
  const more = { contacts: ['family@example.org'], sex: left.sex };
  const comparison = compare(shippedModel(), { ...left, ...more }, { ...right, ...more, sex: right.sex });
  expect(comparison.siblings).toBe(true);
  expect(decide({ ...comparison, probability: 1 }, { hasRival: false })).not.toBe('AUTO');
});

test.each([
  ['whose names changed places', person('Oluwaseun', 'Hartley'), person('Hartley', 'Oluwaseun')],
  ['whose names changed places, with a slip', person('Oluwaseun', 'Walmsley'), person('Walmsly', 'Oluwaseun')],
  ['who goes by a short form', person('Catherine', 'Hartley'), person('Kate', 'Hartley')],
  ['written in another way', person('Mohammed', 'Hartley'), person('Muhammad', 'Hartley')],
])('somebody %s does not look like siblings', (_, left, right) => {
  expect(compare(shippedModel(), left, right).siblings).toBe(false);
});

test('different valid NHS numbers are a conflict, and a mistyped one is none', () => {
  const [one, other] = [
    person('Ellie', 'Hartley', { nhsNumber: '9990000018' }),
    person('Ellie', 'Hartley', { nhsNumber: '9990000026' }),
  ];
  expect(compare(shippedModel(), one, other).conflicts).toEqual(['different-nhs-numbers']);
  expect(compare(shippedModel(), one, { ...other, nhsNumber: '9990000027' }).conflicts).toEqual([]);
});
