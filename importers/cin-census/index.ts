import type { ImportContext, ImportedRow, Importer, SourceFile } from '../../common/publishing/record';
import type { SocialCareRecordInput } from '../records/social-care';
import { fileFault } from '../text/problems';
import { UnreadableXml } from '../text/xml';
import { readElements } from '../text/xml-tree';
import { childRows } from './child';

type Row = ImportedRow<SocialCareRecordInput>;

const ELEMENTS = { names: new Set(['Child', 'CollectionDetails']), inside: 'Children' };

/**
 * The children in need census (DfE), XML, schema years 2021 to 2026. A row is one record element: the child, each referral,
 * assessment, section 47 enquiry, plan and review; its number is the line on which the element opens.
 */
export const cinCensus: Importer<SocialCareRecordInput> = {
  format: 'cin-census',
  title: 'Children in need census',
  accepts: 'XML, schema years 2021 to 2026',
  async *read(files: readonly SourceFile[], context: ImportContext): AsyncIterable<Row> {
    for (const file of files) yield* readCensus(file, context);
  },
};

async function* readCensus(file: SourceFile, context: ImportContext): AsyncGenerator<Row> {
  let line = 1;
  let rows = 0;
  let rootSeen = false;
  try {
    for await (const element of readElements(file, ELEMENTS)) {
      line = element.line;
      if (element.name === 'Child') {
        rows += 1;
        for (const row of childRows(element, file.name, context)) yield row;
      } else if (element.name === 'CollectionDetails') {
        const collection = element.children.find(({ name }) => name === 'Collection')?.text;
        if (collection !== 'CIN') return yield notTheCensus(file.name, line);
      } else if (rootSeen) {
        rows += 1;
        yield notAChild(file.name, line);
      } else if (element.name !== 'Message') {
        return yield notTheCensus(file.name, line);
      }
      rootSeen = true;
    }
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    return yield fileFault(file.name, error.line, error.code, error.message, error.remedy) as Row;
  }
  if (rows === 0) yield noChildren(file.name, line);
}

const notTheCensus = (file: string, line: number): Row =>
  fileFault(
    file,
    line,
    'wrong-format',
    'This is not a children in need census return',
    'Publish the census XML: a Message whose Collection is CIN',
  ) as Row;

const notAChild = (file: string, line: number): Row =>
  fileFault(
    file,
    line,
    'unknown-element',
    'The list of children holds an element that is not a child',
    'Give each child as Child, or remove the element',
  ) as Row;

const noChildren = (file: string, line: number): Row =>
  fileFault(file, line, 'no-records', 'The return has no children', 'Export it again with the Children section') as Row;
