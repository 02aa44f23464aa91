import { blockingKeys, type Person } from '../../../matching';

const base: Person = {
  names: [{ given: ['Mohammed'], family: 'Khan' }],
  dateOfBirth: '2015-03-04',
  addresses: [{ lines: ['1 High Street'], postcode: 'BB1 7AA' }],
};

const meet = (left: Person, right: Person): string[] => {
  const theirs = new Set(blockingKeys(right));
  return [
    ...new Set(
      blockingKeys(left)
        .filter((key) => theirs.has(key))
        .map((key) => key.slice(0, key.indexOf(':'))),
    ),
  ];
};
const only = (more: Partial<Person>): Person => ({ names: [], addresses: [], ...more });

test.each<[string, Person, Person, string]>([
  ['the same birth date', only({ dateOfBirth: '2015-03-04' }), base, 'birth'],
  ['day and month swapped', only({ dateOfBirth: '2015-04-03' }), base, 'birth'],
  [
    'a previous postcode',
    only({
      addresses: [
        { lines: [], postcode: 'BB9 9ZZ' },
        { lines: [], postcode: 'bb17aa' },
      ],
    }),
    base,
    'postcode',
  ],
  [
    'names that sound alike, born within a year',
    only({ names: [{ given: ['Muhamad'], family: 'Kahn' }], dateOfBirth: '2014-12-31' }),
    base,
    'names-year',
  ],
  ['swapped names', only({ names: [{ given: ['Khan'], family: 'Mohammed' }] }), base, 'names'],
  [
    'a previous name',
    only({
      names: [
        { given: ['Zed'], family: 'Abbot' },
        { given: ['Mohammed'], family: 'Khan' },
      ],
    }),
    base,
    'names',
  ],
  ['an NHS number', only({ nhsNumber: '999 000 0018' }), { ...base, nhsNumber: '9990000018' }, 'nhs'],
])('%s brings two records together', (_, left, right, kind) => expect(meet(left, right)).toContain(kind));

test('strangers do not meet, and no fixed abode is no home', () => {
  const stranger: Person = { names: [{ given: ['Oscar'], family: 'Walmsley' }], dateOfBirth: '2009-11-30', addresses: [] };
  expect(meet(stranger, base)).toEqual([]);
  expect(blockingKeys(only({ addresses: [{ lines: [], postcode: 'ZZ99 3VZ' }] }))).toEqual([]);
});
