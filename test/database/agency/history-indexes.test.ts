import { openDatabase } from '../../../common/database';
import { AgencyPerson } from '../../../common/publishing/people';
import { HistoryIndexes1795399200000 } from '../../../common/publishing/history-indexes';
import { recordTable } from '../../../common/publishing/record-table';
import { withClient } from '../../../tools/local-postgres/databases';
import { type FreshDatabase, freshDatabase } from '../../support/postgres';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase('history indexes');
});
afterAll(() => fresh.drop());

test('tables of records from before the past could be read get their indexes, and no other table does', async () => {
  const { up } = recordTable('visit', 'place text', 'Visits');
  await withClient(fresh.migratorUrl, async (client) => {
    for (const statement of up.filter((one) => !one.includes('if not exists'))) await client.query(statement);
    await client.query('create table other (record_key text, retracted_at timestamptz)');
  });
  const migrations = [HistoryIndexes1795399200000];
  const database = await openDatabase({ ...fresh, name: 'test', entities: [AgencyPerson], migrations });
  try {
    const rows: { name: string }[] = await database.query(
      "select indexname as name from pg_indexes where tablename in ('visit', 'other') order by 1",
    );
    expect(rows.map(({ name }) => name)).toEqual([
      ...['visit_current', 'visit_hidden', 'visit_key_past', 'visit_person', 'visit_person_past', 'visit_pkey'],
    ]);
  } finally {
    await database.destroy();
  }
});
