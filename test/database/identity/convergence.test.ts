import fc from 'fast-check';
import type { PersonIdentity } from '../../../common/person';
import { lockIdentities } from '../../../subgraphs/mash/identity/apply-people';
import { type DecisionKind, keepDecision } from '../../../subgraphs/mash/identity/review/decision-store';
import { HUB_MIGRATIONS } from '../../../subgraphs/mash/migrations';
import { type Hub, openHub, stateDigest } from './support/hub';
import { HOME, identity, NHS, person, REFUGE } from './support/people';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub('convergence', HUB_MIGRATIONS);
});
afterAll(() => hub.close());

/** Who decides is of no matter here. */
const CONTEXT = {
  principal: { sub: 'issuer|ann', rid: 'r1', agency: 'MASH', roles: ['mash_analyst'] },
  now: () => new Date('2026-11-22T09:00:00Z'),
} as never;

interface Place {
  readonly agency: string;
  readonly id: string;
}

const places = fc.record({ agency: fc.constantFrom('police', 'health', 'education'), id: fc.constantFrom('1', '2', '3') });

/** Few enough values that everybody meets everybody: twins, namesakes, typing errors, one hidden address. */
const identities: fc.Arbitrary<PersonIdentity | null> = fc.option(
  fc
    .record({
      given: fc.constantFrom('Amy', 'Amelia', 'Anna', 'Ben'),
      family: fc.constantFrom('Ash', 'Asch'),
      dateOfBirth: fc.constantFrom('2015-05-03', '2015-03-05', '2015-05-04', '2011-09-12', undefined),
      nhsNumber: fc.constantFrom(NHS[0], NHS[1], undefined, undefined),
      home: fc.constantFrom(HOME, REFUGE, undefined),
      sex: fc.constantFrom('F' as const, 'M' as const, undefined),
    })
    .map(({ given, family, home, ...rest }) => identity(given, family, { ...rest, addresses: home === undefined ? [] : [home] })),
  { freq: 6 },
);

const publish = fc.record({ kind: fc.constant('publish' as const), place: places, who: identities });
const decide = fc.record({
  kind: fc.constantFrom('LINK' as const, 'NOT_SAME' as const, 'SEALED' as const, 'NEED_MORE' as const),
  place: places,
  other: places,
});
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: publish }, { weight: 1, arbitrary: decide }), {
  minLength: 4,
  maxLength: 18,
});

async function decideOn(one: Place, other: Place, kind: DecisionKind): Promise<void> {
  const pair = [one, other].map(({ agency, id }) => ({ agency, person: id })) as never;
  await hub.db.transaction(async (tx) => {
    await lockIdentities(tx);
    await keepDecision(tx, { kind, reason: 'seen', pairs: [pair], needsSecond: false }, CONTEXT);
  });
}

test('link, merge, un-merge and publish again, in whatever order: the same people as a fresh build from what stands in the end', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (all, keys) => {
      await hub.clear();
      await hub.forgetDecisions();
      const last = new Map<string, { place: Place; who: PersonIdentity | null }>();
      for (const step of all) {
        if (step.kind === 'publish') {
          await hub.tell(step.place.agency, person(step.place.id, step.who));
          last.set(`${step.place.agency}/${step.place.id}`, step);
        } else if (step.place.agency !== step.other.agency || step.place.id !== step.other.id) {
          await decideOn(step.place, step.other, step.kind);
        }
      }
      const lived = await stateDigest(hub.db);
      // The decisions stay; everything that follows from them is built again, in another order and in pages.
      await hub.clear();
      const order = [...last.values()].map((one) => ({ ...one, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
      for (const agency of new Set(order.map(({ place }) => place.agency))) {
        const page = order.filter(({ place }) => place.agency === agency);
        await hub.tell(agency, ...page.map(({ place, who }) => person(place.id, who)));
      }
      expect(await stateDigest(hub.db)).toEqual(lived);
    }),
    { numRuns: 40 },
  );
}, 300_000);

test('a key that comes to be shared by too many, and is not any more, leaves no trace either', async () => {
  await hub.clear();
  await hub.forgetDecisions();
  const crowd = Array.from({ length: 230 }, (_, index) =>
    person(
      `crowd-${index}`,
      identity(`Given${index}`, `Aber${index}`, { dateOfBirth: `19${10 + (index % 80)}-01-01`, addresses: [HOME] }),
    ),
  );
  const [amy, found] = [
    person('1', identity('Amy', 'Ash', { dateOfBirth: undefined, addresses: [HOME] })),
    person('1', identity('Amy', 'Ash', { dateOfBirth: '2015-05-05', addresses: [HOME] })),
  ];
  await hub.tell('health', amy);
  await hub.tell('police', found);
  const before = await stateDigest(hub.db);
  await hub.tell('education', ...crowd);
  const crowded = await stateDigest(hub.db);
  await hub.clear();
  await hub.tell('education', ...crowd);
  await hub.tell('police', found);
  await hub.tell('health', amy);
  expect(await stateDigest(hub.db)).toEqual(crowded);
  await hub.tell('education', ...crowd.map((one) => ({ ...one, identity: null })));
  expect(await stateDigest(hub.db)).toEqual(before);
}, 120_000);
