import { hubIdOf } from '../support/hub';
import { identity, NHS, person, tie } from '../support/people';
import { adult, amy, hub, relationshipsOf } from './shared';

describe('relationships', () => {
  test('read the right way round from either end, with who says so', async () => {
    await hub.tell(
      'social-care',
      person('s1', amy),
      person('s2', identity('Mia', 'Ash', { ...adult, nhsNumber: NHS[2] })),
      tie('s2', 'PARENT', 's1'),
    );
    await hub.tell(
      'health',
      person('h1', amy),
      person('h2', identity('Mia', 'Ash', { ...adult, nhsNumber: NHS[2] })),
      tie('h2', 'PARENT', 'h1'),
    );
    const [child, parent] = [await hubIdOf(hub.db, 'health', 'h1'), await hubIdOf(hub.db, 'health', 'h2')];
    expect(await relationshipsOf('health', 'h1')).toEqual([
      expect.objectContaining({ person: parent, type: 'PARENT', sources: ['health', 'social-care'], derived: false }),
    ]);
    expect(await relationshipsOf('social-care', 's2')).toEqual([expect.objectContaining({ person: child, type: 'CHILD' })]);
  });

  test('children of one parent are siblings, marked as derived, also when two agencies each know one half', async () => {
    const mia = identity('Mia', 'Ash', { ...adult, nhsNumber: NHS[2] });
    await hub.tell('social-care', person('s1', amy), person('s2', mia), tie('s2', 'PARENT', 's1'));
    await hub.tell('health', person('h2', mia), person('h3', identity('Ben', 'Birch')), tie('h2', 'PARENT', 'h3'));
    expect(await relationshipsOf('social-care', 's1')).toEqual([
      expect.objectContaining({ type: 'PARENT', derived: false }),
      {
        person: await hubIdOf(hub.db, 'health', 'h3'),
        type: 'SIBLING',
        since: null,
        until: null,
        parentalResponsibility: null,
        sources: ['health', 'social-care'],
        derived: true,
        disputed: false,
      },
    ]);
  });

  test('somebody whose identity is protected is nobody’s relative', async () => {
    await hub.tell(
      'social-care',
      person('s1', amy),
      person('s2', identity('New', 'Name', { protect: ['IDENTITY'] })),
      tie('s2', 'SIBLING', 's1'),
    );
    expect(await relationshipsOf('social-care', 's1')).toEqual([]);
  });
});
