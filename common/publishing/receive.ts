import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Duplex, PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import busboy, { type Busboy } from 'busboy';
import type { ReceivedFile } from './publications';
import { PublishRefused } from './refused';
import type { Spool } from './spool';

/** The request ended before its last byte: there is nobody left to answer. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

/** Files in one publication. */
const MAX_FILES = 2_000;

/**
 * Streams the files of a multipart request to the spool. The request may be compressed (`Content-Encoding: gzip`); the limit
 * counts what comes out, so a small request cannot become a large one.
 *
 * @throws PublishRefused for what the publisher can put right, CutOff when the request did not come to its end
 */
export async function receiveFiles(
  request: IncomingMessage,
  spool: Spool,
  publication: string,
  maxBytes: number,
): Promise<ReceivedFile[]> {
  const form = openForm(request.headers);
  const parts: Promise<ReceivedFile>[] = [];
  const budget = { left: maxBytes };
  const names = new Set<string>();
  form.on('file', (_field, part, { filename }) => {
    const name = uniqueLabel(filename, names);
    const received = receivePart(part, spool.path(publication, parts.length), name, budget);
    received.catch((error: Error) => form.destroy(error));
    parts.push(received);
  });
  form.on('field', () =>
    form.destroy(new PublishRefused(400, 'NOT_A_FILE', 'Every part of the form must be a file, sent with a file name')),
  );
  form.on('filesLimit', () =>
    form.destroy(new PublishRefused(413, 'TOO_MANY_FILES', `A publication takes at most ${MAX_FILES} files`)),
  );
  const body = decoder(request.headers);
  if (request.destroyed && !request.complete) throw new CutOff();
  // Not part of the pipeline, which would close the connection before a refusal could be told.
  request.once('close', () => request.complete || body.destroy(new CutOff())).pipe(body);
  try {
    await pipeline(body, form);
    const files = await Promise.all(parts);
    if (files.length === 0)
      throw new PublishRefused(400, 'NO_FILES', 'There is no file in the request: send each file as a part of the form');
    return files;
  } catch (error) {
    // Files are still being closed: they must be, before their folder is removed.
    await Promise.allSettled(parts);
    request.unpipe(body);
    throw explain(error);
  }
}

/** SHA-256 of a set of files, whatever their order and names. */
export function setDigest(files: readonly Pick<ReceivedFile, 'sha256'>[]): string {
  const sorted = files.map(({ sha256 }) => sha256).sort();
  return createHash('sha256').update(sorted.join('\n')).digest('hex');
}

function openForm(headers: IncomingHttpHeaders): Busboy {
  if (!/^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '')) {
    throw new PublishRefused(415, 'NOT_MULTIPART', 'Send the files as multipart/form-data');
  }
  try {
    return busboy({ headers, defParamCharset: 'utf8', limits: { files: MAX_FILES, fields: 1, parts: MAX_FILES + 2 } });
  } catch {
    // busboy throws for one reason here: a content type without a usable boundary.
    throw new PublishRefused(400, 'BAD_FORM', 'The content type of the request names no boundary between the files');
  }
}

function decoder(headers: IncomingHttpHeaders): Duplex {
  const encoding = (headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return new PassThrough();
  if (encoding === 'gzip') return createGunzip();
  throw new PublishRefused(415, 'UNKNOWN_ENCODING', 'The request may be compressed with gzip and nothing else');
}

async function receivePart(part: Readable, path: string, name: string, budget: { left: number }): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      budget.left -= chunk.length;
      if (budget.left < 0)
        done(new PublishRefused(413, 'TOO_LARGE', 'The files together are larger than this agency takes at once: send fewer'));
      else done(null, chunk);
    },
  });
  // `flush`: the receipt promises that the bytes outlast a power cut.
  await pipeline(part, measure, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
  return { name, sha256: hash.digest('hex'), bytes };
}

/** A name people recognise their file by: no folders, no control characters, each once in a publication. */
function uniqueLabel(given: string | undefined, taken: Set<string>): string {
  const plain =
    (given ?? '')
      .replace(/^.*[/\\]/, '')
      .replaceAll(/\p{C}/gu, '')
      .trim()
      .slice(0, 150) || 'file';
  let label = plain;
  for (let copy = 2; taken.has(label); copy += 1) {
    label = plain.replace(/(\.[^.]*)?$/, ` (${copy})$1`);
  }
  taken.add(label);
  return label;
}

function explain(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof PublishRefused || error instanceof CutOff) return error;
  if (code?.startsWith('Z_'))
    return new PublishRefused(400, 'BAD_GZIP', 'The request says it is compressed with gzip, and is not, or not wholly');
  if (code === 'ENOSPC')
    return new PublishRefused(507, 'NO_SPACE', 'This agency has no room for the files now: tell its operator');
  if (message === 'Unexpected end of form' || message.startsWith('Malformed')) {
    return new PublishRefused(400, 'BAD_FORM', 'The form ends before its last part does: send it again');
  }
  return error;
}
