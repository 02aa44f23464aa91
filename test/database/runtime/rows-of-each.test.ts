import type { Client } from 'pg';
import { lookUp, rowsOfEach } from '../../../common/rows-of-each';
import { withClient } from '../../../tools/local-postgres/databases';
import { type FreshDatabase, freshDatabase } from '../../support/postgres';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase('rows_of_each');
  // As after a load or a restore: full, and without statistics.
  await withClient(fresh.migratorUrl, (client) =>
    client.query(`
      create table held (owner int not null, part int not null) with (autovacuum_enabled = false);
      create table part (id int not null, name text not null) with (autovacuum_enabled = false);
      create index held_owner on held (owner);
      create index part_id on part (id);
      insert into held select n / 2, n from generate_series(0, 19999) as n;
      insert into part select n, 'part ' || n from generate_series(0, 19999) as n;`),
  );
});
afterAll(() => fresh.drop());

const OWNERS = Array.from({ length: 100 }, (_, index) => index * 50);
const FOUND = `${rowsOfEach({ as: 'h', table: 'held', where: 'owner = each_key', keys: '$1::int[]' })}
  ${lookUp({ as: 'p', table: 'part', where: 'id = h.part' })}`;
const PLAIN = 'held h join part p on p.id = h.part where h.owner = any($1::int[])';
const asked = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
  withClient(fresh.migratorUrl, async (client: Client) => (await client.query<T>(text, values)).rows);
const planOf = async (from: string): Promise<string> =>
  JSON.stringify(await asked(`explain (format json) select h.owner, p.name from ${from}`, [OWNERS]));

test('a hundred keys are looked up in the index, where the plain condition reads the tables from end to end', async () => {
  expect(await planOf(PLAIN)).toContain('Seq Scan');
  expect(await planOf(FOUND)).not.toContain('Seq Scan');
});

test('it finds what the plain condition finds, and a key that is named twice once', async () => {
  const rowsFrom = (from: string): Promise<object[]> =>
    asked(`select h.owner, p.name from ${from} order by 1, 2`, [[...OWNERS, ...OWNERS, -1]]);
  const found = await rowsFrom(FOUND);
  expect(found).toHaveLength(200);
  expect(found).toEqual(await rowsFrom(PLAIN));
});
