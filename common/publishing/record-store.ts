import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import type { RecordKind } from '../agency/definition';
import { tellPersons, tellRelationships } from '../feed/outbox';
import type { WatchedSignals } from '../feed/watched-signals';
import { classify, isRejected, refusedByDatabase, resultOf } from './classify';
import { contentDigest } from './digest';
import { type Incoming, KindTable, personOf, type Write } from './kind-table';
import { addProblems, type Publication, saveProgress } from './publications';
import type { ImportedRow } from './record';
import { countRows, type RowResult } from './tally';
import { lockWriters } from './writer-lock';

/** A record of a kind the agency did not declare: its importer and its definition disagree. */
export class UnknownKind extends Error {
  readonly code = 'UNKNOWN_KIND';
  override readonly name = 'UnknownKind';

  constructor(kind: string) {
    super(`No entity is declared for records of kind ${kind}`);
  }
}

/** Whose records a chunk changed, for the events that tell it. */
interface Changes {
  readonly persons: Set<string>;
  readonly relationships: Set<string>;
  readonly people: Set<string>;
}

/** Stores chunks of imported rows: records, what was wrong, the publication's progress and the events, all in one transaction. */
export class RecordStore {
  private readonly tables: ReadonlyMap<string, KindTable>;

  constructor(
    private readonly database: DataSource,
    kinds: readonly RecordKind[],
    private readonly signals: WatchedSignals,
  ) {
    this.tables = new Map(kinds.map((kind) => [kind.kind, new KindTable(database, kind)]));
  }

  /**
   * Stores the rows that follow the publication's progress. Rows that the database refuses for their values are found by halving
   * and rejected; the others are kept.
   * @returns the publication with its new progress and counts, as committed
   * @throws SupersededRun when another worker has taken the publication up
   */
  async store(publication: Publication, rows: readonly ImportedRow[]): Promise<Publication> {
    try {
      return await this.database.transaction((manager) => this.storeIn(manager, publication, rows));
    } catch (error) {
      if (!isAboutValues(error)) throw error;
      const [only] = rows;
      if (rows.length === 1 && only !== undefined) return this.store(publication, [refusedByDatabase(only)]);
      const half = Math.ceil(rows.length / 2);
      return this.store(await this.store(publication, rows.slice(0, half)), rows.slice(half));
    }
  }

  private async storeIn(manager: EntityManager, publication: Publication, rows: readonly ImportedRow[]): Promise<Publication> {
    const at = await lockWriters(manager);
    const changes: Changes = { persons: new Set(), relationships: new Set(), people: new Set() };
    const results = await this.storeRecords(manager, publication, at, rows, changes);
    await tellPersons(manager, changes.persons);
    await tellRelationships(manager, changes.relationships);
    await this.signals.afterChange(manager, changes.people);
    await addProblems(manager, publication, results);
    const after = {
      ...publication,
      progress: publication.progress + rows.length,
      counts: countRows(publication.counts, results),
    };
    await saveProgress(manager, after);
    return after;
  }

  private async storeRecords(
    manager: EntityManager,
    publication: Publication,
    at: string,
    rows: readonly ImportedRow[],
    changes: Changes,
  ): Promise<RowResult[]> {
    const outcomes = rows.map((): ReturnType<typeof classify>['outcomes'][number][] => []);
    for (const [kind, { incoming, rowOf }] of byKind(rows)) {
      const table = this.tables.get(kind);
      if (table === undefined) throw new UnknownKind(kind);
      const current = await table.current(manager, new Set(incoming.map(({ record }) => record.key)));
      const classified = classify(incoming, current, publication.id);
      if (classified.writes.length > 0) await table.write(manager, publication.id, at, classified.writes);
      for (const write of classified.writes) note(changes, kind, write);
      for (const [index, outcome] of classified.outcomes.entries()) outcomes[rowOf[index] as number]?.push(outcome);
    }
    return rows.map((row, index) => resultOf(row, outcomes[index] ?? []));
  }
}

interface OfKind {
  readonly incoming: Incoming[];
  /** Index of the row each record came from. */
  readonly rowOf: number[];
}

function byKind(rows: readonly ImportedRow[]): Map<string, OfKind> {
  const kinds = new Map<string, OfKind>();
  rows.forEach((row, index) => {
    if (isRejected(row)) return;
    for (const record of row.records) {
      const group = kinds.get(record.kind) ?? { incoming: [], rowOf: [] };
      kinds.set(record.kind, group);
      group.incoming.push({ record, at: row, digest: contentDigest(personOf(record) ?? undefined, record.data) });
      group.rowOf.push(index);
    }
  });
  return kinds;
}

/** A correction may move a record from one person to another: both are told. */
function note(changes: Changes, kind: string, { incoming, closes }: Write): void {
  for (const person of [personOf(incoming.record), closes?.person]) {
    if (person === null || person === undefined) continue;
    changes.people.add(person);
    if (kind === 'person') changes.persons.add(person);
    if (kind === 'relationship') changes.relationships.add(person);
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint): what was sent, not how things stand. */
function isAboutValues(error: unknown): boolean {
  return error instanceof QueryFailedError && /^2[23]/.test(String((error.driverError as { code?: unknown }).code));
}
