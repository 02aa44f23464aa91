import fc from 'fast-check';
import { type CsvRecord, CsvRecords } from '../../../../importers/text/csv-records';

function split(text: string, chunk = text.length || 1): CsvRecord[] {
  const records = new CsvRecords();
  const found: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += chunk) found.push(...records.push(text.slice(at, at + chunk)));
  return [...found, ...records.end()];
}

const cells = (text: string): (readonly string[] | string)[] =>
  split(text).map((record) => ('cells' in record ? record.cells : record.fault));

test('records end at a line feed, at a carriage return with one, or at a carriage return alone', () => {
  const expected = [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ];
  expect(cells('a,b\n1,2\n3,4')).toEqual(expected);
  expect(cells('a,b\r\n1,2\r\n3,4\r\n')).toEqual(expected);
  expect(cells('a,b\r1,2\r3,4\r')).toEqual(expected);
});

test('a record in which the file ends without a line end says so: it may have been cut short', () => {
  const unended = (text: string) => split(text).map((record) => 'isUnended' in record && record.isUnended === true);
  expect(unended('a,b\n1,2')).toEqual([false, true]);
  expect(unended('a,b\n1,"2"')).toEqual([false, true]);
  expect(unended('a,b\n1,2\n')).toEqual([false, false]);
  expect(unended('a,b\r1,2\r')).toEqual([false, false]);
  expect(unended('a,b\n1,2\n  ')).toEqual([false, false]);
});

test('quoted cells keep commas, doubled quotation marks and line ends', () => {
  expect(cells('"a, b","say ""hi""","two\nlines"\nx,y,z')).toEqual([
    ['a, b', 'say "hi"', 'two\nlines'],
    ['x', 'y', 'z'],
  ]);
});

test('spaces around cells are trimmed, also around quotation marks', () => {
  expect(cells(' a , "b" ,\tc\r\n')).toEqual([['a', 'b', 'c']]);
});

test('blank lines are no records and count as rows', () => {
  expect(split('\na,b\n\n  \n1,2\n').map(({ row }) => row)).toEqual([2, 5]);
});

test('a record of several lines is one row, as in a spreadsheet', () => {
  expect(split('h\n"a\nb\nc"\nlast').map(({ row }) => row)).toEqual([1, 2, 3]);
});

test('a quotation mark inside a cell costs its row only, and the row is named', () => {
  expect(split('a,b\n1,2\n5\'2" tall,x\n"say "hi"",y\n3,4\n')).toEqual([
    { row: 1, cells: ['a', 'b'] },
    { row: 2, cells: ['1', '2'] },
    { row: 3, fault: 'stray-quote' },
    { row: 4, fault: 'stray-quote' },
    { row: 5, cells: ['3', '4'] },
  ]);
});

test('a quote that is never closed costs its first line, and reading goes on at the next', () => {
  expect(split('a,b\n1,"2\n3,4\n5,6')).toEqual([
    { row: 1, cells: ['a', 'b'] },
    { row: 2, fault: 'unclosed-quote' },
    { row: 3, cells: ['3', '4'] },
    { row: 4, cells: ['5', '6'], isUnended: true },
  ]);
});

test('a quote that the next row happens to close costs one row, not two', () => {
  expect(split('"1,2\n"3",4\n5,6')).toEqual([
    { row: 1, fault: 'stray-quote' },
    { row: 2, cells: ['3', '4'] },
    { row: 3, cells: ['5', '6'], isUnended: true },
  ]);
});

test('a line without end is refused once and passed over, and what follows it is read', () => {
  const records = new CsvRecords();
  const found: CsvRecord[] = [...records.push('a,b\n')];
  for (let piece = 0; piece < 100; piece += 1) found.push(...records.push('x'.repeat(65_536)));
  found.push(...records.push('\n1,2\n'), ...records.end());
  expect(found).toEqual([
    { row: 1, cells: ['a', 'b'] },
    { row: 2, fault: 'too-long' },
    { row: 3, cells: ['1', '2'] },
  ]);
});

test('a row that is too long is refused also when it arrives in one piece', () => {
  const long = 'x'.repeat(1_000_001);
  expect(split(`a\n${long}\n"${long}"\nb`).map((record) => ('cells' in record ? record.cells[0] : record.fault))).toEqual([
    'a',
    'too-long',
    'unclosed-quote',
    'b',
  ]);
});

test('a quote that stays open for a million characters gives up its row and reads the rest', () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => `${index},some text of a row`);
  const found = split(`a,b\n1,"open\n${rows.join('\n')}\n`, 65_536);
  expect(found).toHaveLength(60_002);
  expect(found[1]).toEqual({ row: 2, fault: 'unclosed-quote' });
  expect(found.at(-1)).toEqual({ row: 60_002, cells: ['59999', 'some text of a row'] });
});

test('whatever is written by the rules is read back, however it is cut into pieces', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r\n', '𝒜'), maxLength: 6 })
    .map((text) => text.trim());
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 9 }), (rows, lineEnd, chunk) => {
      const text = rows.map((row) => row.map(quote).join(',')).join(lineEnd) + lineEnd;
      expect(split(text, chunk)).toEqual(rows.map((row, index) => ({ row: index + 1, cells: row })));
    }),
    { numRuns: 500 },
  );
});

test('any text at all is read to its end, the same however it is cut into pieces', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' '), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 7 }), (given, chunk) => {
      expect(split(`h,i\n${given}`, chunk)).toEqual(split(`h,i\n${given}`));
    }),
    { numRuns: 2_000 },
  );
});
