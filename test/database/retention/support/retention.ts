import type { DataSource } from 'typeorm';
import { compileAgreement } from '../../../../common/access/compile-agreement';
import type { AgencyDefinition } from '../../../../common/agency/definition';
import { openDatabase } from '../../../../common/database';
import { WatchedSignals } from '../../../../common/feed/watched-signals';
import { AgencyPerson, AgencyRelationship } from '../../../../common/publishing/people';
import { Retention } from '../../../../common/retention/retention';
import type { AgencyUnderTest } from '../../../support/agency-caller';

export interface OpenRetention {
  readonly retention: Retention;
  readonly database: DataSource;
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** Retention of an agency under test, in a process of its own as the command is: on its database, beside the running service. */
export async function openRetention(
  under: AgencyUnderTest,
  definition: AgencyDefinition,
  agreementText: string,
  { today = '2026-11-22', chunk = 500 } = {},
): Promise<OpenRetention> {
  const agreement = compileAgreement(agreementText, `${definition.registered.name}.yaml`);
  const entities = [...new Set([AgencyPerson, AgencyRelationship, ...definition.kinds.map(({ entity }) => entity)])];
  const database = await openDatabase({ name: 'retention', url: under.database.url, entities, migrations: [] });
  const now = () => new Date(`${today}T12:00:00Z`);
  const signals = new WatchedSignals({ database, signals: definition.signals, agreement, now });
  return {
    retention: new Retention({ database, definition, agreement, signals, now, chunk }),
    database,
    query: (sql, parameters = []) => database.query(sql, parameters),
    close: () => database.destroy(),
  };
}

/** The state of a whole database, row by row, to see that nothing changed. */
export async function everything({ query }: OpenRetention): Promise<string> {
  const tables = await query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
  );
  const rows = await Promise.all(
    tables.map(async ({ name }) => ({ name, rows: await query(`select t::text as row from "${name}" t order by 1`) })),
  );
  return JSON.stringify(rows);
}
