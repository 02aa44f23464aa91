import { findHomes } from '../../../../subgraphs/mash/network/household';
import { hubIdOf } from '../support/hub';
import { identity, NHS, person, REFUGE, tie } from '../support/people';
import { adult, amy, householdOf, hub, TODAY } from './shared';

describe('a hidden address', () => {
  const hidden = identity('Hana', 'Holt', { nhsNumber: NHS[1], addresses: [REFUGE] });
  const open = { ...REFUGE, protected: false };

  test('its holder appears in no household of somebody who is not protected, at whichever agency the protection was raised', async () => {
    await hub.tell('social-care', person('s1', hidden));
    await hub.tell('education', person('e1', { ...hidden, addresses: [open] }));
    await hub.tell(
      'police',
      person('p1', identity('Lars', 'Lodger', { ...adult, addresses: [open] })),
      tie('p1', 'LIVES_WITH', 'p2'),
    );
    expect(await householdOf('police', 'p1')).toEqual([]);
  });

  test('not even when an agency says that they live together', async () => {
    await hub.tell(
      'social-care',
      person('s1', hidden),
      person('s2', identity('Mia', 'Holt', { ...adult, addresses: [open] })),
      tie('s2', 'PARENT', 's1'),
    );
    expect(await householdOf('social-care', 's2')).toEqual([]);
    expect(await householdOf('social-care', 's1')).toEqual([expect.objectContaining({ relationship: 'PARENT', address: null })]);
  });

  test('makes the home of whoever lives there one that must not be found, though its holder stands in no household', async () => {
    const hides = async (agency: string, id: string) => {
      const hubId = await hubIdOf(hub.db, agency, id);
      return (await findHomes([hubId], hub.db, TODAY)).get(hubId);
    };
    await hub.tell('education', person('e1', identity('Sid', 'Holt', { addresses: [open] })), person('e2', amy));
    expect(await hides('education', 'e1')).toEqual({ members: [], hides: false });
    await hub.tell('social-care', person('s1', hidden));
    expect(await hides('education', 'e1')).toEqual({ members: [], hides: true });
    expect(await hides('education', 'e2')).toEqual({ members: [], hides: false });
  });

  test('is not shown for anyone else who lives there either', async () => {
    const neighbours = [identity('Mia', 'Holt', { ...adult, addresses: [open] }), identity('Sid', 'Holt', { addresses: [open] })];
    await hub.tell('police', person('p1', neighbours[0] ?? null), person('p2', neighbours[1] ?? null));
    expect(await householdOf('police', 'p1')).toEqual([expect.objectContaining({ address: open })]);
    await hub.tell('social-care', person('s1', hidden));
    expect(await householdOf('police', 'p1')).toEqual([expect.objectContaining({ address: null })]);
  });

  test('is not shown when the protected person is known there by another key of the place', async () => {
    const byUprn = { lines: [], uprn: '100012345' };
    await hub.tell('health', person('h1', { ...hidden, addresses: [{ ...byUprn, protected: true }] }));
    await hub.tell(
      'police',
      person('p1', identity('Mia', 'Holt', { addresses: [open] })),
      person('p2', identity('Sid', 'Holt', { addresses: [{ ...open, ...byUprn, lines: open.lines }] })),
    );
    expect(await householdOf('police', 'p1')).toEqual([expect.objectContaining({ address: null })]);
  });

  test('a mother and child who are both protected and said to belong together are one household, without an address', async () => {
    await hub.tell(
      'social-care',
      person('s1', hidden),
      person('s2', identity('Mia', 'Holt', { ...adult, addresses: [REFUGE] })),
      tie('s2', 'PARENT', 's1'),
    );
    for (const [id, relationship] of [
      ['s1', 'PARENT'],
      ['s2', 'CHILD'],
    ] as const) {
      expect(await householdOf('social-care', id)).toEqual([expect.objectContaining({ relationship, address: null })]);
    }
  });
});
