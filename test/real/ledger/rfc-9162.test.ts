import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { provesConsistency, provesInclusion } from '../../../common/ledger/proofs';

/** transparency-dev/merkle, Apache-2.0: proofs that hold and proofs that must not. */
const FOLDER = join(process.env.MASH_REAL_DATA ?? resolve(__dirname, '../../../../shared/data'), 'ledger/testdata');

function vectorsIn(folder: string): [string, Record<string, never>][] {
  return readdirSync(join(FOLDER, folder), { withFileTypes: true }).flatMap((entry): [string, Record<string, never>][] => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? vectorsIn(path) : [[path, JSON.parse(readFileSync(join(FOLDER, path), 'utf8'))]];
  });
}

interface Inclusion {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string;
  readonly root: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface Consistency {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

const bytes = (text: string | null): Buffer => Buffer.from(text ?? '', 'base64');

test('there are as many vectors as were published', () => {
  expect([vectorsIn('inclusion').length, vectorsIn('consistency').length]).toEqual([98, 98]);
});

test.each(vectorsIn('inclusion'))('%s', (_, vector) => {
  const { leafIdx: leaf, treeSize: size, leafHash, root, proof, wantErr } = vector as unknown as Inclusion;
  const holds = provesInclusion({ leaf, size, leafHash: bytes(leafHash), root: bytes(root) }, (proof ?? []).map(bytes));
  expect(holds).toBe(!wantErr);
});

test.each(vectorsIn('consistency'))('%s', (_, vector) => {
  const { size1, size2, root1, root2, proof, wantErr } = vector as unknown as Consistency;
  const claim = { first: size1, second: size2, firstRoot: bytes(root1), secondRoot: bytes(root2) };
  expect(provesConsistency(claim, (proof ?? []).map(bytes))).toBe(!wantErr);
});
