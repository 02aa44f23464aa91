import type { ImportContext, ImportedRow, Importer, SourceFile } from '../../common/publishing/record';
import type { SocialCareRecordInput } from '../records/social-care';
import { firstFault } from '../text/csv';
import { importTable } from '../text/csv-table';
import { isoDate, slashDate } from '../text/dates';
import { fileFault } from '../text/problems';
import { adoptionRow, missingRow, outcomesRow, reviewRow, socialWorkerRow, unaccompaniedRow } from './events';
import { episodeRow } from './episodes';
import { headerRow } from './header';
import type { CareRowReader } from './row-reader';
import { CARE_TABLES, type CareTable, recogniseTable } from './tables';

type Row = ImportedRow<SocialCareRecordInput>;

const READERS: Readonly<Record<CareTable, CareRowReader>> = {
  header: headerRow,
  episodes: episodeRow,
  reviews: reviewRow,
  missing: missingRow,
  outcomes: outcomesRow,
  adoption: adoptionRow,
  unaccompanied: unaccompaniedRow,
  'social-workers': socialWorkerRow,
};

const DATES = { read: (text: string) => slashDate(text) ?? isoDate(text), example: '31/03/2024' };

/** The SSDA903 return on children looked after (DfE), as a set of CSV modules in any order. */
export const ssda903: Importer<SocialCareRecordInput> = {
  format: 'ssda903',
  title: 'SSDA903: children looked after',
  accepts: 'CSV modules: header, episodes, reviews, missing, OC2, placed for adoption, UASC, social worker episodes',
  async *read(files: readonly SourceFile[], context: ImportContext): AsyncIterable<Row> {
    const tables = await Promise.all(files.map(async (file) => ({ file, table: await recogniseTable(file) })));
    const children = tables.some(({ table }) => table === 'header') ? new Set<string>() : undefined;
    for (const wanted of CARE_TABLES) {
      for (const { file, table } of tables) {
        if (table !== wanted) continue;
        for await (const rows of importTable(file, context, DATES, (cells) => READERS[wanted](cells, children))) {
          for (const row of rows) yield row;
        }
      }
    }
    for (const { file, table } of tables) {
      if (!table) yield ((await firstFault(file)) ?? unknownModule(file.name)) as Row;
    }
  },
};

/** Said when the file is text: an empty one, or one that is none, says so itself. */
const unknownModule = (file: string): ImportedRow =>
  fileFault(
    file,
    1,
    'unknown-table',
    'The header is not that of an SSDA903 module',
    'Publish the module with its header row as the DfE guide names it',
  );
