import { hash as digest } from 'node:crypto';

/** The RFC 9162 tree, leaf by leaf: it keeps the complete subtrees on the right edge, and nothing else. */
export class GrowingTree {
  private readonly edge: { level: number; hash: Buffer }[] = [];
  private leaves = 0;

  get size(): number {
    return this.leaves;
  }

  add(entry: Uint8Array): void {
    let node = { level: 0, hash: sha256(LEAF, entry) };
    for (let left = this.edge.at(-1); left !== undefined && left.level === node.level; left = this.edge.at(-1)) {
      this.edge.pop();
      node = { level: node.level + 1, hash: sha256(NODE, left.hash, node.hash) };
    }
    this.edge.push(node);
    this.leaves += 1;
  }

  /** In hex. */
  root(): string {
    const hashes = this.edge.map(({ hash }) => hash);
    const last = hashes.pop();
    return (last === undefined ? sha256() : hashes.reduceRight((right, left) => sha256(NODE, left, right), last)).toString('hex');
  }
}

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

const sha256 = (...parts: Uint8Array[]): Buffer => digest('sha256', Buffer.concat(parts), 'buffer');
