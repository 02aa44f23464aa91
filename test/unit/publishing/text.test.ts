import { problemsCsv } from '../../../common/publishing/problems-csv';
import { setDigest } from '../../../common/publishing/receive';
import { recordTable } from '../../../common/publishing/record-table';
import { textArray } from '../../../common/publishing/sql-text';
import { bytes, duration, Progress, progressLine } from '../../../tools/publish/progress';

const problem = { file: 'a.csv', row: 2, severity: 'error' as const, code: 'c', field: 'f', problem: 'p', remedy: 'r' };

describe('problems as CSV', () => {
  test.each(['=1', '+1', '-1', '@x', '|x', '%x', '\tx', '\r=x', ' =1', '\n=1', '＝1'])(
    'a cell of %j starts no formula',
    (field) => {
      expect(problemsCsv([{ ...problem, field }])).toContain(`"'${field}"`);
    },
  );

  test('quotes are doubled and line breaks stay within their cell', () => {
    expect(problemsCsv([{ ...problem, field: 'say "x",\ny' }]).split('\r\n')).toEqual([
      'file,row,severity,code,field,problem,remedy',
      '"a.csv","2","error","c","say ""x"",\ny","p","r"',
      '',
    ]);
  });
});

test('a text array keeps quotes, backslashes, commas, NULL as a word and null as nothing', () => {
  expect(textArray(['a', null, 'NULL', '', 'q"b\\c', '{,}'])).toBe('{"a",NULL,"NULL","","q\\"b\\\\c","{,}"}');
  expect(textArray([])).toBe('{}');
});

test('the digest of a set depends on neither order nor names', () => {
  expect(setDigest([{ sha256: 'b' }, { sha256: 'a' }])).toBe(setDigest([{ sha256: 'a' }, { sha256: 'b' }]));
  expect(setDigest([{ sha256: 'a' }])).not.toBe(setDigest([{ sha256: 'a' }, { sha256: 'a' }]));
});

test("a record's table has one current version of a key, whatever its columns and comment are", () => {
  const { up, down } = recordTable('loan', 'title text,', "The library's loans");
  expect(up[0]).toMatch(/^create table "loan" \(row_id bigint .*, title text\)$/);
  expect(up[1]).toBe('create unique index "loan_current" on "loan" (record_key) where known_to is null');
  expect(up).toContain(`comment on table "loan" is 'The library''s loans'`);
  expect(down).toEqual(['drop table "loan"']);
});

describe('progress', () => {
  test('says how far, how fast and how long still', () => {
    const line = progressLine({ label: 'Sending', done: 50e6, share: 0.5, show: bytes }, 10, 50e6);
    expect(line).toBe('Sending     [##########          ]   50 %  50.0 MB  5.0 MB/s  10 s left');
    expect(progressLine({ label: 'Importing', done: 0, share: undefined, show: bytes }, 0, 0)).toBe('Importing   0 kB');
    expect([duration(59), duration(61), duration(7_300)]).toEqual(['59 s', '1 min 1 s', '2 h 1 min']);
  });

  test('writes nothing where there is no terminal', () => {
    const write = jest.fn();
    const progress = new Progress({ isTTY: false, write } as unknown as NodeJS.WriteStream);
    progress.update({ label: 'Sending', done: 1, share: 0.5, show: bytes });
    progress.clear();
    expect(write).not.toHaveBeenCalled();
  });
});
