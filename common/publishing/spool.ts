import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReceivedFile } from './publications';
import type { SourceFile } from './record';

/** Small enough that the database is answered between two pieces. */
const READ_BYTES = 64 * 1024;

/**
 * Where received files wait to be imported: a folder for each publication, files numbered in the order they came. Names given by
 * the publisher are labels and never reach the file system.
 */
export class Spool {
  constructor(private readonly root: string) {}

  /** Makes the folder for a publication that is being received. */
  async open(publication: string): Promise<void> {
    await mkdir(join(this.root, publication), { recursive: true, mode: 0o700 });
  }

  path(publication: string, position: number): string {
    return join(this.root, publication, String(position));
  }

  async remove(publication: string): Promise<void> {
    await rm(join(this.root, publication), { recursive: true, force: true });
  }

  /** Removes what no unfinished publication needs: uploads that were cut off when the process ended. */
  async sweep(needed: ReadonlySet<string>): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const there = await readdir(this.root);
    await Promise.all(there.filter((name) => !needed.has(name)).map((name) => this.remove(name)));
  }

  /**
   * The files of a publication as an importer reads them; undefined when they are not all there.
   * @param read told of the bytes that go out
   */
  async files(
    publication: string,
    received: readonly ReceivedFile[],
    read: (bytes: number) => void,
  ): Promise<SourceFile[] | undefined> {
    const files = received.map(({ name, bytes }, position) => {
      const path = this.path(publication, position);
      return { path, file: { name, size: bytes, open: () => told(createReadStream(path, { highWaterMark: READ_BYTES }), read) } };
    });
    const sizes = await Promise.all(files.map(({ path }) => sizeOf(path)));
    return sizes.every((size, position) => size === received[position]?.bytes) ? files.map(({ file }) => file) : undefined;
  }
}

async function* told(pieces: AsyncIterable<Uint8Array>, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    read(piece.length);
    yield piece;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
