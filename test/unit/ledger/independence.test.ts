import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(__dirname, '../../../tools/verify-ledger');
const files = readdirSync(FOLDER);

test.each(files)('%s of the verifier imports Node.js and its own folder, and nothing of ours or anybody else’s', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const imported = [...text.matchAll(/(?:from\s+|import\s*\(?\s*|require\s*\(\s*)['"]([^'"]+)['"]/g)].map(
    ([, from = '']) => from,
  );
  expect(imported.filter((from) => !from.startsWith('node:') && !/^\.\/[\w-]+$/.test(from))).toEqual([]);
});

test('the verifier can be read in an hour', () => {
  const lines = files.reduce((sum, file) => sum + readFileSync(join(FOLDER, file), 'utf8').split('\n').length, 0);
  expect(lines).toBeLessThan(700);
});
