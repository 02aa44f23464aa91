import type { PersonIdentity } from '../../../common/person';
import { disagreementsOf } from '../../../subgraphs/mash/identity/disagreements';

const says = (agency: string, identity: Partial<PersonIdentity>) => ({
  agency,
  identity: { lifeStage: 'CHILD' as const, names: [], addresses: [], ...identity },
});

test('what agencies say differently stands side by side, each with who says it', () => {
  const said = [
    says('education', { dateOfBirth: '2015-05-05', sex: 'F' }),
    says('health', { dateOfBirth: '2015-05-06', sex: 'F' }),
    says('police', { dateOfBirth: '2015-05-05', sex: 'U' }),
  ];
  expect(disagreementsOf(said)).toEqual([
    {
      fact: 'dateOfBirth',
      statements: [
        { value: '2015-05-05', sources: ['police', 'education'] },
        { value: '2015-05-06', sources: ['health'] },
      ],
    },
  ]);
});

test('who says nothing disagrees with nobody; two records of one agency may', () => {
  expect(disagreementsOf([says('health', { dateOfBirth: '2015-05-05' }), says('police', {})])).toEqual([]);
  expect(disagreementsOf([says('health', { sex: 'F' }), says('health', { sex: 'M' })])).toMatchObject([
    { fact: 'sex', statements: [{ sources: ['health'] }, { sources: ['health'] }] },
  ]);
});
