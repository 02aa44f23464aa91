import { retractionsV1 } from '../../../importers/retractions-v1';
import { readFiles, told, unexplained } from './support';

const ID = '0b0d3c5e-9f1a-4a4e-8d5e-2f1f7c9b0a11';
const importer = retractionsV1([{ kind: 'condition' }, { kind: 'person' }]);
const read = (text: string | Uint8Array) => readFiles(importer, { 'retractions.ndjson': text });
const lines = (...objects: readonly object[]): string => objects.map((object) => JSON.stringify(object)).join('\n');

test('each line takes a record back, by its key or by the id that the hub shows', async () => {
  const rows = await read(
    lines({ kind: 'condition', key: 'c1', retract: 'Wrong child' }, { kind: 'person', id: ID, retract: 'Test record' }),
  );
  expect(told(rows)).toEqual([]);
  expect(unexplained(rows)).toEqual([]);
  expect(rows.map(({ records, retraction }) => [records, retraction])).toEqual([
    [[], { kind: 'condition', key: 'c1', reason: 'Wrong child' }],
    [[], { kind: 'person', id: ID, reason: 'Test record' }],
  ]);
});

test.each(
  (
    [
      [{ kind: 'shoe', key: 'c1', retract: 'x' }, 'unknown-kind kind'],
      [{ key: 'c1', retract: 'x' }, 'unknown-kind kind'],
      [{ kind: 'condition', retract: 'x' }, 'missing-value key'],
      [{ kind: 'condition', key: 'c1', id: ID, retract: 'x' }, 'missing-value key'],
      [{ kind: 'condition', key: '', retract: 'x' }, 'invalid-value key'],
      [{ kind: 'condition', key: 'x'.repeat(201), retract: 'x' }, 'invalid-value key'],
      [{ kind: 'condition', id: 'c1', retract: 'x' }, 'invalid-value id'],
      [{ kind: 'condition', key: 'c1', retract: '  ' }, 'invalid-value retract'],
      [{ kind: 'condition', key: 'c1', retract: 7 }, 'invalid-value retract'],
      [{ kind: 'condition', key: 'c1', retract: 'x'.repeat(1_001) }, 'invalid-value retract'],
      [{ kind: 'condition', key: 'c1' }, 'missing-value retract'],
      [{ kind: 'condition', key: 'c1', retract: 'x', data: {} }, 'unknown-field record'],
    ] as [object, string][]
  ).map(([line, problem], index) => [problem, index, line] as const),
)('a line is rejected as %s (%i)', async (problem, _index, line) => {
  const rows = await read(lines(line));
  expect(told(rows)).toEqual([`error 1 ${problem}`]);
  expect(rows[0]?.retraction).toBeUndefined();
});

test('a line that is broken costs itself only, and an unreadable file says so', async () => {
  const good = lines({ kind: 'condition', key: 'c1', retract: 'x' });
  expect(told(await read(`{"kind":\n[]\n${good}`))).toEqual(['error 1 malformed-json line', 'error 2 malformed-json line']);
  expect(told(await read(''))).toEqual(['error 1 empty-file file']);
  expect(told(await read('\n\n'))).toEqual(['error 1 no-records file']);
  expect(told(await read(Buffer.from(`${good}\n{"kind":"Zo\u00eb"}`, 'latin1')))).toEqual(['error 2 wrong-encoding file']);
});
