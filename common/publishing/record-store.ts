import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import type { RecordKind } from '../agency/definition';
import { tellPersons, tellRelationships } from '../feed/outbox';
import type { WatchedSignals } from '../feed/watched-signals';
import { classify, isRejected, refusedByDatabase, resultOf } from './classify';
import type { RecordOutcome } from './record-outcome';
import type { Returning } from '../retention/returning';
import { contentDigest } from './digest';
import { type Incoming, KindTable, personOf, type Write } from './kind-table';
import { laterPublications, overtakenKeys } from './overtaken';
import { addProblems, type Publication, saveProgress } from './publications';
import type { ImportedRow } from './record';
import { cut, judge, Retractions, type RetractingRow, UNKNOWN_RETRACTED_KIND } from './retractions';
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
  /** Something was hidden that may bear on anybody's signals. */
  retracted: boolean;
}

const noChanges = (): Changes => ({ persons: new Set(), relationships: new Set(), people: new Set(), retracted: false });

/** Watched people whose signals are all derived again with a retraction; of more, those it does not name follow at its end. */
const WATCHED_WITH_RETRACTION = 1_000;

/** A chunk while it is stored. */
interface Chunk {
  readonly manager: EntityManager;
  readonly publication: Publication;
  /** From when new versions are known. */
  readonly at: string;
  readonly rows: readonly ImportedRow[];
  /** What became of the records of each row. */
  readonly outcomes: readonly RecordOutcome[][];
  /** Publications that may have overtaken this one. */
  readonly later: readonly string[];
  readonly changes: Changes;
}

/** Stores chunks of imported rows: records, what was wrong, the publication's progress and the events, all in one transaction. */
export class RecordStore {
  private readonly tables: ReadonlyMap<string, KindTable>;
  private readonly retractions: Retractions;

  constructor(
    private readonly database: DataSource,
    kinds: readonly RecordKind[],
    private readonly signals: WatchedSignals,
    private readonly returning: Returning,
  ) {
    this.tables = new Map(kinds.map((kind) => [kind.kind, new KindTable(database, kind)]));
    this.retractions = new Retractions(database, kinds);
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

  private async storeIn(manager: EntityManager, publication: Publication, given: readonly ImportedRow[]): Promise<Publication> {
    const at = await lockWriters(manager);
    const rows = await this.returning.leaveOut(manager, at, given, (all) =>
      this.storeRecords(manager, publication, at, all, noChanges()),
    );
    const changes = noChanges();
    const results = await this.storeRecords(manager, publication, at, rows, changes);
    await tellPersons(manager, changes.persons);
    await tellRelationships(manager, changes.relationships);
    if (changes.retracted) await addWatched(manager, changes.people);
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
    const chunk: Chunk = {
      ...{ manager, publication, at, rows, changes },
      outcomes: rows.map(() => []),
      later: await laterPublications(manager, publication),
    };
    const retracting = await this.retractions.find(manager, rows);
    for (const [from, to] of cut(rows, retracting)) {
      await this.storePiece(chunk, from, to);
      await this.retractPiece(
        chunk,
        [...retracting].filter(([index]) => index >= from && index < to),
      );
    }
    return rows.map((row, index) => resultOf(row, chunk.outcomes[index] ?? []));
  }

  private async storePiece({ manager, publication, at, rows, outcomes, later, changes }: Chunk, from: number, to: number) {
    for (const [kind, { incoming, rowOf }] of byKind(rows, from, to)) {
      const table = this.tables.get(kind);
      if (table === undefined) throw new UnknownKind(kind);
      const keys = new Set(incoming.map(({ record }) => record.key));
      const current = await table.current(manager, keys);
      const overtaken = await overtakenKeys(manager, table.name, keys, later);
      const classified = classify(incoming, current, publication.id, overtaken);
      if (classified.writes.length > 0) await table.write(manager, publication.id, at, classified.writes);
      for (const write of classified.writes) note(changes, kind, write);
      for (const [index, outcome] of classified.outcomes.entries()) outcomes[rowOf[index] as number]?.push(outcome);
    }
  }

  private async retractPiece(chunk: Chunk, retracting: readonly (readonly [number, RetractingRow])[]): Promise<void> {
    const { manager, publication, at, outcomes, later, changes } = chunk;
    for (const kind of new Set(retracting.map(([, { retraction }]) => retraction.kind))) {
      const ofKind = retracting.filter(([, { retraction }]) => retraction.kind === kind);
      const table = this.tables.get(kind);
      if (table === undefined) {
        for (const [index] of ofKind) outcomes[index]?.push(UNKNOWN_RETRACTED_KIND);
        continue;
      }
      const keys = new Set(ofKind.flatMap(([, one]) => one.keys));
      const current = await table.current(manager, keys);
      const overtaken = await overtakenKeys(manager, table.name, keys, later);
      const judged = judge(
        ofKind.map(([, one]) => one),
        current,
        overtaken,
      );
      await this.retractions.hide(manager, publication.id, at, kind, judged.hidings);
      for (const { version } of judged.hidings) {
        notePerson(changes, kind, version.person);
        changes.retracted = true;
      }
      for (const [position, [index]] of ofKind.entries()) outcomes[index]?.push(judged.outcomes[position] as RecordOutcome);
    }
  }
}

interface OfKind {
  readonly incoming: Incoming[];
  /** Index of the row each record came from. */
  readonly rowOf: number[];
}

function byKind(rows: readonly ImportedRow[], from: number, to: number): Map<string, OfKind> {
  const kinds = new Map<string, OfKind>();
  rows.slice(from, to).forEach((row, offset) => {
    if (isRejected(row)) return;
    for (const record of row.records) {
      const group = kinds.get(record.kind) ?? { incoming: [], rowOf: [] };
      kinds.set(record.kind, group);
      group.incoming.push({ record, at: row, digest: contentDigest(personOf(record) ?? undefined, record.data) });
      group.rowOf.push(from + offset);
    }
  });
  return kinds;
}

/** A correction may move a record from one person to another: both are told. */
function note(changes: Changes, kind: string, { incoming, closes }: Write): void {
  notePerson(changes, kind, personOf(incoming.record));
  notePerson(changes, kind, closes?.person);
}

function notePerson(changes: Changes, kind: string, person: string | null | undefined): void {
  if (person === null || person === undefined) return;
  changes.people.add(person);
  if (kind === 'person') changes.persons.add(person);
  if (kind === 'relationship') changes.relationships.add(person);
}

/** A record about nobody in particular, or about another person, may be behind anybody's signals. */
async function addWatched(manager: EntityManager, people: Set<string>): Promise<void> {
  const watched: { person: string }[] = await manager.query('select person from watch limit $1', [WATCHED_WITH_RETRACTION + 1]);
  if (watched.length > WATCHED_WITH_RETRACTION) return;
  for (const { person } of watched) people.add(person);
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint): what was sent, not how things stand. */
function isAboutValues(error: unknown): boolean {
  return error instanceof QueryFailedError && /^2[23]/.test(String((error.driverError as { code?: unknown }).code));
}
