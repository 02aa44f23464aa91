import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ImportedRow, Importer, PublishedRecord, SourceFile } from '../../../common/publishing/record';
import { TODAY } from '../../unit/importers/support';

const DATA = resolve(process.env.MASH_REAL_DATA ?? resolve(__dirname, '../../../../shared/data'));
if (!existsSync(DATA)) throw new Error(`No real files at ${DATA}: say in MASH_REAL_DATA where they are`);

export const FOLDERS = {
  cin: 'social-care/cin',
  ssda903: 'social-care/ssda903',
  schoolCensus: 'education/school_census',
  synthea: 'health/synthea',
  england: 'health/england',
  ukCore: 'health/ukcore',
  pds: 'health/pds',
} as const;

/** Paths of the files in a folder of the real data whose names match, in order. */
export function realFiles(folder: keyof typeof FOLDERS, name: RegExp): string[] {
  const found = readdirSync(join(DATA, FOLDERS[folder]))
    .filter((file) => name.test(file))
    .sort();
  if (found.length === 0) throw new Error(`No file in ${FOLDERS[folder]} matches ${name}`);
  return found.map((file) => join(DATA, FOLDERS[folder], file));
}

export const textOf = (path: string): string => readFileSync(path, 'utf8');

const sourceOf = (path: string): SourceFile => ({
  name: basename(path),
  size: statSync(path).size,
  open: () => createReadStream(path),
});

export interface FileCounts {
  readonly read: number;
  readonly accepted: number;
  readonly setAside: number;
  readonly rejected: number;
}

/** Reads files as one publication: every row, and what became of the rows of each file. */
export async function readReal<R extends PublishedRecord>(importer: Importer<R>, paths: readonly string[]) {
  const rows: ImportedRow<R>[] = [];
  for await (const row of importer.read(paths.map(sourceOf), { today: TODAY })) rows.push(row);
  const counts: Record<string, FileCounts> = Object.fromEntries(
    paths.map((path) => [basename(path), count(rows, basename(path))]),
  );
  return { rows, counts };
}

function count(rows: readonly ImportedRow[], file: string): FileCounts {
  const own = rows.filter((row) => row.file === file);
  const rejected = own.filter(({ problems }) => problems.some(({ severity }) => severity === 'error')).length;
  const accepted = own.filter(({ records }) => records.length > 0).length;
  return { read: own.length, accepted, setAside: own.length - accepted - rejected, rejected };
}

/** The rows of a simple CSV file, by column; quoted cells may hold commas and no line ends. */
export function table(path: string): Record<string, string>[] {
  const [header = '', ...lines] = textOf(path).trimEnd().split('\n');
  const columns = header.split(',').map((name) => name.trim().toLowerCase());
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
      (quoted ?? plain ?? '').trim(),
    );
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}
