import type { PersonIdentity } from '../../../common/person';
import { likenessTo } from '../../../subgraphs/mash/identity/search/likeness';

const amy: PersonIdentity = {
  lifeStage: 'CHILD',
  names: [{ use: 'USUAL', given: ['Amy', 'Rose'], family: 'Ash' }],
  dateOfBirth: '2015-05-05',
  addresses: [{ lines: ['1 Mill Lane'], postcode: 'BB1 7AA' }],
};

const of = (identity: PersonIdentity, hidden = false) => [{ identity, hidden }];
const named = (given: string, family: string): PersonIdentity => ({ ...amy, names: [{ use: 'USUAL', given: [given], family }] });

describe('how well somebody fits a search', () => {
  const like = likenessTo({ name: ['amy', 'ash'], dateOfBirth: '2015-05-05', first: 20 });

  test('who fits in everything fits wholly, in whichever order the names were typed', () => {
    expect(like(of(named('Amy', 'Ash')))).toBe(1);
    expect(likenessTo({ name: ['ash', 'amy'], dateOfBirth: '2015-05-05', first: 20 })(of(named('Amy', 'Ash')))).toBe(1);
  });

  test('the closer name comes first, and a name with nothing in common last', () => {
    const scores = [named('Amy', 'Ash'), named('Aimee', 'Ash'), named('Zoe', 'Quill')].map((one) => like(of(one)));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(3);
  });

  test('a rarer agreement counts as the matcher says: a right number outweighs a right birthday', () => {
    const keys = { dateOfBirth: '2015-05-05', nhsNumber: '9990000018', first: 20 };
    const [number, birthday] = [
      { ...amy, dateOfBirth: '2014-04-04', nhsNumber: '9990000018' },
      { ...amy, nhsNumber: '9990000026' },
    ].map((one) => likenessTo(keys)(of(one)));
    expect(number).toBeGreaterThan(birthday as number);
  });

  test('the best of several records of one child counts', () => {
    expect(
      like([
        { identity: named('Zoe', 'Quill'), hidden: false },
        { identity: named('Amy', 'Ash'), hidden: false },
      ]),
    ).toBe(1);
  });

  test('where a child is who must not be found makes no difference', () => {
    const by = (postcode: string) => likenessTo({ name: ['amy', 'ash'], postcode, first: 20 })(of(amy, true));
    expect(by('BB1 7AA')).toBe(by('BB9 9ZZ'));
    expect(likenessTo({ postcode: 'BB1 7AA', first: 20 })(of(amy, true))).toBe(0);
  });
});
