import { type ImportedRow, type Importer, RETRACTIONS_FORMAT } from '../../common/publishing/record';
import { readLines } from '../ndjson/lines';
import { isRetraction, readRetraction } from '../ndjson/retraction';
import { parseObject } from '../text/json';
import { fileFault, rejection } from '../text/problems';

/**
 * Retractions alone, a line for each: for records of formats that have no line for them, such as FHIR and the national returns.
 *
 * @param kinds every kind of record that the agency keeps.
 */
export const retractionsV1 = (kinds: readonly { readonly kind: string }[]): Importer => ({
  format: RETRACTIONS_FORMAT,
  title: 'Retractions',
  accepts: 'newline-delimited JSON in UTF-8',
  async *read(files): AsyncIterable<ImportedRow> {
    const known = kinds.map(({ kind }) => kind);
    for (const file of files) {
      let lines = 0;
      for await (const line of readLines(file)) {
        lines += 1;
        if (line.kind === 'fault') yield line.fault;
        else yield readLine(line.text, { file: file.name, row: line.row }, known);
      }
      if (lines === 0)
        yield fileFault(file.name, 1, 'no-records', 'The file has no records', 'Write one retraction on each line');
    }
  },
});

function readLine(text: string, at: { file: string; row: number }, kinds: readonly string[]): ImportedRow {
  const { object, fault } = parseObject(text);
  if (fault) return { ...at, records: [], problems: [rejection(at, { ...fault, field: 'line' })] };
  if (isRetraction(object)) return readRetraction(object, at, kinds);
  const problem = { field: 'retract', problem: 'The field is missing', remedy: 'Say why the record is retracted' };
  return { ...at, records: [], problems: [rejection(at, { code: 'missing-value', ...problem })] };
}
