import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FLOOR_BITS } from '../../matching/evaluate/evaluate';
import { CommandFailed } from '../command-line';
import type { MatchEvaluation } from './run';
import { oneOf } from './table';

const HEADER = 'id_a,id_b,probability,decision\n';

/** Writes every pair above the floor, most probable first. @throws CommandFailed when ids are missing or given twice */
export async function writePairs(
  { tables, matching }: MatchEvaluation,
  idColumns: readonly string[],
  path: string,
): Promise<void> {
  const ids = tables.flatMap((table) => {
    const { column, at } = oneOf(table, idColumns);
    const seen = new Map<string, number>();
    return table.rows.map(({ number, cells }) => {
      const id = cells[at] ?? '';
      if (id === '') throw new CommandFailed(`${table.name}, row ${number}: "${column}" is empty. Give every row an id`);
      const other = seen.get(id);
      if (other !== undefined) {
        throw new CommandFailed(
          `${table.name}, row ${number}: "${column}" names two rows alike, this one and row ${other}. Give each an id of its own`,
        );
      }
      seen.set(id, number);
      return cell(id);
    });
  });
  const above = matching.pairs.filter(({ weight }) => weight >= FLOOR_BITS);
  const sorted = above.sort((one, other) => other.weight - one.weight);
  function* lines(): Generator<string> {
    yield HEADER;
    for (const { left, right, probability, decision } of sorted) {
      yield `${ids[left]},${ids[right]},${shown(probability)},${decision.toLowerCase()}\n`;
    }
  }
  try {
    await pipeline(Readable.from(lines()), createWriteStream(path));
  } catch (error) {
    throw new CommandFailed(`The pairs cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
}

/** Enough digits to keep the order of pairs, also of those next to certain. */
const shown = (probability: number): string => String(Number(probability.toPrecision(12)));

/** A cell that a spreadsheet takes for text: an id that looks like a formula gets an apostrophe; a plain negative number is none. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) || (text.startsWith('-') && !/^-[\d.]+$/.test(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
