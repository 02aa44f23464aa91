import fc from 'fast-check';
import { Client } from 'pg';
import { Column, type DataSource, Entity, type EntityTarget } from 'typeorm';
import { assertReadable, entityReader } from '../../../common/agency/entity-reader';
import type { AgencyDefinition } from '../../../common/agency/definition';
import { readTogether } from '../../../common/agency/one-statement';
import { instantOf, type Reach, standing } from '../../../common/agency/standing';
import { rowsPart } from '../../../common/agency/standing-parts';
import { openDatabase } from '../../../common/database';
import { Loaders } from '../../../common/loaders';
import { PUBLISHING_MIGRATIONS } from '../../../common/publishing/migrations';
import { AgencyPerson, AgencyRelationship } from '../../../common/publishing/people';
import { PublishedRow } from '../../../common/publishing/published-row';
import { definition as education } from '../../../subgraphs/education';
import { definition as health } from '../../../subgraphs/health';
import { definition as police } from '../../../subgraphs/police';
import { definition as socialCare } from '../../../subgraphs/social-care';
import { type FreshDatabase, freshDatabase } from '../../support/postgres';
import { dropChecks, madeUpRows, replaceRows, requiredOf } from './support/made-up-rows';

const REACHES: readonly Reach[] = [
  { sealedToo: false, asKnownOn: undefined },
  { sealedToo: true, asKnownOn: undefined },
  { sealedToo: false, asKnownOn: new Date('2025-09-01T00:00:00Z') },
  { sealedToo: true, asKnownOn: new Date('2025-09-01T00:00:00Z') },
];

const entitiesOf = ({ kinds }: AgencyDefinition) => [
  ...new Set([AgencyPerson, AgencyRelationship, ...kinds.map(({ entity }) => entity)]),
];

/** The rows as TypeORM's own query builder reads them. */
function byTypeOrm(database: DataSource, entity: EntityTarget<PublishedRow>, keys: readonly string[], reach: Reach) {
  const repository = database.getRepository(entity);
  const table = database.driver.escape(repository.metadata.tableName);
  return repository
    .createQueryBuilder('r')
    .where(`r.recordKey = any(:keys) and ${standing(table, 'r', reach, ':instant')}`, { keys, instant: instantOf(reach) })
    .getMany();
}

const inOrder = (rows: readonly PublishedRow[]) => [...rows].sort((a, b) => (a.rowId < b.rowId ? -1 : 1));

describe.each([
  ['police', police],
  ['health', health],
  ['education', education],
  ['social care', socialCare],
])('every kind of record of %s, read in one statement', (_, definition) => {
  let fresh: FreshDatabase;
  let database: DataSource;
  let owner: Client;
  const entities = entitiesOf(definition);

  beforeAll(async () => {
    fresh = await freshDatabase('readers');
    database = await openDatabase({
      name: 'readers',
      url: fresh.url,
      migratorUrl: fresh.migratorUrl,
      entities,
      migrations: [...PUBLISHING_MIGRATIONS, ...definition.migrations],
    });
    owner = new Client({ connectionString: fresh.migratorUrl });
    await owner.connect();
    for (const entity of entities) await dropChecks(owner, database.getMetadata(entity).tableName);
  });
  afterAll(async () => {
    await owner.end();
    await database.destroy();
    await fresh.drop();
  });
  afterEach(() => jest.restoreAllMocks());

  test('is exactly what TypeORM reads', async () => {
    const metadatas = entities.map((entity) => database.getMetadata(entity));
    const required: Set<string>[] = [];
    for (const { tableName } of metadatas) required.push(await requiredOf(owner, tableName));
    const tables = fc.tuple(...metadatas.map((metadata, index) => madeUpRows(metadata, required[index] as Set<string>)));
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        for (const [index, { tableName }] of metadatas.entries()) await replaceRows(owner, tableName, rows[index] ?? []);
        const keys = rows.map((ofTable) => ofTable.map((row) => String(row['record_key'])));
        for (const reach of REACHES) {
          const theirs = await Promise.all(
            entities.map((entity, index) => byTypeOrm(database, entity, keys[index] ?? [], reach)),
          );
          const spy = jest.spyOn(Client.prototype, 'query');
          const loaders = new Loaders();
          const ours = await Promise.all(
            entities.map(async (entity, index) => {
              const reader = entityReader(database, entity);
              const read = await readTogether(rowsPart(reader, 'recordKey', keys[index] ?? [], reach), { database, loaders });
              return read.map((row) => reader.read(row));
            }),
          );
          expect(spy.mock.calls).toHaveLength(1);
          spy.mockRestore();
          expect(ours.map(inOrder)).toStrictEqual(theirs.map(inOrder));
          compared += ours.flat().length;
        }
      }),
      { numRuns: 6 },
    );
    expect(compared).toBeGreaterThan(entities.length * 6 * 4);
  }, 60_000);
});

@Entity('strange')
class Strange extends PublishedRow {
  @Column('numeric')
  amount!: string;

  @Column('text', { transformer: { to: String, from: Number } })
  turned!: number;

  @Column('text')
  plain!: string;
}

test('an entity that the reader would read otherwise than TypeORM stops the start, by name', async () => {
  const fresh = await freshDatabase('strange');
  const database = await openDatabase({ name: 'strange', url: fresh.url, entities: [Strange, AgencyPerson], migrations: [] });
  expect(() => assertReadable(database, [AgencyPerson])).not.toThrow();
  expect(() => assertReadable(database, [AgencyPerson, Strange])).toThrow(
    /: Strange.amount is numeric[^;]*; Strange.turned is text[^;]*$/,
  );
  expect(() => entityReader(database, Strange)).toThrow(/Strange.amount/);
  await database.destroy();
  await fresh.drop();
});
