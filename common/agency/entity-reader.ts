import type { DataSource, EntityMetadata, EntityTarget } from 'typeorm';
import { THROUGH_JSON, type ThroughJson } from '../column-types';
import { identifier } from '../publishing/sql-text';
import type { Class } from './definition';
import type { Row } from './one-statement';

/** Reads entities out of rows of JSON, as TypeORM would have read them out of rows of its own. */
export interface EntityReader<T> {
  readonly table: string;
  /** Of the table as `r`, in the order of `read`. */
  readonly columns: readonly string[];
  read(row: Row): T;
  /** Place of the property among the columns. @throws Error when there is none. */
  placeOf(property: string): number;
  /** Its column in SQL. */
  columnOf(property: string): string;
}

/** PostgreSQL's limit for the arguments of a function. */
const MOST_COLUMNS = 100;

type Column = EntityMetadata['columns'][number];

const typeOf = ({ type, isArray }: Column): string => `${typeof type === 'string' ? type : type.name}${isArray ? '[]' : ''}`;

const readers = new WeakMap<EntityMetadata, EntityReader<unknown>>();

/** @throws Error naming what the reader cannot read. */
export function entityReader<T>(database: DataSource, entity: Class<T>): EntityReader<T> {
  const metadata = database.getMetadata(entity as EntityTarget<T & object>);
  const known = readers.get(metadata) as EntityReader<T> | undefined;
  if (known !== undefined) return known;
  const problems = unreadable(metadata);
  if (problems.length > 0) throw new Error(`These entities cannot be read together with others: ${problems.join('; ')}`);
  const reader = compile<T>(metadata);
  readers.set(metadata, reader);
  return reader;
}

/**
 * For the start of a service: every entity can be read.
 *
 * @throws Error naming each property of a type, or with a feature of TypeORM, that the reader does not know.
 */
export function assertReadable(database: DataSource, entities: readonly Class<unknown>[]): void {
  const problems = entities.flatMap((entity) => unreadable(database.getMetadata(entity as EntityTarget<object>)));
  if (problems.length > 0) throw new Error(`These entities cannot be read together with others: ${problems.join('; ')}`);
}

function unreadable(metadata: EntityMetadata): string[] {
  const { name, columns, relations, embeddeds, discriminatorColumn, deleteDateColumn, afterLoadListeners } = metadata;
  const more = relations.length + embeddeds.length + afterLoadListeners.length > 0 || metadata.tableType !== 'regular';
  const other = more || discriminatorColumn !== undefined || deleteDateColumn !== undefined || metadata.schema !== undefined;
  const wide = columns.length > MOST_COLUMNS;
  const strange = columns.filter(
    (column) =>
      !THROUGH_JSON.has(typeOf(column)) || column.transformer !== undefined || !column.isSelect || column.isVirtualProperty,
  );
  return [
    ...(wide ? [`${name} has more than ${MOST_COLUMNS} columns`] : []),
    ...(other ? [`${name} is more than the columns of one table`] : []),
    ...strange.map((column) => `${name}.${column.propertyPath} is ${typeOf(column)}, or not plainly so`),
  ];
}

function compile<T>(metadata: EntityMetadata): EntityReader<T> {
  const { name, tableName, columns } = metadata;
  const places = new Map(columns.map(({ propertyName }, place) => [propertyName, place]));
  const cells = columns.map((column) => ({
    property: column.propertyName,
    through: THROUGH_JSON.get(typeOf(column)) as ThroughJson,
  }));
  const sql = columns.map(({ databaseName }) => `r.${identifier(databaseName)}`);
  const placeOf = (property: string) => {
    const place = places.get(property);
    if (place === undefined) throw new Error(`${name} has no column ${property}`);
    return place;
  };
  return {
    table: identifier(tableName),
    columns: sql.map((column, place) => (cells[place]?.through.asText ? `${column}::text` : column)),
    placeOf,
    columnOf: (property) => sql[placeOf(property)] as string,
    read(row) {
      const made = metadata.create(undefined, { fromDeserializer: true }) as Record<string, unknown>;
      for (let place = 0; place < cells.length; place += 1) {
        const { property, through } = cells[place] as (typeof cells)[number];
        const value = row[place] ?? null;
        made[property] = value === null ? null : through.read(value);
      }
      return made as T;
    },
  };
}
