import { findAddresses } from '../../../subgraphs/mash/network/address-history';
import { findHomes, findHouseholds } from '../../../subgraphs/mash/network/household';
import { findOtherChildren } from '../../../subgraphs/mash/network/other-children';
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
      disputed: false,
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

describe('what agencies say differently is shown as different', () => {
  test('one agency places two people together, another places one of them elsewhere', async () => {
    await hub.tell(
      'education',
      person('e1', amy),
      person('e2', identity('Carl', 'Cole', { ...adult, nhsNumber: NHS[2], addresses: [HOME] })),
    );
    await hub.tell(
      'police',
      person(
        'p2',
        identity('Carl', 'Cole', { ...adult, nhsNumber: NHS[2], addresses: [{ lines: ['5 Hill Road'], postcode: 'BB1 1AA' }] }),
      ),
    );
    expect(await householdOf('education', 'e1')).toEqual([expect.objectContaining({ sources: ['education'], disputed: true })]);
    const carl = await hubIdOf(hub.db, 'police', 'p2');
    const facts = (await findAddresses([carl], TODAY, hub.db)).get(carl) ?? [];
    expect(facts.map(({ address, sources, disputed }) => [address?.lines[0], sources, disputed]).sort()).toEqual([
      ['1 Mill Lane', ['education'], true],
      ['5 Hill Road', ['police'], true],
    ]);
  });

  test('a parent to one agency and a step-parent to another', async () => {
    const mia = identity('Mia', 'Ash', { ...adult, nhsNumber: NHS[2] });
    await hub.tell('social-care', person('s1', amy), person('s2', mia), tie('s2', 'PARENT', 's1'));
    await hub.tell('health', person('h1', amy), person('h2', mia), tie('h2', 'STEP_PARENT', 'h1'));
    expect((await relationshipsOf('health', 'h1')).map(({ type, sources, disputed }) => [type, sources, disputed])).toEqual([
      ['PARENT', ['social-care'], true],
      ['STEP_PARENT', ['health'], true],
    ]);
  });

  test('who lives with somebody and is their parent is both, and nothing is disputed', async () => {
    await hub.tell('social-care', person('s1', amy), person('s2', identity('Mia', 'Ash', adult)), tie('s2', 'PARENT', 's1'));
    expect((await relationshipsOf('social-care', 's1')).map(({ disputed }) => disputed)).toEqual([false]);
  });
});

describe('addresses with their dates', () => {
  test('the current one first, then the latest; two agencies that agree are one line', async () => {
    const former = { lines: ['5 Hill Road'], postcode: 'BB1 1AA', from: '2016-01-01', to: '2019-12-31' };
    await hub.tell('health', person('h1', { ...amy, addresses: [former, HOME] }));
    await hub.tell('education', person('e1', amy));
    const id = await hubIdOf(hub.db, 'health', 'h1');
    expect((await findAddresses([id], TODAY, hub.db)).get(id)).toEqual([
      { address: HOME, from: '2020-01-01', to: null, isCurrent: true, sources: ['education', 'health'], disputed: false },
      { address: former, from: '2016-01-01', to: '2019-12-31', isCurrent: false, sources: ['health'], disputed: false },
    ]);
  });

  test('an address at which somebody lives who must not be found is not shown for anybody', async () => {
    await hub.tell('police', person('p1', identity('Mia', 'Holt', { ...adult, addresses: [{ ...REFUGE, protected: false }] })));
    await hub.tell('social-care', person('s1', identity('Hana', 'Holt', { addresses: [REFUGE] })));
    const id = await hubIdOf(hub.db, 'police', 'p1');
    expect((await findAddresses([id], TODAY, hub.db)).get(id)).toEqual([expect.objectContaining({ address: null })]);
  });
});

describe('other children at an address', () => {
  async function othersOf(agency: string, id: string) {
    const hubId = await hubIdOf(hub.db, agency, id);
    return (await findOtherChildren([hubId], TODAY, hub.db)).get(hubId) ?? [];
  }

  test('with their dates, whether they were there together, and who says so; adults are not among them', async () => {
    const before = { ...HOME, from: '2012-01-01', to: '2018-12-31' };
    await hub.tell('education', person('e1', amy), person('e2', identity('Ben', 'Birch', { addresses: [before] })));
    await hub.tell('health', person('h3', identity('Cleo', 'Cole', { addresses: [HOME] })));
    await hub.tell('police', person('p4', identity('Dan', 'Dunn', { ...adult, addresses: [HOME] })));
    const others = await othersOf('education', 'e1');
    expect(others.map(({ from, together, sources }) => [from, together, sources]).sort()).toEqual([
      ['2012-01-01', false, ['education']],
      ['2020-01-01', true, ['health']],
    ]);
  });

  test('nobody who must not be found or recognised, and nobody of a hostel', async () => {
    await hub.tell('education', person('e1', amy));
    await hub.tell('health', person('h2', identity('Hana', 'Holt', { addresses: [HOME], protect: ['LOCATION'] })));
    await hub.tell('health', person('h3', identity('New', 'Name', { addresses: [HOME], protect: ['IDENTITY'] })));
    expect(await othersOf('education', 'e1')).toEqual([]);
    expect(await othersOf('health', 'h2')).toEqual([]);
    const hostel = { lines: ['Hostel'], postcode: 'BB1 9HH' };
    const many = Array.from({ length: 20 }, (_, index) =>
      person(
        `${index}`,
        identity(['Ada', 'Bo', 'Cy', 'Di'][index % 4] as string, `F${'abcdefghijklmnopqrst'[index]}x`, {
          dateOfBirth: `20${10 + (index % 9)}-01-01`,
          addresses: [hostel],
        }),
      ),
    );
    await hub.tell('social-care', ...many);
    expect(await othersOf('social-care', '1')).toEqual([]);
  });
});
