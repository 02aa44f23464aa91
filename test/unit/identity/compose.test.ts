import type { PersonIdentity } from '../../../common/person';
import { composePerson, lifeStageOf, type SourceIdentity } from '../../../subgraphs/mash/identity/compose-person';
import { identityKeys } from '../../../subgraphs/mash/identity/link-keys';
import { givenNamesDisagree, givenWords, nameWords, soundex } from '../../../subgraphs/mash/identity/name-keys';
import { addressKeys } from '../../../subgraphs/mash/network/address-key';
import { relationshipsOf } from '../../../subgraphs/mash/network/relationships';

const TODAY = '2026-11-22';
const amy: PersonIdentity = {
  lifeStage: 'UNKNOWN',
  names: [{ use: 'OFFICIAL', given: ['Amy'], family: 'Ash' }],
  dateOfBirth: '2015-05-05',
  addresses: [],
};
const source = (agency: string, identity: PersonIdentity): SourceIdentity => ({ agency, identity, ...identityKeys(identity) });

describe('putting a person together', () => {
  test('a name is listed once, under its most usual use, with everybody who gives it, however they write it', () => {
    const usual = {
      ...amy,
      names: [
        { use: 'USUAL', given: ['AMY'], family: 'ash' },
        { use: 'ALIAS', given: ['Ames'], family: 'Ash' },
      ],
    } as const;
    expect(composePerson('id', [source('police', usual), source('health', amy)], TODAY).names).toEqual([
      { use: 'USUAL', given: ['Amy'], family: 'Ash', sources: ['health', 'police'] },
      { use: 'ALIAS', given: ['Ames'], family: 'Ash', sources: ['police'] },
    ]);
  });

  test('a protection raised by one agency holds for all, and a protected address is one', () => {
    const hidden = { ...amy, addresses: [{ lines: ['9 Quiet Street'], protected: true }] };
    const renamed: PersonIdentity = { ...amy, protect: ['IDENTITY'] };
    expect(composePerson('id', [source('police', hidden), source('health', renamed)], TODAY).protect).toEqual([
      'LOCATION',
      'IDENTITY',
    ]);
  });

  test('a known sex is preferred to an unknown one', () => {
    expect(
      composePerson('id', [source('social-care', { ...amy, sex: 'U' }), source('police', { ...amy, sex: 'F' })], TODAY).sex,
    ).toBe('F');
  });

  test('childhood ends on the eighteenth birthday, whatever a source calls them', () => {
    expect(lifeStageOf(['ADULT'], '2008-11-23', TODAY)).toBe('CHILD');
    expect(lifeStageOf(['CHILD'], '2008-11-22', TODAY)).toBe('ADULT');
  });

  test('without a date of birth the sources are believed, and the stricter adult lines apply where none says', () => {
    expect(lifeStageOf(['UNKNOWN', 'CHILD'], undefined, TODAY)).toBe('CHILD');
    expect(lifeStageOf(['UNBORN'], undefined, TODAY)).toBe('UNBORN');
    expect(lifeStageOf(['UNKNOWN'], undefined, TODAY)).toBe('ADULT');
  });
});

describe('reading keys out of an identity', () => {
  test('identifiers that fail their check are no keys', () => {
    expect(identityKeys({ ...amy, nhsNumber: '9990000019', upn: 'A123456789123' })).toMatchObject({ nhsNumber: null, upns: [] });
  });

  test('under LOCATION protection no postcode is kept to search by', () => {
    const addresses = [{ lines: ['1 Mill Lane'], postcode: 'bb17aa' }];
    expect(identityKeys({ ...amy, addresses }).postcodes).toEqual(['BB1 7AA']);
    expect(identityKeys({ ...amy, addresses, protect: ['LOCATION'] }).postcodes).toEqual([]);
  });

  test('names lose accents, hyphens and apostrophes', () => {
    expect(nameWords("Zoë O'Neil-Śmith")).toEqual(['zoe', 'oneil', 'smith']);
    expect(givenWords([{ use: 'USUAL', given: ['Baby', 'Twin'], family: 'Ash' }])).toEqual([]);
  });

  test('given names disagree only when both are known and nothing is alike', () => {
    expect(givenNamesDisagree(['amy'], ['ben'])).toBe(true);
    expect(givenNamesDisagree(['mohammed'], ['mohamed'])).toBe(false);
    expect(givenNamesDisagree([], ['ben'])).toBe(false);
  });

  test.each([
    ['robert', 'r163'],
    ['rupert', 'r163'],
    ['ashcraft', 'a261'],
    ['tymczak', 't522'],
    ['pfister', 'p236'],
    ['jhon', 'j500'],
    ['john', 'j500'],
  ])('%s sounds like %s', (word, code) => {
    expect(soundex(word)).toBe(code);
  });

  test('one place has the same key however it is written', () => {
    const keys = addressKeys({ lines: ['12A High St.'], postcode: 'bb1 7aa' });
    expect(addressKeys({ lines: ['', '12a, HIGH STREET'], postcode: 'BB17AA' })).toEqual(keys);
    expect(addressKeys({ lines: ['St Mary’s House'], postcode: 'BB1 7AA' })).toEqual(['line:BB1 7AA|st marys house']);
    expect(addressKeys({ lines: ['12 High Street'] })).toEqual([]);
    expect(addressKeys({ lines: [], uprn: '000100012345' })).toEqual(['uprn:100012345']);
  });
});

test('a stated sibling is not derived again', () => {
  const tie = { agency: 'health', from: null, to: null, parentalResponsibility: null };
  const ties = [
    { ...tie, hub: 'mia', other: 'amy', type: 'PARENT' },
    { ...tie, hub: 'mia', other: 'ben', type: 'PARENT' },
    { ...tie, hub: 'ben', other: 'amy', type: 'SIBLING' },
  ] as const;
  expect(relationshipsOf('amy', ties).map(({ person, type, derived }) => [person, type, derived])).toEqual([
    ['mia', 'PARENT', false],
    ['ben', 'SIBLING', false],
  ]);
});
