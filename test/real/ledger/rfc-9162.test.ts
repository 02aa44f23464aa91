import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { provesConsistency, provesInclusion } from '../../../common/ledger/proofs';

/** transparency-dev/merkle, Apache-2.0: proofs that hold and proofs that must not. */
const FOLDER = join(process.env.MASH_REAL_DATA ?? resolve(__dirname, '../../../../shared/data'), 'ledger/testdata');

function vectorsIn(folder: string): [string, object][] {
  return readdirSync(join(FOLDER, folder), { withFileTypes: true }).flatMap((entry): [string, object][] => {
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
  const { leafIdx: leaf, treeSize: size, leafHash, root, proof, wantErr } = vector as Inclusion;
  const holds = provesInclusion({ leaf, size, leafHash: bytes(leafHash), root: bytes(root) }, (proof ?? []).map(bytes));
  expect(holds).toBe(!wantErr);
});

test.each(vectorsIn('consistency'))('%s', (_, vector) => {
  const { size1, size2, root1, root2, proof, wantErr } = vector as Consistency;
  const claim = { first: size1, second: size2, firstRoot: bytes(root1), secondRoot: bytes(root2) };
  expect(provesConsistency(claim, (proof ?? []).map(bytes))).toBe(!wantErr);
});

/** Beyond the RFC: a subtree that begins where a complete one could begin is a tree of its own. */
const isSubtree = (start: number, end: number): boolean => {
  let power = 1;
  while (power < end - start) power *= 2;
  return start >= 0 && start < end && start % power === 0;
};

interface SubtreeInclusion extends Inclusion {
  readonly start: number;
  readonly end: number;
}

test.each(vectorsIn('subtreeinclusion'))('%s', (_, vector) => {
  const { leafIdx, start, end, leafHash, root, proof, wantErr } = vector as SubtreeInclusion;
  const claim = { leaf: leafIdx - start, size: end - start, leafHash: bytes(leafHash), root: bytes(root) };
  expect(isSubtree(start, end) && provesInclusion(claim, (proof ?? []).map(bytes))).toBe(!wantErr);
});

interface SubtreeConsistency {
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

/** Those that begin at 0 and are not empty are the consistency proofs of the RFC (0 < m); the ledger has no use for others. */
const fromTheBeginning = vectorsIn('subtreeconsistency').filter(([, vector]) => {
  const { start, end } = vector as SubtreeConsistency;
  return start === 0 && end > 0;
});

test.each(fromTheBeginning)('%s', (_, vector) => {
  const { end, size, root1, root2, proof, wantErr } = vector as SubtreeConsistency;
  const claim = { first: end, second: size, firstRoot: bytes(root1), secondRoot: bytes(root2) };
  expect(provesConsistency(claim, (proof ?? []).map(bytes))).toBe(!wantErr);
});
