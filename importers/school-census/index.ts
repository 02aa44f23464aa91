import type { ImportContext, ImportedRow, Importer, SourceFile } from '../../common/publishing/record';
import type { EducationRecordInput } from '../records/education';
import type { CellReader } from '../text/cells';
import { firstFault } from '../text/csv';
import { importTable } from '../text/csv-table';
import { monthNameDate, anyDate } from '../text/dates';
import { fileFault } from '../text/problems';
import { exclusionRow } from './exclusions';
import type { KnownPupils } from './pupil-reference';
import { pupilRow } from './pupils';
import { senNeedRow } from './sen-needs';
import { sessionsRow } from './sessions';
import { type CensusTable, type CensusTerm, recognise } from './tables';

const DATES = { read: (text: string) => monthNameDate(text) ?? anyDate(text), example: '2024-Sep-02' };

type Row = ImportedRow<EducationRecordInput>;
type RowReader = (cells: CellReader, census: CensusTerm, known: KnownPupils) => Row;

const READERS: Readonly<Record<CensusTable, RowReader>> = {
  pupils: pupilRow,
  sessions: sessionsRow,
  exclusions: exclusionRow,
  'sen-needs': senNeedRow,
};

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
  async *read(files: readonly SourceFile[], context: ImportContext): AsyncIterable<Row> {
    const recognised = await Promise.all(files.map(recognise));
    const known = { pupils: new Set<string>(), complete: recognised.some(({ table }) => table === 'pupils') };
    for (const table of [...ORDER, undefined]) {
      for (const file of recognised.filter((candidate) => candidate.table === table)) {
        if (!file.table) yield ((await firstFault(file.file)) ?? notATable(file.file.name)) as Row;
        else if (!file.census) yield withoutTerm(file.file.name) as Row;
        else {
          const { census } = file;
          const read = READERS[file.table];
          // Plain loops: in a large table, delegating each row would cost as much as reading it.
          for await (const rows of importTable(file.file, context, DATES, (cells) => read(cells, census, known))) {
            for (const row of rows) yield row;
          }
        }
      }
    }
  },
};

/** Said when the file is text: an empty one, or one that is none, says so itself. */
const notATable = (file: string): ImportedRow =>
  fileFault(
    file,
    1,
    'unknown-table',
    'The header is not that of a school census table',
    'Publish the pupils, session details, exclusions or SEN needs table with its header row',
  );

const withoutTerm = (file: string): ImportedRow =>
  fileFault(
    file,
    1,
    'unknown-term',
    'The file name does not say which census it is from',
    'Name the file like 2025_spring_pupilonroll.csv',
  );
