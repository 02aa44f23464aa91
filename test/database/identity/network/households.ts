import { hubIdOf } from '../support/hub';
import { HOME, identity, person, tie } from '../support/people';
import { adult, amy, householdOf, hub } from './shared';

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
