import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Principal } from '../../../common/access/subject';
import { openDatabase } from '../../../common/database';
import { readMatchRates } from '../../../subgraphs/mash/match-rates/match-rates';
import { HUB_MIGRATIONS } from '../../../subgraphs/mash/migrations';
import { type FreshDatabase, freshDatabase } from '../../support/postgres';

let fresh: FreshDatabase;
let database: DataSource;
beforeAll(async () => {
  fresh = await freshDatabase('mash');
  database = await openDatabase({
    name: 'mash',
    url: fresh.url,
    migratorUrl: fresh.migratorUrl,
    entities: [],
    migrations: HUB_MIGRATIONS,
  });
});
afterAll(async () => {
  await database.destroy();
  await fresh.drop();
});

/** A person of the hub, whom these agencies tell of; one that has withdrawn them is in brackets. */
async function known(...agencies: string[]): Promise<void> {
  const hub = randomUUID();
  for (const told of agencies) {
    const own = told === agencies[0] ? hub : randomUUID();
    await database.query('insert into hub_person (id) values ($1)', [own]);
    await database.query(
      `insert into agency_person (agency, person, own_hub, hub, identity, digest, generation, upns, given, names_text, sounds, postcodes,
         protect_location, protect_identity) values ($1, $2, $3, $4, $5, '', 0, '{}', '{}', '', '{}', '{}', false, false)`,
      [told.replaceAll(/[()]/g, ''), own, own, hub, told.startsWith('(') ? null : '{}'],
    );
  }
}

const as = (agency: string, ...roles: string[]) => {
  const principal: Principal = { kind: 'principal', sub: 's', agency, roles, teams: [], rid: 'r' };
  return readMatchRates({ database, principal });
};

test('tells how many of each agency’s people others know, and never a number of 1 to 4', async () => {
  for (let count = 0; count < 6; count += 1) await known('police', 'health');
  for (let count = 0; count < 14; count += 1) await known('police');
  for (let count = 0; count < 3; count += 1) await known('education', 'health');
  for (let count = 0; count < 9; count += 1) await known('health', '(police)');
  expect(await as('MASH', 'ig_auditor')).toEqual([
    { agency: 'POLICE', people: 20, linked: 6, share: 0.3 },
    { agency: 'HEALTH', people: 18, linked: 9, share: 0.5 },
    { agency: 'EDUCATION', people: null, linked: null, share: null },
    { agency: 'SOCIAL_CARE', people: null, linked: null, share: null },
  ]);
  for (let count = 0; count < 5; count += 1) await known('education');
  // 3 of 8: both could be worked out.
  expect((await as('MASH', 'decision_maker'))[2]).toEqual({ agency: 'EDUCATION', people: 8, linked: null, share: null });
});

test('a publisher is told of their own agency alone', async () => {
  expect((await as('HEALTH', 'publisher')).map(({ agency }) => agency)).toEqual(['HEALTH']);
  expect(await as('MASH', 'publisher')).toEqual([]);
});
