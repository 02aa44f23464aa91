import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GivenFile } from '../../journeys/support/publishing';

/** Real files, read as plainly as one can: nothing of the importers is used to say what they hold. */

const DATA = resolve(process.env.MASH_REAL_DATA ?? resolve(__dirname, '../../../../shared/data'));
if (!existsSync(DATA)) throw new Error(`No real files at ${DATA}: say in MASH_REAL_DATA where they are`);

export function realFiles(folder: string, name: RegExp): (GivenFile & { readonly text: string; readonly path: string })[] {
  return readdirSync(join(DATA, folder))
    .filter((file) => name.test(file))
    .sort()
    .map((file) => {
      const path = join(DATA, folder, file);
      const bytes = readFileSync(path);
      return { name: file, bytes, text: bytes.toString('utf8'), path };
    });
}

/** The rows of a CSV by column name. Cells may be quoted and hold commas; none here holds a line end. */
export function table(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = cells(header);
  return lines
    .filter((line) => line !== '')
    .map((line) => Object.fromEntries(cells(line).map((cell, index) => [columns[index] ?? '', cell])));
}

const cells = (line: string): string[] =>
  line.includes('"') ? (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map(plain) : line.split(',');
const plain = (cell: string): string =>
  cell
    .replace(/,$/, '')
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('""', '"');

export const count = (text: string, pattern: RegExp): number => text.match(new RegExp(pattern, 'g'))?.length ?? 0;

const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** Whether the check letter of a unique pupil number holds (DfE: weights 2 to 13, remainder by 23). */
export function holds(upn: string): boolean {
  if (!/^[A-Z]\d{12}$/.test(upn)) return false;
  const sum = [...upn.slice(1)].reduce((total, digit, index) => total + Number(digit) * (index + 2), 0);
  return LETTERS[sum % 23] === upn[0];
}

/** `27/03/2008` as `2008-03-27`. */
export const iso = (day: string): string => day.split('/').reverse().join('-');
