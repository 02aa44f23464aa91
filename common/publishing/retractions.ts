import type { DataSource, EntityManager, EntityTarget } from 'typeorm';
import type { RecordKind } from '../agency/definition';
import { isRejected } from './classify';
import type { RecordOutcome } from './record-outcome';
import type { CurrentVersion } from './kind-table';
import { OVERTAKEN } from './overtaken';
import type { PublishedRow } from './published-row';
import type { ImportedRow, Retraction } from './record';
import { identifier, textArray } from './sql-text';

/** A row that retracts, with the keys of the records it means. */
export interface RetractingRow {
  readonly row: ImportedRow;
  readonly retraction: Retraction;
  readonly keys: readonly string[];
}

/** A version to hide, and the row that says so. */
export interface Hiding {
  readonly from: RetractingRow;
  readonly key: string;
  readonly version: CurrentVersion;
}

interface Found {
  readonly wanted: string;
  readonly key: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds and hides the records that retractions name. A retracted version stays, with the reason, and is shown to nobody. */
export class Retractions {
  private readonly tables: ReadonlyMap<string, string>;

  constructor(database: DataSource, kinds: readonly RecordKind[]) {
    this.tables = new Map(
      kinds.map(({ kind, entity }) => [kind, identifier(database.getMetadata(entity as EntityTarget<PublishedRow>).tableName)]),
    );
  }

  /** The rows of a chunk that retract, each with the keys it means, by the row's index. */
  async find(manager: EntityManager, rows: readonly ImportedRow[]): Promise<Map<number, RetractingRow>> {
    const found = new Map<number, RetractingRow>();
    if (!rows.some(({ retraction }) => retraction !== undefined)) return found;
    const byId = await this.lookUp(manager, rows, ({ id }) => id?.toLowerCase(), 'id::text', ID);
    const byPerson = await this.lookUp(manager, rows, ({ kind, key }) => (kind === 'person' ? key : undefined), 'person_id');
    rows.forEach((row, index) => {
      const { retraction } = row;
      if (retraction === undefined || isRejected(row)) return;
      const { kind, key, id } = retraction;
      const keys =
        key === undefined ? byId.get(`${kind}/${id?.toLowerCase()}`) : [key, ...(byPerson.get(`${kind}/${key}`) ?? [])];
      found.set(index, { row, retraction, keys: [...new Set(keys)] });
    });
    return found;
  }

  /** Hides these versions from `at`, and keeps why. */
  async hide(manager: EntityManager, publication: string, at: string, kind: string, hidings: readonly Hiding[]): Promise<void> {
    const table = this.tables.get(kind);
    if (table === undefined || hidings.length === 0) return;
    const rowIds = textArray(hidings.map(({ version }) => version.rowId));
    await manager.query(`update ${table} set retracted_at = $2::timestamptz where row_id = any($1::bigint[])`, [rowIds, at]);
    await manager.query(
      `insert into retraction (publication_id, kind, retracted_at, row_id, record_id, record_key, person_id, reason, source_file, source_row)
       select $1::uuid, $2, $3::timestamptz, row_id::bigint, record_id::uuid, record_key, person_id, reason, source_file, source_row::integer
       from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
         as hidden (row_id, record_id, record_key, person_id, reason, source_file, source_row)`,
      [
        publication,
        kind,
        at,
        rowIds,
        textArray(hidings.map(({ version }) => version.id)),
        textArray(hidings.map(({ key }) => key)),
        textArray(hidings.map(({ version }) => version.person)),
        textArray(hidings.map(({ from }) => from.retraction.reason)),
        textArray(hidings.map(({ from }) => from.row.file)),
        textArray(hidings.map(({ from }) => String(from.row.row))),
      ],
    );
  }

  /** Keys of current versions by `kind/wanted`, where `column` is what the retraction gives. */
  private async lookUp(
    manager: EntityManager,
    rows: readonly ImportedRow[],
    wantedOf: (retraction: Retraction) => string | undefined,
    column: string,
    shape = /^/,
  ): Promise<Map<string, string[]>> {
    const wanted = new Map<string, Set<string>>();
    for (const { retraction } of rows) {
      const value = retraction === undefined ? undefined : wantedOf(retraction);
      if (retraction === undefined || value === undefined || !shape.test(value)) continue;
      wanted.set(retraction.kind, (wanted.get(retraction.kind) ?? new Set()).add(value));
    }
    const keys = new Map<string, string[]>();
    for (const [kind, values] of wanted) {
      const table = this.tables.get(kind);
      if (table === undefined) continue;
      const found: Found[] = await manager.query(
        `select ${column} as wanted, record_key as key from ${table} where known_to is null and ${column} = any($1::text[]) order by record_key`,
        [textArray([...values])],
      );
      for (const one of found) keys.set(`${kind}/${one.wanted}`, [...(keys.get(`${kind}/${one.wanted}`) ?? []), one.key]);
    }
    return keys;
  }
}

/** What the retractions of one kind come to: what became of each, in order, and which versions must be hidden. */
export function judge(
  retracting: readonly RetractingRow[],
  current: ReadonlyMap<string, CurrentVersion>,
  overtaken: ReadonlySet<string>,
): { readonly outcomes: readonly RecordOutcome[]; readonly hidings: readonly Hiding[] } {
  const hidings: Hiding[] = [];
  const hidden = new Set<string>();
  const outcomes = retracting.map((from): RecordOutcome => {
    const held = from.keys.filter((key) => current.has(key));
    if (held.length === 0) return NO_SUCH_RECORD;
    const shown = held.filter((key) => !current.get(key)?.retracted && !hidden.has(key));
    if (shown.length === 0) return { outcome: 'unchanged', repeated: false };
    const standing = shown.filter((key) => !overtaken.has(key));
    if (standing.length === 0) return OVERTAKEN;
    for (const key of standing) {
      hidden.add(key);
      hidings.push({ from, key, version: current.get(key) as CurrentVersion });
    }
    return { outcome: 'retracted', repeated: false };
  });
  return { outcomes, hidings };
}

const NO_SUCH_RECORD: RecordOutcome = {
  outcome: 'unchanged',
  repeated: false,
  problem: {
    severity: 'error',
    code: 'no-such-record',
    field: 'key',
    problem: 'This agency has no record of this kind and key or id',
    remedy: 'Give the kind and key under which it was published, or the id that the hub shows',
  },
};

/** A kind that the agency keeps no records of. */
export const UNKNOWN_RETRACTED_KIND: RecordOutcome = {
  outcome: 'unchanged',
  repeated: false,
  problem: {
    severity: 'error',
    code: 'unknown-kind',
    field: 'kind',
    problem: 'This agency keeps no records of this kind',
    remedy: 'Give the kind under which the record was published',
  },
};

/**
 * Where a chunk must be cut so that a record is not both stored and retracted in one piece: the order of the rows decides what
 * stands at the end. Pairs of first index and index after the last.
 */
export function cut(rows: readonly ImportedRow[], retracting: ReadonlyMap<number, RetractingRow>): [number, number][] {
  if (retracting.size === 0) return [[0, rows.length]];
  const pieces: [number, number][] = [];
  let from = 0;
  let stored = new Set<string>();
  let retracted = new Set<string>();
  rows.forEach((row, index) => {
    const stores = row.records.map(({ kind, key }) => `${kind}/${key}`);
    const takes = retracting.get(index);
    const retracts = takes?.keys.map((key) => `${takes.retraction.kind}/${key}`) ?? [];
    if (stores.some((key) => retracted.has(key)) || retracts.some((key) => stored.has(key))) {
      pieces.push([from, index]);
      from = index;
      stored = new Set();
      retracted = new Set();
    }
    for (const key of stores) stored.add(key);
    for (const key of retracts) retracted.add(key);
  });
  return [...pieces, [from, rows.length]];
}
