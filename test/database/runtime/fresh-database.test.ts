import { withClient } from '../../../tools/local-postgres/databases';
import { type FreshDatabase, freshDatabase } from '../../support/postgres';

const databases: FreshDatabase[] = [];
const fresh = async (options?: Parameters<typeof freshDatabase>[0]) => {
  const database = await freshDatabase(options);
  databases.push(database);
  return database;
};
afterAll(async () => {
  for (const database of databases.reverse()) {
    await database.drop();
  }
});

describe('a fresh database', () => {
  test('lets the app role read and write rows of tables that the migrator made, and nothing else', async () => {
    const database = await fresh('Fresh one');
    await withClient(database.migratorUrl, (client) =>
      client.query('create table note (id bigint generated always as identity primary key, words text)'),
    );
    await withClient(database.url, async (client) => {
      const inserted = await client.query("insert into note (words) values ('a') returning id");
      expect(inserted.rows).toEqual([{ id: '1' }]);
      await client.query("update note set words = 'b'; delete from note");
      await expect(client.query('create table other ()')).rejects.toThrow('permission denied');
      await expect(client.query('drop table note')).rejects.toThrow('must be owner');
      await expect(client.query('truncate note')).rejects.toThrow('permission denied');
    });
  });

  test('keeps one service out of another service database', async () => {
    const [one, other] = [await fresh('one'), await fresh('other')];
    const trespass = new URL(one.url);
    trespass.pathname = new URL(other.url).pathname;
    await expect(withClient(trespass.href, (client) => client.query('select 1'))).rejects.toThrow(
      'permission denied for database',
    );
  });

  test('copies a template with its rows', async () => {
    const template = await fresh('template');
    await withClient(template.migratorUrl, (client) => client.query('create table note as select 7 as n'));
    const copy = await fresh({ template: template.name });
    const read = await withClient(copy.url, (client) => client.query('select n from note'));
    expect(read.rows).toEqual([{ n: 7 }]);
  });
});
