import { type Candidate, dateFit, distance, nameFit, scoreOf } from '../../../subgraphs/mash/identity/search/score';
import { searchKeys, usedKeys } from '../../../subgraphs/mash/identity/search/search-keys';

const amy: Candidate = {
  names: ['amy rose ash', 'amelia ash'],
  dates: ['2015-05-04'],
  postcodes: ['BB1 7AA'],
  nhsNumbers: ['9990000018'],
  upns: [],
};

describe('how well a child fits', () => {
  test('the order of names and the names left out do not matter', () => {
    expect(scoreOf(amy, searchKeys({ name: 'ASH, Amy' }))).toEqual({ score: 1, matchedOn: ['name'] });
  });

  test.each([
    ['Amelia Ahs', 0.7],
    ['Amy Ashe', 0.6],
    ['Ameila Ash', 0.85],
    ['Amel Ash', 0.9],
  ])('%s still fits', (name, least) => {
    expect(scoreOf(amy, searchKeys({ name }))?.score).toBeGreaterThanOrEqual(least as number);
  });

  test.each(['Ben Birch', 'Zoe Ashworth'])('%s does not fit', (name) => {
    expect(scoreOf(amy, searchKeys({ name }))?.score ?? 0).toBeLessThan(0.5);
  });

  test('a name and a wrong date of birth score less than both right, and still show', () => {
    const both = scoreOf(amy, searchKeys({ name: 'Amy Ash', dateOfBirth: new Date('2015-05-04') }));
    const swapped = scoreOf(amy, searchKeys({ name: 'Amy Ash', dateOfBirth: new Date('2015-04-05') }));
    expect(both?.score).toBe(1);
    expect(swapped?.score).toBeCloseTo(0.9);
    expect(swapped?.matchedOn).toEqual(['name', 'dateOfBirth']);
  });

  test('the right number shows whatever else is wrong', () => {
    const keys = searchKeys({ nhsNumber: '999 000 0018', name: 'Ben Birch', dateOfBirth: new Date('2001-01-01') });
    expect(scoreOf(amy, keys)?.matchedOn).toEqual(['nhsNumber']);
  });

  test('a date alone must be right or nearly so', () => {
    expect(dateFit('2015-05-04', '2015-05-04')).toBe(1);
    expect(dateFit('2015-05-04', '2015-04-05')).toBe(0.8);
    expect(dateFit('2015-05-04', '2016-05-04')).toBe(0.6);
    expect(dateFit('2015-05-04', '2016-06-04')).toBe(0);
  });

  test('words are compared by what a hand gets wrong', () => {
    expect(distance('jhon', 'john')).toBe(1);
    expect(distance('smith', 'smyth')).toBe(1);
    expect(distance('', 'abc')).toBe(3);
    expect(nameFit([], ['amy'])).toBe(0);
  });
});

describe('what is searched for', () => {
  test.each([
    [{}, 'search'],
    [{ name: ' - ' }, 'name'],
    [{ name: 'a'.repeat(101) }, 'name'],
    [{ nhsNumber: '9990000019' }, 'nhsNumber'],
    [{ upn: 'A123456789123' }, 'upn'],
    [{ postcode: 'nowhere' }, 'postcode'],
    [{ name: 'Amy', first: 0 }, 'first'],
    [{ name: 'Amy', first: 51 }, 'first'],
  ])('%j is refused, naming the key and not the value', (search, key) => {
    expect(() => searchKeys(search)).toThrow(new RegExp(`^${key}: `));
  });

  test('keys are brought to the form in which they are stored', () => {
    const keys = searchKeys({
      name: 'O’Neil-Śmith',
      postcode: 'bb17aa',
      upn: ' h243278544154',
      dateOfBirth: new Date('2015-05-05'),
    });
    expect(keys).toEqual({
      name: ['oneil', 'smith'],
      postcode: 'BB1 7AA',
      upn: 'H243278544154',
      dateOfBirth: '2015-05-05',
      first: 20,
    });
    expect(usedKeys(keys)).toEqual(['name', 'dateOfBirth', 'postcode', 'upn']);
  });
});
