import type { CurrentVersion } from '../../../common/publishing/kind-table';
import type { ImportedRow, PublishedRecord } from '../../../common/publishing/record';
import { cut, judge, type RetractingRow } from '../../../common/publishing/retractions';

const row = (number: number, over: Partial<ImportedRow> = {}): ImportedRow => ({
  file: 'f',
  row: number,
  records: [],
  problems: [],
  ...over,
});
const record = (key: string): PublishedRecord => ({ kind: 'loan', key, data: {} });
const taking = (number: number, ...keys: string[]): RetractingRow => {
  const retraction = { kind: 'loan', key: keys[0] ?? '', reason: 'r' };
  return { row: row(number, { retraction }), retraction, keys };
};
const version = (over: Partial<CurrentVersion> = {}): CurrentVersion => ({
  ...{ rowId: '1', id: 'i', person: 'p', digest: 'd', publication: 'a', retracted: false, sealed: false },
  ...over,
});

describe('a chunk is cut', () => {
  const stores = (...keys: string[]) => row(1, { records: keys.map(record) });

  test('nowhere when nothing is both stored and retracted', () => {
    expect(cut([stores('a'), stores('b')], new Map())).toEqual([[0, 2]]);
    expect(cut([stores('a'), row(2), stores('c')], new Map([[1, taking(2, 'b')]]))).toEqual([[0, 3]]);
  });

  test('before a row that undoes, or opens again, what an earlier one of the piece said', () => {
    const rows = [stores('a'), row(2), stores('a'), row(4)];
    const retracting = new Map([
      [1, taking(2, 'a')],
      [3, taking(4, 'a')],
    ]);
    expect(cut(rows, retracting)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
  });
});

describe('of a retraction', () => {
  const current = new Map([
    ['a', version({ rowId: '1' })],
    ['b', version({ rowId: '2' })],
    ['gone', version({ rowId: '3', retracted: true })],
  ]);
  const none = new Set<string>();

  test('every record that it means is hidden, each once', () => {
    const { outcomes, hidings } = judge([taking(1, 'a', 'b', 'unknown'), taking(2, 'a')], current, none);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['retracted', 'unchanged']);
    expect(hidings.map(({ key, version: { rowId } }) => [key, rowId])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test('what is hidden already is unchanged, and what is not there an error', () => {
    const { outcomes, hidings } = judge([taking(1, 'gone'), taking(2, 'unknown'), taking(3)], current, none);
    expect(outcomes.map(({ outcome, problem }) => problem?.code ?? outcome)).toEqual([
      'unchanged',
      'no-such-record',
      'no-such-record',
    ]);
    expect(hidings).toEqual([]);
  });

  test('a record of which a later publication has spoken stays', () => {
    const { outcomes, hidings } = judge([taking(1, 'a')], current, new Set(['a']));
    expect(outcomes).toMatchObject([{ outcome: 'unchanged', problem: { code: 'overtaken', severity: 'warning' } }]);
    expect(hidings).toEqual([]);
  });
});
