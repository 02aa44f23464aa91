import { createHash, randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import type { News } from '../feed/news';
import type { Clock } from '../time';
import { addPublication, hasEnded, type ReceivedFile } from './publications';
import { setDigest } from './receive';
import type { Importer } from './record';
import type { Spool } from './spool';

export interface IntakeOptions {
  readonly database: DataSource;
  readonly spool: Spool;
  readonly importers: readonly Importer[];
  readonly news: News;
  readonly now: Clock;
  /** A publication was received. */
  received(): void;
}

/** What is being published, by whom. */
export interface Receiving {
  readonly format: string;
  readonly publishedBy: string;
  readonly idempotencyKey?: string;
}

/** Another process may end a publication, of which this one hears nothing. */
const LOOK_EVERY_MS = 100;

/**
 * The one way in: whatever is published, as files or through the graph, is first on disk whole, then a publication, and only then
 * imported.
 */
export class Intake {
  constructor(private readonly options: IntakeOptions) {}

  formats(): string[] {
    return this.options.importers.map(({ format }) => format);
  }

  /**
   * Takes the whole set or nothing: what is cut off, refused or already known leaves no trace.
   *
   * @param write puts the files into the spool, under the id it is given.
   * @returns the publication that stands for the set, and whether it is a new one.
   * @throws PublishRefused as `write` does, and CONFLICT
   */
  async receive(receiving: Receiving, write: (id: string) => Promise<ReceivedFile[]>): Promise<{ id: string; added: boolean }> {
    const { spool, database, now, received } = this.options;
    const id = randomUUID();
    let kept = false;
    try {
      await spool.open(id);
      const files = await write(id);
      const published = await addPublication(database, { ...receiving, id, digest: setDigest(files), files, receivedAt: now() });
      kept = published.added;
      if (kept) received();
      return published;
    } finally {
      if (!kept) await spool.remove(id);
    }
  }

  /** The same with one file that is in memory. */
  receiveText(receiving: Receiving, name: string, text: string): Promise<{ id: string; added: boolean }> {
    const bytes = Buffer.from(text, 'utf8');
    return this.receive(receiving, async (id) => {
      const file = await open(this.options.spool.path(id, 0), 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      return [{ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }];
    });
  }

  /** Returns when the publication has ended, or after so many milliseconds. */
  async waitForEnd(id: string, milliseconds: number): Promise<void> {
    const { database, news } = this.options;
    const deadline = Date.now() + milliseconds;
    while (!(await hasEnded(database, id))) {
      const left = deadline - Date.now();
      if (left <= 0) return;
      await news.wait(Math.min(left, LOOK_EVERY_MS));
    }
  }
}
