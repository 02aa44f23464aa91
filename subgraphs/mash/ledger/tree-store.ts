import type { DataSource, EntityManager } from 'typeorm';
import {
  consistencyRanges,
  type NodeId,
  type NodeReader,
  nodesOf,
  rangeHash,
  type StoredNode,
} from '../../../common/ledger/tree';

type Queries = Pick<DataSource | EntityManager, 'query'>;

/** Reads these complete nodes of the stored tree. @throws Error from the reader for a node that was not read */
export async function loadNodes(tx: Queries, wanted: readonly NodeId[]): Promise<NodeReader> {
  const rows: { level: number; index: string; hash: Buffer }[] = await tx.query(
    `select wanted.level, wanted.index, coalesce(leaf.hash, node.hash) as hash
     from unnest($1::int[], $2::bigint[]) as wanted (level, index)
     left join ledger_leaf leaf on wanted.level = 0 and leaf.leaf = wanted.index
     left join ledger_node node on node.level = wanted.level and node.index = wanted.index`,
    [wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
  );
  const hashes = new Map(rows.flatMap(({ level, index, hash }) => (hash === null ? [] : [[`${level}/${index}`, hash] as const])));
  return ({ level, index }) => {
    const hash = hashes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`The ledger's tree lacks the node ${level}/${index}`);
    return hash;
  };
}

/** Stores what `grow` made: leaves with the entries they stand for, and the nodes above. */
export async function storeNodes(tx: Queries, entries: readonly string[], made: readonly StoredNode[]): Promise<void> {
  const leaves = made.filter(({ level }) => level === 0);
  const nodes = made.filter(({ level }) => level > 0);
  await tx.query('insert into ledger_leaf (leaf, entry, hash) select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])', [
    leaves.map(({ index }) => index),
    entries,
    leaves.map(({ hash }) => hash),
  ]);
  await tx.query('insert into ledger_node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])', [
    nodes.map(({ level }) => level),
    nodes.map(({ index }) => index),
    nodes.map(({ hash }) => hash),
  ]);
}

/** The proof that the tree of `second` leaves continues that of `first`; empty from nothing. */
export async function consistencyProof(tx: Queries, first: number, second: number): Promise<Buffer[]> {
  if (first === 0) return [];
  const ranges = consistencyRanges(first, second);
  const read = await loadNodes(tx, ranges.flatMap(nodesOf));
  return ranges.map((range) => rangeHash(range, read));
}
