import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setDigest } from '../../common/publishing/receive';
import { CommandFailed } from '../command-line';

/** A file to be published, as it was when it was looked at. */
export interface LocalFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const PIECE = 256 * 1024;

/** Reads each file once for its digest. @throws CommandFailed naming the file that cannot be read */
export async function inspectFiles(paths: readonly string[], read: (bytes: number) => void): Promise<LocalFile[]> {
  const files: LocalFile[] = [];
  for (const path of paths) {
    try {
      // npm runs scripts in the repository's folder and says where it was called.
      files.push(await inspect(resolve(process.env.INIT_CWD ?? '.', path), read));
    } catch (error) {
      throw error instanceof CommandFailed ? error : new CommandFailed(`Cannot read ${path}: ${reasonOf(error)}`);
    }
  }
  return files;
}

/** The digest under which a set of files is published once. */
export const digestOf = (files: readonly LocalFile[]): string => setDigest(files);

/** A multipart form of the files, streamed from disk, with its length. */
export function multipart(files: readonly LocalFile[], sent: (bytes: number) => void) {
  const boundary = `mash-hub-${randomUUID()}`;
  const heads = files.map(({ name }) =>
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quotable(name)}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
  );
  const end = Buffer.from(`--${boundary}--\r\n`);
  const length = end.length + files.reduce((sum, { bytes }, index) => sum + (heads[index]?.length ?? 0) + bytes + 2, 0);
  async function* body(): AsyncGenerator<Buffer> {
    for (const [index, { path, bytes }] of files.entries()) {
      yield heads[index] as Buffer;
      // What was appended since it was looked at is not part of it.
      for await (const piece of createReadStream(path, { highWaterMark: PIECE, ...(bytes > 0 ? { end: bytes - 1 } : {}) })) {
        sent((piece as Buffer).length);
        yield piece as Buffer;
      }
      yield Buffer.from('\r\n');
    }
    yield end;
  }
  return { contentType: `multipart/form-data; boundary=${boundary}`, length, body };
}

async function inspect(path: string, read: (bytes: number) => void): Promise<LocalFile> {
  if (!(await stat(path)).isFile()) throw new CommandFailed(`${path} is not a file`);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
    read((piece as Buffer).length);
  }
  return { path, name: basename(path), bytes, sha256: hash.digest('hex') };
}

/** As browsers write names in forms (HTML, multipart/form-data encoding algorithm). */
const quotable = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'it may not be read by you' : message;
}
