import fc from 'fast-check';
import { isValidNhsNumber } from '../../../common/identifiers';
import type { PersonEvent } from '../../../common/feed/event';
import { findLinks, findPeople } from '../../../subgraphs/mash/identity/people';
import { type Hub, hubIdOf, openHub, stateDigest } from './support/hub';
import { identity, NHS, person, UPN } from './support/people';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub('linking');
});
beforeEach(() => hub.clear());
afterAll(() => hub.close());

const amy = identity('Amy', 'Ash', { nhsNumber: NHS[0] });

async function linksOf(agency: string, id: string) {
  const hubId = await hubIdOf(hub.db, agency, id);
  return (await findLinks([hubId], hub.db)).get(hubId);
}

test('the numbers used here are valid ones', () => {
  expect(NHS.every(isValidNhsNumber)).toBe(true);
});

test('records of two agencies under one NHS number and date of birth are one person, with both their ids', async () => {
  await hub.tell('health', person('h1', amy));
  await hub.tell('education', person('e1', { ...amy, names: [{ use: 'USUAL', given: ['Amelia'], family: 'Ash' }] }));
  const id = await hubIdOf(hub.db, 'health', 'h1');
  const links = (await findLinks([id], hub.db)).get(id);
  expect(links).toEqual({
    police: { ids: [], doubtful: false },
    health: { ids: ['h1'], doubtful: false },
    education: { ids: ['e1'], doubtful: false },
    'social-care': { ids: [], doubtful: false },
  });
  const found = (await findPeople([id], hub.db, '2026-11-22')).get(id);
  expect(found?.names).toEqual([
    { use: 'USUAL', given: ['Amy'], family: 'Ash', sources: ['health'] },
    { use: 'USUAL', given: ['Amelia'], family: 'Ash', sources: ['education'] },
  ]);
  expect(found).toMatchObject({ id, lifeStage: 'CHILD', dateOfBirth: '2015-05-05', nhsNumber: NHS[0], protect: [] });
});

test('a wrong NHS number shared by two children is a doubt on both sides, and no id crosses', async () => {
  await hub.tell('health', person('h1', amy));
  await hub.tell('education', person('e1', identity('Ben', 'Birch', { nhsNumber: NHS[0], dateOfBirth: '2016-06-06' })));
  expect(await linksOf('health', 'h1')).toMatchObject({ education: { ids: [], doubtful: true }, health: { ids: ['h1'] } });
  expect(await linksOf('education', 'e1')).toMatchObject({ health: { ids: [], doubtful: true }, education: { ids: ['e1'] } });
});

test('twins of one birth date stay two people; a number mistakenly given to both makes every link by it doubtful', async () => {
  await hub.tell('health', person('h1', amy), person('h2', identity('Ben', 'Ash', { nhsNumber: NHS[1] })));
  await hub.tell('social-care', person('s1', amy));
  expect(await linksOf('social-care', 's1')).toMatchObject({ health: { ids: ['h1'], doubtful: false } });
  await hub.tell('health', person('h2', identity('Ben', 'Ash', { nhsNumber: NHS[0] })));
  expect(await linksOf('social-care', 's1')).toMatchObject({ health: { ids: [], doubtful: true } });
});

test('an NHS number that fails its check digit links nobody', async () => {
  const wrong = { ...amy, nhsNumber: '9990000019' };
  await hub.tell('health', person('h1', wrong));
  // Under one name and birth date they would be linked by those.
  await hub.tell('police', person('p1', { ...wrong, names: [{ use: 'USUAL', given: ['Zack'], family: 'Quill' }] }));
  expect(await hubIdOf(hub.db, 'health', 'h1')).not.toBe(await hubIdOf(hub.db, 'police', 'p1'));
});

test('a merge keeps the older id, the other leads there, and a correction gives it back', async () => {
  await hub.tell('health', person('h1', amy));
  // Without a date of birth a name is too little to link by.
  await hub.tell('education', person('e1', identity('Amy', 'Ash', { upn: UPN, dateOfBirth: undefined })));
  const [older, younger] = [await hubIdOf(hub.db, 'health', 'h1'), await hubIdOf(hub.db, 'education', 'e1')];
  expect(older).not.toBe(younger);
  await hub.tell('education', person('e1', { ...amy, upn: UPN }));
  const merged = await findPeople([older, younger], hub.db);
  expect(merged.get(younger)?.id).toBe(older);
  expect((await findLinks([younger], hub.db)).get(younger)).toMatchObject({
    health: { ids: ['h1'] },
    education: { ids: ['e1'] },
  });
  await hub.tell('education', person('e1', identity('Amy', 'Ash', { upn: UPN, dateOfBirth: undefined })));
  const split = await findPeople([older, younger], hub.db);
  expect(split.get(younger)?.id).toBe(younger);
  expect((await findLinks([older], hub.db)).get(older)).toMatchObject({ education: { ids: [], doubtful: false } });
});

test('a retraction removes; the id stays with who remains, and comes back with who returns', async () => {
  await hub.tell('health', person('h1', amy));
  await hub.tell('police', person('p1', amy));
  const id = await hubIdOf(hub.db, 'health', 'h1');
  await hub.tell('health', person('h1', null));
  expect((await findLinks([id], hub.db)).get(id)).toMatchObject({ health: { ids: [] }, police: { ids: ['p1'] } });
  await hub.tell('police', person('p1', null));
  expect((await findPeople([id], hub.db)).size).toBe(0);
  await hub.tell('police', person('p1', amy));
  expect((await findPeople([id], hub.db)).get(id)?.id).toBe(id);
});

test('a doubt goes when the record that raised it is withdrawn', async () => {
  await hub.tell('health', person('h1', amy));
  // One digit of the date alone would be a slip of the pen beside the same name and number.
  await hub.tell('police', person('p1', { ...amy, dateOfBirth: '2011-09-12' }));
  expect(await linksOf('health', 'h1')).toMatchObject({ police: { doubtful: true } });
  await hub.tell('police', person('p1', null));
  expect(await linksOf('health', 'h1')).toMatchObject({ police: { doubtful: false } });
});

test('ids that are no ids of ours are simply not found', async () => {
  expect((await findPeople(["x'; drop table agency_person", ''], hub.db)).size).toBe(0);
});

const events = fc.uniqueArray(
  fc.record({
    agency: fc.constantFrom('police', 'health', 'education'),
    id: fc.constantFrom('1', '2', '3'),
    nhsNumber: fc.constantFrom(NHS[0], NHS[1], undefined),
    upn: fc.constantFrom(UPN, undefined),
    given: fc.constantFrom('Amy', 'Ben'),
    dateOfBirth: fc.constantFrom('2015-05-05', '2015-05-06', undefined),
  }),
  { selector: ({ agency, id }) => `${agency} ${id}`, minLength: 2, maxLength: 8 },
);

test('any order of the same events, one by one or together, gives the same people', async () => {
  await fc.assert(
    fc.asyncProperty(events, fc.infiniteStream(fc.nat()), async (all, keys) => {
      const told = all.map(({ agency, id, given, ...rest }) => ({ agency, event: person(id, identity(given, 'Ash', rest)) }));
      await hub.clear();
      for (const { agency, event } of told) {
        await hub.tell(agency, event);
      }
      const expected = await stateDigest(hub.db);
      await hub.clear();
      const shuffled = told.map((one) => ({ ...one, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
      for (const agency of new Set(shuffled.map((one) => one.agency))) {
        await hub.tell(agency, ...shuffled.filter((one) => one.agency === agency).map(({ event }) => event));
      }
      expect(await stateDigest(hub.db)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('corrections on the way leave no trace: the last word of each record decides', async () => {
  await fc.assert(
    fc.asyncProperty(events, events, async (early, late) => {
      const told = (all: typeof early) =>
        all.map(({ agency, id, given, ...rest }) => [agency, person(id, identity(given, 'Ash', rest))] as [string, PersonEvent]);
      const last = new Map(
        [...told(early), ...told(late)].map(([agency, event]) => [`${agency} ${event.person}`, [agency, event] as const]),
      );
      await hub.clear();
      for (const [agency, event] of [...told(early), ...told(late)]) {
        await hub.tell(agency, event);
      }
      const expected = await stateDigest(hub.db);
      await hub.clear();
      for (const [agency, event] of last.values()) {
        await hub.tell(agency, event);
      }
      expect(await stateDigest(hub.db)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('ten thousand people, five hundred on a page, are each one person', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    person(
      `${index}`,
      identity(`Given${index}`, `Family${index % 997}`, { addresses: [{ lines: [`${index} Mill Lane`], postcode: 'BB1 7AA' }] }),
    ),
  );
  for (let at = 0; at < many.length; at += 500) {
    await hub.tell('education', ...many.slice(at, at + 500));
  }
  const [count]: { n: string }[] = await hub.db.query('select count(distinct hub) as n from agency_person');
  expect(count?.n).toBe('10000');
}, 180_000);
