import type { DataSource, EntityManager } from 'typeorm';
import { londonDate } from '../time';
import type { Problem } from './record';
import { PublishRefused } from './refused';
import { textArray } from './sql-text';
import { type Counts, NO_COUNTS, PROBLEMS_KEPT, problemTotal, type RowResult } from './tally';

export type PublicationState = 'RECEIVED' | 'IMPORTING' | 'COMPLETE' | 'FAILED';

/** A publication while it is worked on. */
export interface Publication {
  readonly id: string;
  readonly format: string;
  /** Raised each time a worker takes it up: only the latest may commit. */
  readonly run: number;
  /** Rows of the input whose effect is committed. */
  readonly progress: number;
  readonly counts: Counts;
  /** ISO date against which dates are judged. */
  readonly importDate: string;
  readonly files: readonly ReceivedFile[];
  /** As PostgreSQL writes it. */
  readonly receivedAt: string;
}

/** A file as received; its bytes are in the spool under the publication and the file's place in it. */
export interface ReceivedFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What is known of a publication when its last byte has arrived. */
export interface NewPublication {
  readonly id: string;
  readonly format: string;
  readonly digest: string;
  readonly publishedBy: string;
  readonly receivedAt: Date;
  readonly files: readonly ReceivedFile[];
  /** Of records sent through the graph: the publisher's own name for this act of publishing. */
  readonly idempotencyKey?: string;
}

/** Files wait for each other; records sent through the graph do not wait for files. Each lane keeps its order. */
export type Lane = 'FILES' | 'RECORDS';

/** Another worker has taken the publication up, or it has ended: nothing of this run is committed any more. */
export class SupersededRun extends Error {
  readonly code = 'SUPERSEDED_RUN';
  override readonly name = 'SupersededRun';
}

/**
 * Records a publication, unless it is already there: the same set of files in the same format, or what the same publisher sent
 * under the same idempotency key. A failed one does not count: it may be published again.
 * @returns the id of the publication that stands for it, and whether it is this one
 * @throws PublishRefused CONFLICT when the key stands for something else
 */
export async function addPublication(database: DataSource, received: NewPublication): Promise<{ id: string; added: boolean }> {
  return database.transaction(async (manager) => {
    const inserted: { id: string }[] = await manager.query(
      `insert into publication (id, format, digest, state, received_at, published_by, import_date, counts, idempotency_key)
       values ($1, $2, $3, 'RECEIVED', $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [
        received.id,
        received.format,
        received.digest,
        received.receivedAt,
        received.publishedBy,
        londonDate(received.receivedAt),
        JSON.stringify(NO_COUNTS),
        received.idempotencyKey ?? null,
      ],
    );
    if (inserted.length === 0) {
      const id = await findEarlier(manager, received);
      // It failed between the two statements: the caller's next attempt is free to be the one.
      if (id === undefined) throw new SupersededRun('The earlier publication of this set has just failed');
      return { id, added: false };
    }
    const { files } = received;
    await manager.query(
      `insert into publication_file (publication_id, position, name, sha256, bytes)
       select $1::uuid, position - 1, name, sha256, bytes::bigint
       from unnest($2::text[], $3::text[], $4::text[]) with ordinality as file (name, sha256, bytes, position)`,
      [
        received.id,
        textArray(files.map(({ name }) => name)),
        textArray(files.map(({ sha256 }) => sha256)),
        textArray(files.map(({ bytes }) => String(bytes))),
      ],
    );
    return { id: received.id, added: true };
  });
}

/** The publication that stands for what was received, if there is one that did not fail. @throws PublishRefused CONFLICT */
async function findEarlier(manager: EntityManager, received: NewPublication): Promise<string | undefined> {
  const { format, digest, publishedBy, idempotencyKey } = received;
  const rows: { id: string; same: boolean }[] = await manager.query(
    `select id, format = $1 and digest = $2 as same from publication where state <> 'FAILED' and
       case when $4::text is null then idempotency_key is null and format = $1 and digest = $2
         else published_by = $3 and idempotency_key = $4::text end`,
    [format, digest, publishedBy, idempotencyKey ?? null],
  );
  if (rows[0] !== undefined && !rows[0].same) {
    throw new PublishRefused(
      409,
      'CONFLICT',
      'This idempotency key was used for something else: give each act of publishing its own',
    );
  }
  return rows[0]?.id;
}

/** Takes up the oldest unfinished publication of a lane; any other worker that holds it can commit nothing more. */
export async function takeUp(database: DataSource, lane: Lane): Promise<Publication | undefined> {
  // TypeORM answers an update with its rows and their number.
  const [rows]: [TakenUp[], number] = await database.query(
    `update publication set state = 'IMPORTING', run = run + 1
     where id = (select id from publication where state in ('RECEIVED', 'IMPORTING') and (idempotency_key is not null) = $1
       order by received_at, id limit 1)
     returning id, format, run, progress, counts, import_date::text, received_at::text`,
    [lane === 'RECORDS'],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const files: { name: string; sha256: string; bytes: string }[] = await database.query(
    'select name, sha256, bytes from publication_file where publication_id = $1 order by position',
    [row.id],
  );
  return {
    id: row.id,
    format: row.format,
    run: row.run,
    progress: Number(row.progress),
    counts: row.counts,
    importDate: row.import_date,
    receivedAt: row.received_at,
    files: files.map((file) => ({ ...file, bytes: Number(file.bytes) })),
  };
}

interface TakenUp {
  readonly id: string;
  readonly format: string;
  readonly run: number;
  readonly progress: string;
  readonly counts: Counts;
  readonly import_date: string;
  readonly received_at: string;
}

/** Every publication that is still to be worked on. */
export async function unfinished(database: DataSource): Promise<Set<string>> {
  const rows: { id: string }[] = await database.query("select id from publication where state in ('RECEIVED', 'IMPORTING')");
  return new Set(rows.map(({ id }) => id));
}

/** Whether a publication is complete or has failed. */
export async function hasEnded(database: DataSource, id: string): Promise<boolean> {
  const rows: unknown[] = await database.query('select 1 from publication where id = $1 and completed_at is not null', [id]);
  return rows.length > 0;
}

/** Commits a publication's progress with the rows it is about. @throws SupersededRun */
export async function saveProgress(manager: EntityManager, { id, run, progress, counts }: Publication): Promise<void> {
  await updateRun(manager, { id, run }, 'progress = $3, counts = $4', [progress, JSON.stringify(counts)]);
}

/** Ends a publication; `failure` is the reason in a sentence for the publisher, without data. @throws SupersededRun */
export async function finish(
  manager: EntityManager,
  publication: Pick<Publication, 'id' | 'run'>,
  failure: string | null,
): Promise<Counts> {
  const state = failure === null ? 'COMPLETE' : 'FAILED';
  return updateRun(manager, publication, 'state = $3, failure = $4, completed_at = clock_timestamp()', [state, failure]);
}

async function updateRun(
  manager: EntityManager,
  { id, run }: Pick<Publication, 'id' | 'run'>,
  set: string,
  values: unknown[],
): Promise<Counts> {
  const [rows]: [{ counts: Counts }[], number] = await manager.query(
    `update publication set ${set} where id = $1 and run = $2 and state = 'IMPORTING' returning counts`,
    [id, run, ...values],
  );
  if (rows[0] === undefined) throw new SupersededRun(`Publication ${id} is no longer this worker's`);
  return rows[0].counts;
}

/** Adds the problems of a chunk to the list, as far as the list goes. */
export async function addProblems(
  manager: EntityManager,
  { id, counts }: Publication,
  results: readonly RowResult[],
): Promise<void> {
  const before = problemTotal(counts);
  const kept = results.flatMap(({ problems }) => problems).slice(0, Math.max(0, PROBLEMS_KEPT - before));
  if (kept.length === 0) return;
  const column = (value: (problem: Problem) => string | number) =>
    textArray(kept.map((problem) => printable(String(value(problem)))));
  await manager.query(
    `insert into publication_problem (publication_id, position, severity, code, file, row, field, problem, remedy)
     select $1::uuid, $2::integer + position - 1, severity, code, file, row::bigint, field, problem, remedy
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) with ordinality
       as found (severity, code, file, row, field, problem, remedy, position)`,
    [
      id,
      before,
      column(({ severity }) => severity),
      column(({ code }) => code),
      column(({ file }) => file),
      column(({ row }) => row),
      column(({ field }) => field),
      column(({ problem }) => problem),
      column(({ remedy }) => remedy),
    ],
  );
}

/** Field names come out of the file: what PostgreSQL cannot hold as text must not stop the rest. */
const printable = (text: string): string => text.replaceAll('\0', '').slice(0, 500);
