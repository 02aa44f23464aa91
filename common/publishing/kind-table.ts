import type { DataSource, EntityManager } from 'typeorm';
import type { RecordKind } from '../agency/definition';
import type { PublishedRow } from './published-row';
import type { PublishedRecord, RowReference } from './record';
import { copyIn, copyLine } from './copy';
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
  /** The table, as the entity is mapped. */
  readonly name: string;
  private readonly kind: string;
  private readonly columns: readonly ContentColumn[];
  private readonly position: ReadonlyMap<string, number>;
  private readonly selectSql: string;
  private readonly closeSql: string;
  private readonly copySql: string;

  constructor(database: DataSource, { kind, entity }: RecordKind) {
    this.kind = kind;
    this.name = database.getMetadata(entity).tableName;
    const table = identifier(this.name);
    this.columns = contentColumns(database, entity);
    this.position = new Map(this.columns.map(({ property }, index) => [property, index]));
    // A search of the index for each key, whatever the planner guesses of a table that is just being filled.
    this.selectSql = `select held.* from unnest($1::text[]) as wanted (key) cross join lateral (
        select record_key as key, row_id as "rowId", id, person_id as person, digest, publication_id as publication,
          retracted_at is not null as retracted, sealed
        from ${table} where known_to is null and record_key = wanted.key limit 1) held`;
    this.closeSql = `update ${table} set known_to = $2::timestamptz where row_id = any($1::bigint[])`;
    this.copySql = copySql(table, this.columns);
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
    if (writes.length > 0) await copyIn(manager, this.copySql, writes.map((write) => this.line(publication, at, write)).join(''));
  }

  private line(publication: string, at: string, { incoming: { record, digest, at: from }, id, closes }: Write): string {
    const content = new Array<string | null>(this.columns.length).fill(null);
    const data = record.data as Record<string, unknown>;
    for (const property of Object.keys(data)) {
      const value = data[property];
      if (value === undefined || value === null) continue;
      const position = this.position.get(property);
      if (position === undefined) throw new UnmappedProperty(this.kind, property);
      content[position] = (this.columns[position] as ContentColumn).encode(value);
    }
    const sealed = closes?.sealed === true ? 't' : 'f';
    return copyLine([publication, at, id, record.key, personOf(record), digest, from.file, String(from.row), sealed, ...content]);
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
      encode: json
        ? JSON.stringify
        : (value) =>
            Array.isArray(value) ? textArray(value.map((item) => (item === null ? null : String(item)))) : String(value),
    };
  });
}

/** Every column of `PublishedRow`: the store fills these itself. */
const BASE_PROPERTIES: Record<Exclude<keyof PublishedRow, 'provenance'>, true> = {
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

/** The order in which `line` gives the values. */
const FIXED = 'publication_id, known_from, id, record_key, person_id, digest, source_file, source_row, sealed';

function copySql(table: string, columns: readonly ContentColumn[]): string {
  return `copy ${table} (${[FIXED, ...columns.map(({ name }) => name)].join(', ')}) from stdin`;
}
