import type { ImportedRow, Importer, Problem, PublishedRecord, SourceFile } from '../../../common/publishing/record';
import { cinCensus } from '../../../importers/cin-census';
import { educationV1 } from '../../../importers/education-v1';
import { fhirR4 } from '../../../importers/fhir-r4';
import { policeV1 } from '../../../importers/police-v1';
import { schoolCensus } from '../../../importers/school-census';
import { socialCareV1 } from '../../../importers/social-care-v1';
import { ssda903 } from '../../../importers/ssda903';

export const TODAY = '2026-11-22';

/** Every importer, with a name its files may have: some formats say in the name what the file does not. */
export const IMPORTERS: readonly { readonly importer: Importer; readonly file: string }[] = [
  { importer: cinCensus, file: 'census.xml' },
  { importer: ssda903, file: 'header.csv' },
  { importer: schoolCensus, file: '2025_spring_pupilonroll.csv' },
  { importer: fhirR4, file: 'bundle.json' },
  { importer: policeV1, file: 'police.ndjson' },
  { importer: educationV1, file: 'education.ndjson' },
  { importer: socialCareV1, file: 'social-care.ndjson' },
];

/** A file that was received, given in pieces of `chunk` bytes. */
export function sourceOf(name: string, content: string | Uint8Array, chunk = 65_536): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    name,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
}

export async function readFiles<R extends PublishedRecord>(
  importer: Importer<R>,
  files: Readonly<Record<string, string | Uint8Array>>,
  chunk?: number,
): Promise<ImportedRow<R>[]> {
  const sources = Object.entries(files).map(([name, content]) => sourceOf(name, content, chunk));
  const rows: ImportedRow<R>[] = [];
  for await (const row of importer.read(sources, { today: TODAY })) rows.push(row);
  return rows;
}

type RecordOf<R extends PublishedRecord, K extends R['kind']> = Extract<R, { readonly kind: K }>;

/** The records of one kind, in order. */
export function recordsOf<R extends PublishedRecord, K extends R['kind']>(
  rows: readonly ImportedRow<R>[],
  kind: K,
): RecordOf<R, K>[] {
  return rows.flatMap(({ records }) => records).filter((record): record is RecordOf<R, K> => record.kind === kind);
}

export const problemsOf = (rows: readonly ImportedRow[]): Problem[] => rows.flatMap(({ problems }) => [...problems]);

/** Problems in short: `error 7 invalid-date dob`. */
export const told = (rows: readonly ImportedRow[]): string[] =>
  problemsOf(rows).map(({ severity, row, code, field }) => `${severity} ${row} ${code} ${field}`);

/** What must hold of every row, whatever the input: it is explained, and a rejected one has no records. */
export function unexplained(rows: readonly ImportedRow[]): string[] {
  const faults: string[] = [];
  if (rows.length === 0) faults.push('nothing was read and nothing was said');
  for (const { file, row, records, retraction, problems } of rows) {
    const at = `${file}:${row}`;
    if (records.length === 0 && problems.length === 0 && !retraction) faults.push(`${at} has neither records nor problems`);
    if (records.length > 0 && problems.some(({ severity }) => severity === 'error'))
      faults.push(`${at} is rejected and has records`);
    if (!(row >= 1)) faults.push(`${at} is no row`);
    for (const problem of problems) {
      if (problem.file !== file || !(problem.row >= 1)) faults.push(`${at} has a problem that is elsewhere`);
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(problem.code)) faults.push(`${at} has the code ${problem.code}`);
      if (!problem.field || !problem.problem || !problem.remedy) faults.push(`${at} has a problem without words`);
    }
    for (const { key } of records) if (key === '') faults.push(`${at} has a record without a key`);
  }
  return faults;
}
