import { EMPTY_ROOT, nodeHash } from './hashes';

/**
 * The RFC 9162 tree over stored nodes. A node is stored once it is complete, that is, once all 2^level leaves below it exist;
 * it never changes again. Everything else is worked out from complete nodes when it is asked for. Nothing here reads or writes.
 */

/** A complete node: covers the leaves from `index * 2^level` on. Level 0 are the leaves. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

export interface StoredNode extends NodeId {
  readonly hash: Buffer;
}

/** Leaves from `begin` up to and without `end`. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

export type NodeReader = (node: NodeId) => Buffer;

/** The complete nodes that make up a range which begins where a subtree of the tree begins, largest first. */
export function nodesOf({ begin, end }: Range): NodeId[] {
  const nodes: NodeId[] = [];
  for (let from = begin; from < end; ) {
    const level = Math.floor(Math.log2(end - from));
    nodes.push({ level, index: from / 2 ** level });
    from += 2 ** level;
  }
  return nodes;
}

/** The hash over a range of leaves; that of the whole tree is its root. */
export function rangeHash(range: Range, read: NodeReader): Buffer {
  const hashes = nodesOf(range).map(read);
  const last = hashes.pop();
  return last === undefined ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right), last);
}

/** Root of the tree over the first `size` leaves. */
export const rootHash = (size: number, read: NodeReader): Buffer => rangeHash({ begin: 0, end: size }, read);

/**
 * The nodes that become complete when leaves are added, the new leaves among them, in an order in which each can be stored.
 *
 * @param read the complete nodes of the tree of `size` leaves; only those of `nodesOf({ begin: 0, end: size })` are asked for.
 */
export function grow(size: number, leaves: readonly Buffer[], read: NodeReader): StoredNode[] {
  // The complete nodes on the right edge, largest first: what a new leaf joins with.
  const edge: StoredNode[] = nodesOf({ begin: 0, end: size }).map((node) => ({ ...node, hash: read(node) }));
  const made: StoredNode[] = [];
  for (const [offset, hash] of leaves.entries()) {
    let node: StoredNode = { level: 0, index: size + offset, hash };
    made.push(node);
    for (let left = edge.at(-1); left !== undefined && left.level === node.level; left = edge.at(-1)) {
      edge.pop();
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left.hash, node.hash) };
      made.push(node);
    }
    edge.push(node);
  }
  return made;
}

/** The ranges whose hashes are the inclusion proof (RFC 9162, 2.1.3.1) of a leaf in a tree of this size. */
export function inclusionRanges(leaf: number, size: number): Range[] {
  const path: Range[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + largestPowerBelow(end - begin);
    if (leaf < middle) {
      path.unshift({ begin: middle, end });
      end = middle;
    } else {
      path.unshift({ begin, end: middle });
      begin = middle;
    }
  }
  return path;
}

/** The ranges whose hashes are the consistency proof (RFC 9162, 2.1.4.1) from the tree of `first` leaves to that of `second`. */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!(first > 0 && first <= second))
    throw new RangeError('A consistency proof is from a tree with leaves to one as large or larger');
  const path: Range[] = [];
  let [begin, end] = [0, second];
  let isWhole = true;
  while (first !== end) {
    const middle = begin + largestPowerBelow(end - begin);
    if (first <= middle) {
      path.unshift({ begin: middle, end });
      end = middle;
    } else {
      path.unshift({ begin, end: middle });
      begin = middle;
      isWhole = false;
    }
  }
  return isWhole ? path : [{ begin, end }, ...path];
}

/** The largest power of two that is smaller than `count`. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
