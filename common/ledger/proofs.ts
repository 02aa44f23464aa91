import { HASH_BYTES, nodeHash } from './hashes';

/** What a prover claims: that the leaf stands at this place of the tree with this root. */
export interface InclusionClaim {
  readonly leaf: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
}

/** What a prover claims: that the second tree is the first with leaves added after it. */
export interface ConsistencyClaim {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
}

/** RFC 9162, 2.1.3.2. Whatever is not a proof does not hold; nothing throws. */
export function provesInclusion({ leaf, size, leafHash, root }: InclusionClaim, proof: readonly Uint8Array[]): boolean {
  if (!isCount(leaf) || !isCount(size) || leaf >= size || !areHashes([leafHash, root, ...proof])) return false;
  let [fn, sn] = [leaf, size - 1];
  let hash = leafHash;
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(hash, root);
}

/**
 * RFC 9162, 2.1.4.2. From a tree without leaves nothing can be proved: anything would follow from it, so that claim never holds.
 */
export function provesConsistency(
  { first, second, firstRoot, secondRoot }: ConsistencyClaim,
  given: readonly Uint8Array[],
): boolean {
  if (!isCount(first) || !isCount(second) || first < 1 || first > second) return false;
  if (first === second) return given.length === 0 && same(firstRoot, secondRoot);
  if (!areHashes([firstRoot, secondRoot, ...given])) return false;
  // A first tree that is complete is itself the node that the proof would begin with.
  const [start, ...proof] = isPowerOfTwo(first) ? [firstRoot, ...given] : given;
  if (start === undefined || given.length === 0) return false;
  let [fn, sn] = [first - 1, second - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [old, whole] = [start, start];
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      old = nodeHash(sibling, old);
      whole = nodeHash(sibling, whole);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      whole = nodeHash(whole, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(old, firstRoot) && same(whole, secondRoot);
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const areHashes = (values: readonly Uint8Array[]): boolean => values.every(({ length }) => length === HASH_BYTES);
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

function isPowerOfTwo(value: number): boolean {
  let power = 1;
  while (power < value) power *= 2;
  return power === value;
}
