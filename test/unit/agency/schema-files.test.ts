import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompositionFailed, compose, drift } from '../../../tools/schema';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mash-schema-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('files that changed, are missing or are left over are named', () => {
  writeFileSync(join(folder, 'same.graphql'), 'a');
  writeFileSync(join(folder, 'changed.graphql'), 'b');
  writeFileSync(join(folder, 'left-over.graphql'), 'c');
  const current = new Map([
    ['same.graphql', 'a'],
    ['changed.graphql', 'B'],
    ['missing.graphql', 'd'],
  ]);
  expect(drift(current, folder)).toEqual(['changed.graphql', 'left-over.graphql', 'missing.graphql']);
});

test('subgraphs that do not fit together are refused with the reasons', () => {
  const one = 'type Query { a: Thing } type Thing { id: Int }';
  const other = 'type Query { b: Thing } type Thing { id: String }';
  const together = () =>
    compose(
      new Map([
        ['one', one],
        ['other', other],
      ]),
    );
  expect(together).toThrow(CompositionFailed);
  expect(together).toThrow('Thing.id');
});
