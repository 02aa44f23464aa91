import { type DataSource, QueryFailedError } from 'typeorm';
import type { Log } from '../logger';
import type { WatchedSignals } from '../feed/watched-signals';
import { chunked } from './chunk';
import { UnmappedProperty } from './kind-table';
import { finish, type Lane, type Publication, takeUp } from './publications';
import type { ImportedRow, Importer } from './record';
import { type RecordStore, UnknownKind } from './record-store';
import type { Spool } from './spool';
import { lockWriters } from './writer-lock';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** Publications are announced by `wake`; looking now and then finds those that another process received. */
const LOOK_EVERY_MS = 10_000;
/** Attempts at the same rows while the database answers, before the publication is given up. */
const MAX_ATTEMPTS = 10;
/** How often, during a long publication, what one person's records say of another is told. */
const REDERIVE_EVERY_MS = 5_000;

export interface WorkerOptions {
  readonly database: DataSource;
  readonly store: RecordStore;
  readonly signals: WatchedSignals;
  readonly importers: readonly Importer[];
  readonly spool: Spool;
  readonly lane: Lane;
  readonly log: Log;
  /** Something was committed that a reader of the feed may be waiting for. */
  readonly committed: () => void;
}

/** The publication cannot go on, whatever is tried; the message is a sentence for the publisher. */
class Fault extends Error {
  override readonly name = 'PublicationFault';
}

/**
 * Imports what was received in its lane, one publication at a time, oldest first. Progress is committed with the rows it is about, so that
 * a publication goes on exactly where it stood after anything that can end a process or a connection.
 */
export class PublicationWorker {
  private stopping = false;
  private working: Promise<void> | undefined;
  private rouse: (() => void) | undefined;
  private woken = false;
  private rederivedAt = Date.now();
  private reading: { readonly id: string; readonly total: number; read: number } | undefined;
  private attempts = { at: '', made: 0 };

  constructor(private readonly options: WorkerOptions) {}

  start(): void {
    this.working ??= this.work();
  }

  /** A publication was received. */
  wake(): void {
    this.woken = true;
    this.rouse?.();
  }

  /** How much of a publication's files this worker has read, 0 to 1; null for one it is not importing. */
  shareRead(publication: string): number | null {
    if (this.reading?.id !== publication || this.reading.total === 0) return null;
    // An importer may read a file more than once.
    return Math.min(1, this.reading.read / this.reading.total);
  }

  /** Ends after the chunk in hand; the publication goes on with the next start. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.rouse?.();
    await this.working;
  }

  private async work(): Promise<void> {
    let retry = FIRST_RETRY_MS;
    while (!this.stopping) {
      try {
        const publication = await takeUp(this.options.database, this.options.lane);
        if (publication === undefined) await this.rest(LOOK_EVERY_MS);
        else await this.import(publication);
        retry = FIRST_RETRY_MS;
      } catch (error) {
        // The database went away, or another worker took over: what is committed stands, and the publication is taken up again.
        this.options.log.warn('PUBLICATION_INTERRUPTED', { milliseconds: retry }, error);
        await this.rest(retry);
        retry = Math.min(retry * 2, LAST_RETRY_MS);
      }
    }
  }

  private async import(publication: Publication): Promise<void> {
    const { database, spool, signals, log, committed } = this.options;
    const began = Date.now();
    const about = { publication: publication.id, format: publication.format };
    let failure: string | null = null;
    try {
      if (!(await this.importRows(publication))) return;
    } catch (error) {
      if (!isFault(error) && !this.isStuck(publication)) throw error;
      log.error('PUBLICATION_FAILED', about, error instanceof Fault ? (error.cause ?? error) : error);
      failure =
        error instanceof Fault ? error.message : 'The service has a fault: what was stored before it stands; tell its operator';
    }
    await signals.rederive(lockWriters);
    const counts = await database.transaction((manager) => finish(manager, publication, failure));
    await spool.remove(publication.id);
    committed();
    const { accepted, rejected, read } = counts.rows;
    log.info('PUBLICATION_ENDED', { ...about, count: read, accepted, rejected, milliseconds: Date.now() - began });
  }

  /** @returns whether the last row is stored; false when the worker is stopping. */
  private async importRows(publication: Publication): Promise<boolean> {
    let storing = Promise.resolve(publication);
    try {
      // One chunk is stored while the next is read.
      for await (const rows of chunked(await this.read(publication), publication.progress)) {
        const before = await storing;
        if (this.stopping) return false;
        await this.rederiveNowAndThen();
        storing = this.options.store.store(before, rows).then((after) => {
          this.options.committed();
          return after;
        });
        // It is awaited in its turn; until then a failure must not count as unhandled.
        storing.catch(() => undefined);
      }
    } finally {
      // Also when reading failed: what was read before is still on its way into the database.
      await storing;
    }
    return true;
  }

  private async rederiveNowAndThen(): Promise<void> {
    if (Date.now() - this.rederivedAt < REDERIVE_EVERY_MS) return;
    await this.options.signals.rederive(lockWriters);
    this.rederivedAt = Date.now();
  }

  /** The database is there, and yet the same rows fail again and again. */
  private isStuck({ id, progress }: Publication): boolean {
    const at = `${id}/${progress}`;
    this.attempts = this.attempts.at === at ? { at, made: this.attempts.made + 1 } : { at, made: 1 };
    return this.attempts.made >= MAX_ATTEMPTS;
  }

  private async read({ id, format, files, importDate }: Publication): Promise<AsyncIterable<ImportedRow>> {
    const importer = this.options.importers.find((candidate) => candidate.format === format);
    if (importer === undefined) throw new Fault('This agency no longer takes this format');
    const reading = { id, read: 0, total: files.reduce((sum, { bytes }) => sum + bytes, 0) };
    this.reading = reading;
    const spooled = await this.options.spool.files(id, files, (bytes) => {
      reading.read += bytes;
    });
    if (spooled === undefined) throw new Fault('The received files are no longer there: publish them again');
    return guarded(importer.read(spooled, { today: importDate }));
  }

  private async rest(milliseconds: number): Promise<void> {
    // Woken between looking and lying down: look again at once.
    if (!this.woken && !this.stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.rouse = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.rouse = undefined;
    }
    this.woken = false;
  }
}

/** An importer never throws for what is in the bytes: when it does, the fault is ours, and trying again would not help. */
async function* guarded(rows: AsyncIterable<ImportedRow>): AsyncGenerator<ImportedRow> {
  try {
    yield* rows;
  } catch (cause) {
    throw new Fault('The importer of this format has a fault: the rows before it were stored; tell its operator', { cause });
  }
}

function isFault(error: unknown): boolean {
  if (error instanceof QueryFailedError) {
    const { code } = error.driverError as { code?: unknown };
    // Connection, resources, operator intervention, locks and transaction states pass; a missing table or right does not.
    return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^(08|25|40|53|55|57|58)/.test(code);
  }
  return [Fault, UnknownKind, UnmappedProperty, TypeError, RangeError].some((fault) => error instanceof fault);
}
