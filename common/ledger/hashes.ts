import { createHash } from 'node:crypto';

/** Bytes of a hash of the tree: SHA-256. */
export const HASH_BYTES = 32;

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** Hash of an entry as a leaf (RFC 9162, 2.1.1): the prefix keeps a leaf from passing for a node. */
export const leafHash = (entry: Uint8Array): Buffer => createHash('sha256').update(LEAF).update(entry).digest();

/** Hash of a node over its two children (RFC 9162, 2.1.1). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** Root of the tree without leaves. */
export const EMPTY_ROOT: Buffer = createHash('sha256').digest();
