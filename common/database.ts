import { Client } from 'pg';
import { DataSource, DefaultNamingStrategy, type Logger, type MixedList } from 'typeorm';
import { plainTypes } from './column-types';
import type { Log } from './logger';
import { PreparingClient } from './prepared-statements';

export interface DatabaseOptions {
  /** Service name; shown by the server beside each connection. */
  readonly name: string;
  /** Connects as the app role: rows only. */
  readonly url: string;
  /** Connects as the owning role, for the migrations and nothing else. Absent: the migrations were run beforehand. */
  readonly migratorUrl?: string | undefined;
  /** TypeORM entity classes. */
  readonly entities: MixedList<Function>;
  /** TypeORM migration classes. */
  readonly migrations: readonly Function[];
  /** Connections kept; 10 unless told. */
  readonly poolSize?: number;
  /** Told of failed queries by SQLSTATE and constraint, never by text or parameters. */
  readonly log?: Log | undefined;
}

/** No statement of ours takes this long; one that does is stuck behind something. `COPY` from a client sets its own. */
const STATEMENT_TIMEOUT_MS = 60_000;

/**
 * Runs the outstanding migrations as the owning role, one service process at a time, then opens the database as the app role.
 * Columns are named in snake_case; `bigint` and `numeric` arrive as text, `date` as `yyyy-mm-dd` text, `timestamptz` as `Date`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  if (options.migratorUrl !== undefined) {
    await migrate(options, options.migratorUrl);
  }
  return new DataSource(settings(options, options.url)).initialize();
}

/** camelCase properties, snake_case columns: SQL written by hand then needs no quotes. */
export class SnakeCaseNaming extends DefaultNamingStrategy {
  override tableName(className: string, customName: string | undefined): string {
    return customName ?? snakeCase(className);
  }

  override columnName(property: string, customName: string | undefined, prefixes: string[]): string {
    return snakeCase([...prefixes, ''].join('_')) + (customName ?? snakeCase(property));
  }

  override relationName(property: string): string {
    return snakeCase(property);
  }

  override joinColumnName(relation: string, referenced: string): string {
    return snakeCase(`${relation}_${referenced}`);
  }

  override joinTableColumnName(table: string, property: string, column?: string): string {
    return snakeCase(`${table}_${column ?? property}`);
  }
}

async function migrate(options: DatabaseOptions, url: string): Promise<void> {
  const lock = new Client({ connectionString: url });
  await lock.connect();
  try {
    // Held until this connection ends: a second process of the same service waits, then finds nothing left to do.
    await lock.query("select pg_advisory_lock(hashtext('mash-hub migrations'))");
    const database = new DataSource({ ...settings(options, url), migrations: [...options.migrations] });
    await database.initialize();
    try {
      const done = await database.runMigrations({ transaction: 'each' });
      for (const migration of done) {
        options.log?.info('MIGRATION_RUN', { migration: migration.name });
      }
    } finally {
      await database.destroy();
    }
  } finally {
    await lock.end();
  }
}

function settings(options: DatabaseOptions, url: string) {
  return {
    type: 'postgres' as const,
    url,
    applicationName: options.name,
    entities: options.entities,
    synchronize: false,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeCaseNaming(),
    logging: false,
    logger: quietLogger(options.log),
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: 10_000,
    extra: {
      Client: PreparingClient,
      // Compiling a plan takes longer than any plan of ours saves by it; a statement of many small parts looks dear enough to try.
      options: '-c jit=off',
      types: plainTypes,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      // A transaction left open holds back every feed of the cluster.
      idle_in_transaction_session_timeout: 30_000,
    },
  };
}

/** TypeORM's own loggers print bound parameters, which are people's data. */
function quietLogger(log: Log | undefined): Logger {
  const nothing = () => undefined;
  return {
    logQuery: nothing,
    logQueryError: (error) => log?.warn('DATABASE_QUERY_FAILED', {}, error),
    logQuerySlow: (milliseconds) => log?.warn('DATABASE_QUERY_SLOW', { milliseconds }),
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
