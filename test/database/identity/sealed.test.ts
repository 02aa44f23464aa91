import { lockIdentities } from '../../../subgraphs/mash/identity/apply-people';
import { keepDecision } from '../../../subgraphs/mash/identity/review/decision-store';
import { findHouseholds } from '../../../subgraphs/mash/network/household';
import { findOtherChildren } from '../../../subgraphs/mash/network/other-children';
import { findRelationships } from '../../../subgraphs/mash/network/relationships';
import { type Hub, hubIdOf, openHub } from './support/hub';
import { HOME, identity, NHS, person } from './support/people';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub('sealed');
});
afterAll(() => hub.close());

const CONTEXT = {
  principal: { sub: 'issuer|ann', rid: 'r1', agency: 'MASH', roles: ['decision_maker'] },
  now: () => new Date('2026-11-22T09:00:00Z'),
} as never;
const TODAY = '2026-11-22';

test('a mother whose husband adopts her child is the mother of both, and they are neither siblings nor of one household', async () => {
  const [before, after] = [
    identity('Amy', 'Ash', { nhsNumber: NHS[0], addresses: [HOME] }),
    identity('Amy', 'Birch', { nhsNumber: NHS[1], addresses: [HOME] }),
  ];
  const mother = identity('Mona', 'Birch', { lifeStage: 'ADULT', dateOfBirth: '1990-01-01', addresses: [HOME] });
  await hub.tell('social-care', person('old', before), person('new', after), person('mother', mother));
  const births = ['old', 'new'].map((of) => ({ type: 'PARENT' as const, of }));
  await hub.tell('social-care', { type: 'relationships', person: 'mother', relationships: births });
  const [old, anew] = [await hubIdOf(hub.db, 'social-care', 'old'), await hubIdOf(hub.db, 'social-care', 'new')];
  const around = async (id: string) => [
    ...((await findRelationships([id], hub.db)).get(id) ?? []).map((one) => one.person),
    ...((await findHouseholds([id], hub.db, TODAY)).get(id) ?? []).map((one) => one.person),
    ...((await findOtherChildren([id], TODAY, hub.db)).get(id) ?? []).map((one) => one.person),
  ];
  expect(await around(old)).toContain(anew);
  await hub.db.transaction(async (tx) => {
    await lockIdentities(tx);
    const pair = [
      { agency: 'social-care', person: 'old' },
      { agency: 'social-care', person: 'new' },
    ] as const;
    await keepDecision(tx, { kind: 'SEALED', reason: 'Adoption order', pairs: [pair], needsSecond: false }, CONTEXT);
  });
  const parent = await hubIdOf(hub.db, 'social-care', 'mother');
  for (const [one, other] of [
    [old, anew],
    [anew, old],
  ] as const) {
    expect(await around(one)).not.toContain(other);
    expect(await around(one)).toContain(parent);
  }
});
