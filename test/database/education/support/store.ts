import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { AgencyDefinition } from '../../../../common/agency/definition';
import { openDatabase } from '../../../../common/database';
import { KindTable } from '../../../../common/publishing/kind-table';
import type { PublishedRecord } from '../../../../common/publishing/record';
import type { AgencyUnderTest } from '../../../support/agency-caller';
import { insertPublication, SAMPLE_PUBLICATION } from '../../../support/sample-rows';

/** The agency's own database, as its application role. */
export function openAgencyDatabase(under: AgencyUnderTest, definition: AgencyDefinition): Promise<DataSource> {
  return openDatabase({
    name: definition.registered.name,
    url: under.database.url,
    entities: definition.kinds.map(({ entity }) => entity as Function),
    migrations: [],
  });
}

/** Stores records as publishing does, so that a property without a column fails the test. */
export async function storeRecords(
  under: AgencyUnderTest,
  database: DataSource,
  definition: AgencyDefinition,
  records: readonly PublishedRecord[],
): Promise<void> {
  await insertPublication(under.database.adminUrl);
  for (const kind of definition.kinds) {
    const writes = records
      .filter((record) => record.kind === kind.kind)
      .map((record, index) => ({
        incoming: {
          record,
          at: { file: 'made-up.csv', row: index + 2 },
          digest: createHash('sha256').update(record.key).digest('hex'),
        },
        id: randomUUID(),
        closes: undefined,
      }));
    if (writes.length === 0) continue;
    const table = new KindTable(database, kind);
    await database.transaction((manager) => table.write(manager, SAMPLE_PUBLICATION, '2026-09-01T08:00:00Z', writes));
  }
}
