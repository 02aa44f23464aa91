import type { ImportContext, ImportedRow, Importer, SourceFile } from '../../common/publishing/record';
import type { EducationRecordInput } from '../records/education';
import { firstFault, readCsv, readerOfRow } from '../text/csv';
import { monthNameDate, anyDate } from '../text/dates';
import { emptyTable, fileFault } from '../text/problems';
import { exclusionRow } from './exclusions';
import { pupilRow } from './pupils';
import { senNeedRow } from './sen-needs';
import { sessionsRow } from './sessions';
import { type CensusFile, type CensusTable, recognise } from './tables';

const DATES = { read: (text: string) => monthNameDate(text) ?? anyDate(text), example: '2024-Sep-02' };

/** Pupils first: the other tables refer to them. */
const ORDER: readonly CensusTable[] = ['pupils', 'sessions', 'exclusions', 'sen-needs'];

/**
 * The termly school census as local authorities receive it: a CSV table each for pupils on roll, attendance sessions by code,
 * suspensions and exclusions, and SEN needs (DfE school census, tables of the COLLECT export).
 */
export const schoolCensus: Importer<EducationRecordInput> = {
  format: 'school-census',
  title: 'School census (termly)',
  accepts: 'CSV files named like 2025_spring_pupilonroll.csv',
  async *read(files: readonly SourceFile[], context: ImportContext): AsyncIterable<ImportedRow<EducationRecordInput>> {
    const recognised = await Promise.all(files.map(recognise));
    const pupils = new Set<string>();
    const hasPupils = recognised.some(({ table }) => table === 'pupils');
    for (const table of [...ORDER, undefined]) {
      for (const file of recognised.filter((candidate) => candidate.table === table)) {
        // Plain loops: in a large table, delegating each row would cost as much as reading it.
        for await (const rows of readTable(file, context, { pupils, complete: hasPupils })) {
          for (const row of rows) yield row;
        }
      }
    }
  },
};

/** The pupils that this publication names; `complete` when it has a table of pupils to hold the others against. */
export interface KnownPupils {
  readonly pupils: Set<string>;
  readonly complete: boolean;
}

async function* readTable(
  { file, table, census }: CensusFile,
  context: ImportContext,
  known: KnownPupils,
): AsyncGenerator<ImportedRow<EducationRecordInput>[]> {
  if (!table) {
    // Its bytes may be the reason: a file that is empty or not text says so itself.
    return yield [((await firstFault(file)) ?? notATable(file.name)) as ImportedRow<EducationRecordInput>];
  }
  if (!census) return yield [withoutTerm(file.name)];
  const read = { pupils: pupilRow, sessions: sessionsRow, exclusions: exclusionRow, 'sen-needs': senNeedRow }[table];
  let empty = true;
  for await (const rows of readCsv(file)) {
    empty &&= rows.length === 0;
    yield rows.map((row) =>
      row.kind === 'fault'
        ? (row.fault as ImportedRow<EducationRecordInput>)
        : read(readerOfRow(file, row, context, DATES), census, known),
    );
  }
  if (empty) yield [emptyTable(file.name) as ImportedRow<EducationRecordInput>];
}

const notATable = (file: string): ImportedRow<EducationRecordInput> =>
  fileFault(
    file,
    1,
    'unknown-table',
    'The header is not that of a school census table',
    'Publish the pupils, session details, exclusions or SEN needs table with its header row',
  ) as ImportedRow<EducationRecordInput>;

const withoutTerm = (file: string): ImportedRow<EducationRecordInput> =>
  fileFault(
    file,
    1,
    'unknown-term',
    'The file name does not say which census it is from',
    'Name the file like 2025_spring_pupilonroll.csv',
  ) as ImportedRow<EducationRecordInput>;
