import fc from 'fast-check';
import { EMPTY_ROOT, leafHash, nodeHash } from '../../../common/ledger/hashes';
import { provesConsistency, provesInclusion } from '../../../common/ledger/proofs';
import {
  consistencyRanges,
  grow,
  inclusionRanges,
  type NodeId,
  nodesOf,
  rangeHash,
  rootHash,
  type StoredNode,
} from '../../../common/ledger/tree';

const leavesOf = (count: number): Buffer[] => Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`entry ${at}`)));

/** The definition of RFC 9162, 2.1.1, word for word: the oracle. */
function mth(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

const nameOf = ({ level, index }: NodeId): string => `${level}/${index}`;

/** A tree that was grown in these steps, with its stored nodes. */
function grown(...steps: readonly number[]) {
  const nodes = new Map<string, Buffer>();
  const read = (node: NodeId): Buffer => {
    const hash = nodes.get(nameOf(node));
    if (hash === undefined) throw new Error(`The node ${nameOf(node)} is not stored`);
    return hash;
  };
  let size = 0;
  const all = leavesOf(steps.reduce((sum, step) => sum + step, 0));
  for (const step of steps) {
    const made: StoredNode[] = grow(size, all.slice(size, size + step), read);
    for (const node of made) {
      expect(nodes.has(nameOf(node))).toBe(false);
      nodes.set(nameOf(node), node.hash);
    }
    size += step;
  }
  return { read, size, leaves: all };
}

const sizes = fc.integer({ min: 1, max: 130 });

test('a tree has the root that the RFC defines, however it was grown', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }), (steps) => {
      const { read, size, leaves } = grown(...steps);
      for (let of = 0; of <= size; of += 1) expect(rootHash(of, read).equals(mth(leaves.slice(0, of)))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('growing asks for the right edge of the tree and for nothing else', () => {
  fc.assert(
    fc.property(sizes, sizes, (size, more) => {
      const { read } = grown(size);
      const asked: string[] = [];
      grow(size, leavesOf(more), (node) => {
        asked.push(nameOf(node));
        return read(node);
      });
      expect(asked).toEqual(nodesOf({ begin: 0, end: size }).map(nameOf));
    }),
  );
});

test('every leaf of every tree has an inclusion proof, and no other leaf, place, size or root has that proof', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (size, one, two) => {
      const { read, leaves } = grown(size);
      const [leaf, other] = [one % size, two % size];
      const proof = inclusionRanges(leaf, size).map((range) => rangeHash(range, read));
      const claim = { leaf, size, leafHash: leaves[leaf] as Buffer, root: rootHash(size, read) };
      expect(provesInclusion(claim, proof)).toBe(true);
      expect(provesInclusion({ ...claim, leaf: other }, proof)).toBe(other === leaf);
      expect(provesInclusion({ ...claim, leafHash: leaves[other] as Buffer }, proof)).toBe(other === leaf);
      expect(provesInclusion({ ...claim, root: leafHash(Buffer.from('another')) }, proof)).toBe(false);
      expect(provesInclusion({ ...claim, size: size * 2 }, proof)).toBe(false);
    }),
  );
});

test('every tree is proved to be the beginning of every larger one, and of no other', () => {
  fc.assert(
    fc.property(sizes, sizes, (one, two) => {
      const [first, second] = [Math.min(one, two), Math.max(one, two)];
      const { read } = grown(second);
      const proof = consistencyRanges(first, second).map((range) => rangeHash(range, read));
      const claim = { first, second, firstRoot: rootHash(first, read), secondRoot: rootHash(second, read) };
      expect(provesConsistency(claim, proof)).toBe(true);
      const another = leafHash(Buffer.from('another'));
      expect(provesConsistency({ ...claim, firstRoot: another }, proof)).toBe(false);
      expect(provesConsistency({ ...claim, secondRoot: another }, proof)).toBe(false);
      expect(provesConsistency(claim, [...proof, another])).toBe(false);
      if (proof.length > 0) expect(provesConsistency(claim, proof.slice(1))).toBe(false);
    }),
  );
});

test('from a tree without leaves nothing is proved', () => {
  const claim = { first: 0, second: 3, firstRoot: EMPTY_ROOT, secondRoot: mth(leavesOf(3)) };
  expect(provesConsistency(claim, [])).toBe(false);
  expect(() => consistencyRanges(0, 3)).toThrow(RangeError);
  expect(() => consistencyRanges(4, 3)).toThrow(RangeError);
});
