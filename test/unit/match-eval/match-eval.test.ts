import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readColumns } from '../../../tools/match-eval/columns';
import { readMatchEvalCommand } from '../../../tools/match-eval/command';
import { orderOf, readDate } from '../../../tools/match-eval/dates';
import { evaluateFiles } from '../../../tools/match-eval/run';
import { readTable } from '../../../tools/match-eval/table';
import { readTruthSource } from '../../../tools/match-eval/truth';
import { writePairs } from '../../../tools/match-eval/write-pairs';

const folder = mkdtempSync(join(tmpdir(), 'match-eval-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const ROWS = [
  '=1,Amelia,Hartley,2015-03-04,BB1 7AA,p1',
  'b,Amelia,Hartley,04/03/2015,BB1 7AA,p1',
  '"c,d",Oscar,Khan,20110911,BB2 1AB,p2',
  'e,Oscar,Khan,2011-09-11,BB2 1AB,p2',
  'f,Zara,Okafor,2009-12-01,BB3 2AB,p3',
];
const people = file('people.csv', `id,first,last,born,pc,who\n${ROWS.join('\n')}`);
const columns = readColumns('{"given":"first","surname":"last","dob":"born","postcode":"pc"}');

test('a file is matched with itself and judged', async () => {
  const evaluation = evaluateFiles([people], columns, { column: 'who' });
  expect(evaluation.findings).toMatchObject({ truePairs: 2, best: { f1: 1 }, auto: { falseLinks: 0 } });
  const out = join(folder, 'pairs.csv');
  await writePairs(evaluation, ['id'], out);
  const [header, ...lines] = readFileSync(out, 'utf8').trim().split('\n');
  expect(header).toBe('id_a,id_b,probability,decision');
  // An id that a spreadsheet would run is text, and one with a comma is quoted.
  expect(lines.some((line) => /^'=1,b,0\.\d+,(auto|review)$/.test(line))).toBe(true);
  expect(lines.some((line) => line.startsWith('"c,d",e,'))).toBe(true);
});

test('two files are linked, and the truth may be a part of a column', () => {
  const left = file(
    'left.csv',
    'who,first,last,born,pc\nrec-1-org,Amelia,Hartley,2015-03-04,BB1 7AA\nrec-2-org,Oscar,Khan,2011-09-11,BB2 1AB\n',
  );
  const right = file(
    'right.csv',
    'who,first,last,born,pc\nrec-1-dup,Amelia,Hartly,2015-03-04,BB1 7AA\nrec-3-dup,Zara,Okafor,2009-12-01,BB3 2AB\n',
  );
  const { findings } = evaluateFiles([left, right], columns, readTruthSource('who:/^rec-(\\d+)-/'));
  expect(findings).toMatchObject({ truePairs: 1, best: { f1: 1 } });
});

const HEADER = ['id', 'first', 'last', 'born', 'pc', 'who'];
const written = (separator: string, lineEnd: string): string =>
  [HEADER, ...ROWS.slice(1).map((row) => row.replace('"c,d"', 'c').split(','))]
    .map((cells) => cells.join(separator))
    .join(lineEnd);

test.each<[string, string | Buffer]>([
  ['semicolons', written(';', '\n')],
  ['tabs', written('\t', '\n')],
  ['bars', written('|', '\n')],
  ['Windows line ends, a byte order mark and quotation marks', `\uFEFF${written(',', '\r\n').replace(/[^,\r\n]+/g, '"$&"')}\r\n`],
  ['old line ends', written(',', '\r')],
  ['UTF-16', Buffer.from(`\uFEFF${written('\t', '\r\n')}`, 'utf16le')],
  ['separators at the end of each row but the first', written(',', ',,\n').replace(/,,\n/, '\n')],
])('a file with %s is read', (_, text) => {
  const table = readTable(file('form.csv', text));
  expect(table.columns).toEqual(HEADER);
  expect(table.rows.map(({ cells }) => cells.at(-1))).toEqual(['p1', 'p2', 'p2', 'p3']);
  expect(table.rows[0]?.cells).toEqual(['b', 'Amelia', 'Hartley', '04/03/2015', 'BB1 7AA', 'p1']);
});

test('two files that call their columns differently are linked, each by its own names', async () => {
  const left = file(
    'l.csv',
    'ref,first,last,born,pc,person\nA1,Amelia,Hartley,2015-03-04,BB1 7AA,p1\nA2,Oscar,Khan,2011-09-11,BB2 1AB,p2\n',
  );
  const right = file(
    'r.csv',
    'nr;forename;last;dob;pc;truth\nB1;Amelia;Hartley;04/03/2015;BB1 7AA;p1\nB2;Zara;Okafor;01/12/2009;BB3 2AB;p3\n',
  );
  const differing = readColumns('{"given":["first","forename"],"family":"last","dateOfBirth":["born","dob"],"postcode":"pc"}');
  const { truth, id } = readMatchEvalCommand([
    left,
    right,
    '--columns',
    '{"given":"x"}',
    '--truth',
    'person',
    '--truth',
    'truth',
    '--id',
    'ref',
    '--id',
    'nr',
    '--pairs',
    'o',
  ]);
  const evaluation = evaluateFiles([left, right], differing, truth);
  expect(evaluation.findings).toMatchObject({ truePairs: 1, best: { f1: 1 } });
  const out = join(folder, 'differing.csv');
  await writePairs(evaluation, id as string[], out);
  expect(readFileSync(out, 'utf8').split('\n')[1]).toMatch(/^A1,B1,/);
  expect(() => evaluateFiles([left, right], readColumns('{"given":["first"],"family":"last"}'), truth)).toThrow(
    /r.csv has no column "first".*\{"given": \["first", "..."\]\}/s,
  );
});

test.each<[string, () => unknown, RegExp]>([
  ['no files', () => readMatchEvalCommand([]), /Usage/],
  ['an unknown option', () => readMatchEvalCommand(['a.csv', '--nope']), /Usage/],
  [
    'pairs without an id',
    () => readMatchEvalCommand(['a', '--columns', '{"given":"x"}', '--truth', 'x', '--pairs', 'o']),
    /go together/,
  ],
  ['columns that are not JSON', () => readColumns('{"given":'), /not JSON/],
  ['columns that are a list', () => readColumns('[]'), /JSON object/],
  ['a columns file that is not there', () => readColumns('nowhere.json'), /ENOENT/],
  ['an unknown field', () => readColumns('{"shoe":"x"}'), /no field "shoe"/],
  ['a field without a column', () => readColumns('{"given":[]}'), /name of a column/],
  ['a regular expression that is none', () => readTruthSource('a:/(/'), /not a regular expression/],
  ['a regular expression without a group', () => readTruthSource('a:/x/'), /one group/],
  ['a missing file', () => evaluateFiles([join(folder, 'none.csv')], columns, { column: 'who' }), /ENOENT/],
  [
    'a missing column',
    () => evaluateFiles([people], readColumns('{"given":"nope"}'), { column: 'who' }),
    /no column "nope". It has: id, first/,
  ],
  ['a missing truth column', () => evaluateFiles([people], columns, { column: 'nope' }), /no column "nope"/],
  ['a row without a truth', () => evaluateFiles([people], columns, readTruthSource('id:/^(b)$/')), /row 2: "id" does not say/],
  [
    'a column that is there twice',
    () => evaluateFiles([file('t.csv', 'a,a,who\nx,y,1\n')], readColumns('{"given":"a"}'), { column: 'who' }),
    /two columns "a": rename/,
  ],
  [
    'a row with more cells than columns',
    () => evaluateFiles([file('m.csv', 'a,who\nx,1\ny,2,3\n')], readColumns('{"given":"a"}'), { column: 'who' }),
    /row 3: 3 cells under 2 columns.*quotation marks/,
  ],
  [
    'dates in a way of their own',
    () => evaluateFiles([file('d.csv', 'a,dob,who\nx,,1\ny,the fourth,2\n')], readColumns('{"dob":"dob"}'), { column: 'who' }),
    /d.csv, row 3: "dateOfBirth" is no date.*04\/03\/2015/,
  ],
  ['a header alone', () => evaluateFiles([file('h.csv', 'a,b\n')], columns, { column: 'a' }), /no rows/],
  ['a picture', () => evaluateFiles([file('p.csv', '\u0089PNG\u0000\u0001')], columns, { column: 'who' }), /not a CSV/],
  ['an empty file', () => evaluateFiles([file('e.csv', '')], columns, { column: 'who' }), /not a CSV/],
  [
    'a quotation mark that is never closed',
    () => evaluateFiles([file('q.csv', 'a,b\n"x,y\n')], columns, { column: 'a' }),
    /row 2/,
  ],
])('%s is told plainly', (_, act, message) => expect(act).toThrow(message));

test('ids that are given twice are told', async () => {
  const evaluation = evaluateFiles([people], columns, { column: 'who' });
  await expect(writePairs(evaluation, ['first'], join(folder, 'x.csv'))).rejects.toThrow(
    /row 3: "first" names two rows alike, this one and row 2/,
  );
});

test('ids that are missing are told with their row', async () => {
  const some = file('noid.csv', 'id,first,who\n1,Amelia,1\n,Oscar,2\n');
  const evaluation = evaluateFiles([some], readColumns('{"given":"first"}'), { column: 'who' });
  await expect(writePairs(evaluation, ['id'], join(folder, 'x.csv'))).rejects.toThrow(/row 3: "id" is empty/);
});

test('months come first in a column where they alone are never above twelve', () => {
  expect(orderOf(['03/04/2015', '03/28/2015'])).toBe('month-first');
  expect(orderOf(['03/04/2015', '28/03/2015'])).toBe('day-first');
  expect(orderOf(['03/04/2015', 'unknown'])).toBe('day-first');
  expect(readDate('03/28/2015', 'month-first')).toBe('2015-03-28');
});

test.each([
  ['2015-03-04', '2015-03-04'],
  ['2015-3-4', '2015-03-04'],
  ['2015-03-04 00:00:00', '2015-03-04'],
  ['4 March 2015', '2015-03-04'],
  ['04-Mar-2015', '2015-03-04'],
  ['March 4, 2015', '2015-03-04'],
  ['4 Brumaire 2015', undefined],
  ['2015311', undefined],
  ['20150304', '2015-03-04'],
  ['4/3/2015', '2015-03-04'],
  ['2015-03-04T00:00:00', '2015-03-04'],
  ['March', undefined],
])('the date %s is %s', (text, expected) => expect(readDate(text)).toBe(expected));
