import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MatchEvalFailed } from './failed';
import type { MatchEvaluation } from './run';
import { columnOf } from './table';

const HEADER = 'id_a,id_b,probability,decision\n';

/** Writes every pair above the floor, most probable first. @throws MatchEvalFailed when ids are missing or given twice */
export async function writePairs({ tables, matching }: MatchEvaluation, idColumn: string, path: string): Promise<void> {
  const ids = tables.flatMap((table) => {
    const at = columnOf(table, idColumn);
    const column = table.rows.map(({ cells }) => cells[at] ?? '');
    if (column.includes('')) throw new MatchEvalFailed(`${table.name}: a row has no "${idColumn}"`);
    if (new Set(column).size < column.length) throw new MatchEvalFailed(`${table.name}: "${idColumn}" names two rows alike`);
    return column.map(cell);
  });
  const sorted = [...matching.pairs].sort((one, other) => other.weight - one.weight);
  function* lines(): Generator<string> {
    yield HEADER;
    for (const { left, right, probability, decision } of sorted) {
      yield `${ids[left]},${ids[right]},${shown(probability)},${decision.toLowerCase()}\n`;
    }
  }
  try {
    await pipeline(Readable.from(lines()), createWriteStream(path));
  } catch (error) {
    throw new MatchEvalFailed(`The pairs cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
}

/** Enough digits to keep the order of pairs, also of those next to certain. */
const shown = (probability: number): string => String(Number(probability.toPrecision(12)));

/** A cell that a spreadsheet takes for text: an id that looks like a formula gets an apostrophe; a plain negative number is none. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) || (text.startsWith('-') && !/^-[\d.]+$/.test(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
