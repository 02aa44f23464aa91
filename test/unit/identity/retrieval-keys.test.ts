import fc from 'fast-check';
import type { PersonIdentity } from '../../../common/person';
import { prepare } from '../../../matching/index';
import { matchedPerson } from '../../../subgraphs/mash/identity/matching/matched-person';
import { retrievalKeys } from '../../../subgraphs/mash/identity/matching/retrieval-keys';

const amy: PersonIdentity = {
  lifeStage: 'CHILD',
  names: [{ use: 'USUAL', given: ['Amy'], family: 'Ash' }],
  dateOfBirth: '2015-05-03',
  addresses: [{ lines: ['1 Mill Lane'], postcode: 'BB1 7AA' }],
};

const keysOf = (identity: PersonIdentity): string[] => retrievalKeys(prepare(matchedPerson(identity)));
const meet = (left: PersonIdentity, right: PersonIdentity): boolean => keysOf(left).some((key) => keysOf(right).includes(key));
const named = (given: string, family: string, rest: Partial<PersonIdentity> = {}): PersonIdentity => ({
  ...amy,
  names: [{ use: 'USUAL', given: [given], family }],
  ...rest,
});

describe('two records are compared', () => {
  test.each<[string, PersonIdentity]>([
    ['with day and month the other way round', { ...amy, dateOfBirth: '2015-03-05', addresses: [] }],
    ['with both names misheard, born within a year', named('Aimee', 'Ashe', { dateOfBirth: '2016-01-01', addresses: [] })],
    ['with given and family name the other way round', named('Ash', 'Amy', { dateOfBirth: '2015-12-01', addresses: [] })],
    ['with another family name since, on the same birthday', named('Amy', 'Zimmerman', { addresses: [] })],
    ['at the same postcode with another birthday of that year', named('Zoe', 'Quill', { dateOfBirth: '2015-09-09' })],
    ['at a former address, under no known birthday', named('Amy', 'Quill', { dateOfBirth: undefined })],
    [
      'under a previous name',
      {
        ...amy,
        names: [
          { use: 'USUAL', given: ['Zoe'], family: 'Quill' },
          { use: 'PREVIOUS', given: ['Amy'], family: 'Ash' },
        ],
        addresses: [],
      },
    ],
    [
      'at an address that is hidden',
      { ...amy, dateOfBirth: undefined, protect: ['LOCATION'], addresses: [{ ...amy.addresses[0], lines: [], protected: true }] },
    ],
  ])('%s', (_, other) => {
    expect(meet(amy, other)).toBe(true);
  });

  test('under one number, whatever else differs; not under one that fails its check digit', () => {
    const other = named('Zoe', 'Quill', { dateOfBirth: '1990-09-09', addresses: [] });
    expect(meet({ ...amy, nhsNumber: '9990000018' }, { ...other, nhsNumber: '9990000018' })).toBe(true);
    expect(meet({ ...amy, nhsNumber: '9990000019' }, { ...other, nhsNumber: '9990000019' })).toBe(false);
    expect(meet({ ...amy, upn: 'H243278544154' }, { ...other, formerUpns: ['H243278544154'] })).toBe(true);
  });

  test('an unborn child and the child who was born meet at home', () => {
    const unborn: PersonIdentity = {
      ...amy,
      lifeStage: 'UNBORN',
      dateOfBirth: undefined,
      expectedDate: '2015-05-20',
      names: [{ use: 'USUAL', given: ['Baby'], family: 'Ash' }],
    };
    expect(meet(unborn, amy)).toBe(true);
  });
});

test('nobody is compared for a birthday, a postcode or a name alone', () => {
  expect(meet(amy, named('Zoe', 'Quill', { addresses: [] }))).toBe(false);
  expect(meet(amy, named('Zoe', 'Quill', { dateOfBirth: '1985-01-01' }))).toBe(false);
  expect(meet(amy, named('Amy', 'Ash', { dateOfBirth: '1985-01-01', addresses: [] }))).toBe(false);
});

const words = fc.constantFrom('Amy', 'Anna', 'Ben', 'Zoe', 'Ash', 'O’Neil', 'Łukasz', '李', '');
const identities: fc.Arbitrary<PersonIdentity> = fc.record({
  lifeStage: fc.constant('CHILD' as const),
  names: fc.array(
    fc.record({
      use: fc.constantFrom('USUAL' as const, 'PREVIOUS' as const),
      given: fc.array(words, { maxLength: 2 }),
      family: words,
    }),
    { maxLength: 3 },
  ),
  dateOfBirth: fc.constantFrom('2015-05-03', '2015-02-30', 'nonsense', undefined),
  addresses: fc.array(
    fc.record({ lines: fc.array(words, { maxLength: 2 }), postcode: fc.constantFrom('BB1 7AA', 'ZZ99 3VZ', 'x', undefined) }),
    { maxLength: 2 },
  ),
});

test('whatever an agency says: whole numbers, no two alike, in one order', () => {
  fc.assert(
    fc.property(identities, (identity) => {
      const keys = keysOf(identity);
      expect(keys.every((key) => /^-?\d{1,19}$/.test(key))).toBe(true);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keysOf({ ...identity, names: [...identity.names].reverse() })).toEqual(keys);
    }),
  );
});
