import { findHouseholds } from '../../../subgraphs/mash/network/household';
import { findRelationships } from '../../../subgraphs/mash/network/relationships';
import { type Hub, hubIdOf, openHub } from './support/hub';
import { HOME, identity, NHS, person, REFUGE, tie } from './support/people';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub('network');
});
beforeEach(() => hub.clear());
afterAll(() => hub.close());

const TODAY = '2026-11-22';
const adult = { lifeStage: 'ADULT', dateOfBirth: '1985-01-01' } as const;
const amy = identity('Amy', 'Ash', { nhsNumber: NHS[0], addresses: [HOME] });

async function householdOf(agency: string, id: string) {
  const hubId = await hubIdOf(hub.db, agency, id);
  return (await findHouseholds([hubId], hub.db, TODAY)).get(hubId) ?? [];
}

async function relationshipsOf(agency: string, id: string) {
  const hubId = await hubIdOf(hub.db, agency, id);
  return (await findRelationships([hubId], hub.db)).get(hubId) ?? [];
}

test('people at one address are one household, whichever agency knows it and however it is written', async () => {
  await hub.tell('education', person('e1', amy));
  await hub.tell(
    'police',
    person(
      'p1',
      identity('Carl', 'Cole', { ...adult, addresses: [{ lines: ['1, Mill Ln'], postcode: 'bb17aa', from: '2024-03-01' }] }),
    ),
  );
  expect(await householdOf('education', 'e1')).toEqual([
    {
      person: await hubIdOf(hub.db, 'police', 'p1'),
      relation: 'HOUSEHOLD_ADULT',
      relationship: null,
      since: '2024-03-01',
      address: { lines: ['1, Mill Ln'], postcode: 'bb17aa', from: '2024-03-01' },
      sources: ['education', 'police'],
    },
  ]);
});

test('an address that ended, or has not begun, joins nobody', async () => {
  await hub.tell('education', person('e1', amy));
  await hub.tell('police', person('p1', identity('Carl', 'Cole', { addresses: [{ ...HOME, to: '2026-11-21' }] })));
  await hub.tell('police', person('p2', identity('Dora', 'Dunn', { addresses: [{ ...HOME, from: '2026-11-23' }] })));
  expect(await householdOf('education', 'e1')).toEqual([]);
});

test('no fixed abode is not a home that people share', async () => {
  const nowhere = { lines: ['No fixed abode'], postcode: 'ZZ99 3VZ' };
  await hub.tell(
    'police',
    person('p1', identity('Carl', 'Cole', { addresses: [nowhere] })),
    person('p2', identity('Dora', 'Dunn', { addresses: [nowhere] })),
  );
  expect(await householdOf('police', 'p1')).toEqual([]);
});

test('a hostel is not a household', async () => {
  await hub.tell(
    'health',
    ...Array.from({ length: 20 }, (_, index) => person(`${index}`, identity(`G${index}`, 'Ash', { addresses: [HOME] }))),
  );
  expect(await householdOf('health', '1')).toEqual([]);
});

test('a close relative without a known address is of the household; one who lives elsewhere is not', async () => {
  await hub.tell('social-care', person('s1', amy), person('s2', identity('Mia', 'Ash', adult)), tie('s2', 'PARENT', 's1'));
  await hub.tell(
    'social-care',
    person('s3', identity('Finn', 'Ash', { ...adult, addresses: [{ lines: ['5 Hill Road'], postcode: 'BB1 1AA' }] })),
    tie('s3', 'PARENT', 's1'),
  );
  expect(await householdOf('social-care', 's1')).toEqual([
    expect.objectContaining({
      person: await hubIdOf(hub.db, 'social-care', 's2'),
      relationship: 'PARENT',
      address: null,
      sources: ['social-care'],
    }),
  ]);
});

test('a tie that ended makes no household', async () => {
  await hub.tell(
    'social-care',
    person('s1', amy),
    person('s2', identity('Mia', 'Ash', adult)),
    tie('s2', 'LIVES_WITH', 's1', '2025-01-01'),
  );
  expect(await householdOf('social-care', 's1')).toEqual([]);
});

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
