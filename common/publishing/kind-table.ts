import type { DataSource, EntityManager } from 'typeorm';
import type { RecordKind } from '../agency/definition';
import type { PublishedRow } from './published-row';
import type { PublishedRecord, RowReference } from './record';
import { identifier, textArray } from './sql-text';

/** A record on its way in, with where it stood and its digest. */
export interface Incoming {
  readonly record: PublishedRecord;
  readonly at: RowReference;
  readonly digest: string;
}

/** The version of a record that is current in the database. */
export interface CurrentVersion {
  readonly rowId: string;
  readonly id: string;
  readonly person: string | null;
  readonly digest: string;
  readonly publication: string;
  readonly retracted: boolean;
  readonly sealed: boolean;
}

/** A new version to write, and the one it closes. */
export interface Write {
  readonly incoming: Incoming;
  readonly id: string;
  readonly closes: CurrentVersion | undefined;
}

interface ContentColumn {
  readonly property: string;
  readonly name: string;
  readonly cast: string;
  encode(value: unknown): string | null;
}

/** A record has a property that its entity does not map: storing it would lose it in silence. */
export class UnmappedProperty extends Error {
  readonly code = 'UNMAPPED_PROPERTY';
  override readonly name = 'UnmappedProperty';

  constructor(kind: string, property: string) {
    super(`Records of kind ${kind} have a property "${property}" that their entity has no column for`);
  }
}

/** Reads and writes the versions of one kind of record, many at a time. The SQL is made once, from the entity's metadata. */
export class KindTable {
  private readonly kind: string;
  private readonly columns: readonly ContentColumn[];
  private readonly position: ReadonlyMap<string, number>;
  private readonly selectSql: string;
  private readonly closeSql: string;
  private readonly insertSql: string;

  constructor(database: DataSource, { kind, entity }: RecordKind) {
    this.kind = kind;
    const table = identifier(database.getMetadata(entity).tableName);
    this.columns = contentColumns(database, entity);
    this.position = new Map(this.columns.map(({ property }, index) => [property, index]));
    // A search of the index for each key, whatever the planner guesses of a table that is just being filled.
    this.selectSql = `select held.* from unnest($1::text[]) as wanted (key) cross join lateral (
        select record_key as key, row_id as "rowId", id, person_id as person, digest, publication_id as publication,
          retracted_at is not null as retracted, sealed
        from ${table} where known_to is null and record_key = wanted.key limit 1) held`;
    this.closeSql = `update ${table} set known_to = $2::timestamptz where row_id = any($1::bigint[])`;
    this.insertSql = insertSql(table, this.columns);
  }

  /** The current versions of these keys, by key. */
  async current(manager: EntityManager, keys: Iterable<string>): Promise<Map<string, CurrentVersion>> {
    const rows: (CurrentVersion & { key: string })[] = await manager.query(this.selectSql, [textArray([...keys])]);
    return new Map(rows.map((row) => [row.key, row]));
  }

  /** Closes the versions that are replaced and opens the new ones, known from `at`. A seal outlasts a correction. */
  async write(manager: EntityManager, publication: string, at: string, writes: readonly Write[]): Promise<void> {
    const closed = writes.flatMap(({ closes }) => (closes === undefined ? [] : [closes.rowId]));
    if (closed.length > 0) await manager.query(this.closeSql, [textArray(closed), at]);
    const fixed = [
      writes.map(({ id }) => id),
      writes.map(({ incoming }) => incoming.record.key),
      writes.map(({ incoming }) => personOf(incoming.record)),
      writes.map(({ incoming }) => incoming.digest),
      writes.map(({ incoming }) => incoming.at.file),
      writes.map(({ incoming }) => String(incoming.at.row)),
      writes.map(({ closes }) => String(closes?.sealed ?? false)),
    ];
    await manager.query(this.insertSql, [publication, at, ...[...fixed, ...this.content(writes)].map(textArray)]);
  }

  private content(writes: readonly Write[]): (string | null)[][] {
    const values = this.columns.map(() => new Array<string | null>(writes.length).fill(null));
    writes.forEach(({ incoming }, row) => {
      const data = incoming.record.data as Record<string, unknown>;
      for (const property of Object.keys(data)) {
        const value = data[property];
        if (value === undefined || value === null) continue;
        const position = this.position.get(property);
        if (position === undefined) throw new UnmappedProperty(this.kind, property);
        (values[position] as (string | null)[])[row] = (this.columns[position] as ContentColumn).encode(value);
      }
    });
    return values;
  }
}

/** Whom a record is about. A person's own key is the agency's id of that person, whether or not the record repeats it. */
export function personOf(record: PublishedRecord): string | null {
  return record.person ?? (record.kind === 'person' ? record.key : null);
}

function contentColumns(database: DataSource, entity: RecordKind['entity']): ContentColumn[] {
  const shared = new Set(Object.keys(BASE_PROPERTIES));
  const columns = database
    .getMetadata(entity)
    .columns.filter((column) => !shared.has(column.propertyName) && column.relationMetadata === undefined && column.isInsert);
  return columns.map((column) => {
    const type = database.driver.normalizeType({ type: column.type, isArray: column.isArray });
    const json = type === 'json' || type === 'jsonb';
    return {
      property: column.propertyName,
      name: identifier(column.databaseName),
      cast: column.isArray ? `${type}[]` : type,
      encode: json
        ? JSON.stringify
        : (value) =>
            Array.isArray(value) ? textArray(value.map((item) => (item === null ? null : String(item)))) : String(value),
    };
  });
}

/** Every column of `PublishedRow`: the store fills these itself. */
const BASE_PROPERTIES: Record<keyof PublishedRow, true> = {
  rowId: true,
  id: true,
  recordKey: true,
  personId: true,
  digest: true,
  publicationId: true,
  sourceFile: true,
  sourceRow: true,
  knownFrom: true,
  knownTo: true,
  retractedAt: true,
  sealed: true,
};

function insertSql(table: string, columns: readonly ContentColumn[]): string {
  const fixed = ['id::uuid', 'record_key', 'person_id', 'digest', 'source_file', 'source_row::integer', 'sealed::boolean'];
  const names = fixed.map((name) => name.replace(/::.*/, ''));
  const parameters = [...names, ...columns].map((_, index) => `$${index + 3}::text[]`);
  const aliases = [...names, ...columns.map((_, index) => `c${index}`)];
  return `insert into ${table} (publication_id, known_from, ${[...names, ...columns.map(({ name }) => name)].join(', ')})
    select $1::uuid, $2::timestamptz, ${[...fixed, ...columns.map(({ cast }, index) => `c${index}::${cast}`)].join(', ')}
    from unnest(${parameters.join(', ')}) as incoming (${aliases.join(', ')})`;
}
