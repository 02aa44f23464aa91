import { setImmediate } from 'node:timers/promises';
import type { ImportedRow } from './record';

/** Rows, or records in them, that are stored in one transaction. */
export const CHUNK_SIZE = 1_000;

/** Rows, a millisecond or so, after which whatever else the process has to do gets its turn. */
const TURN = 100;

/**
 * Groups rows into chunks, leaving out the first `skip`. A chunk ends by count alone, never by time: a publication that is taken
 * up again then has the same chunks, and ends the same, as one that was never disturbed. Rows read before a failure come first.
 */
export async function* chunked(rows: AsyncIterable<ImportedRow>, skip: number, size = CHUNK_SIZE): AsyncGenerator<ImportedRow[]> {
  let chunk: ImportedRow[] = [];
  let weight = 0;
  let position = 0;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const row of rows) {
      position += 1;
      if (position % TURN === 0) await setImmediate();
      if (position <= skip) continue;
      chunk.push(row);
      weight += Math.max(1, row.records.length + row.problems.length);
      if (weight >= size) {
        yield chunk;
        chunk = [];
        weight = 0;
      }
    }
  } catch (error) {
    failure = { error };
  }
  if (chunk.length > 0) yield chunk;
  if (failure !== undefined) throw failure.error;
}
