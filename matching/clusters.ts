/** A link that may join two records; ids are the caller's. */
export interface Edge {
  readonly left: string;
  readonly right: string;
  readonly probability: number;
}

export interface Cluster {
  /** In the order of their ids. */
  readonly members: readonly string[];
  /** Links that hold two parts together alone: a person looks at them before anything is joined. */
  readonly weak: readonly Edge[];
}

/** A single link at least this probable may hold two parts of a cluster together. */
export const BRIDGE_PROBABILITY = 0.999_99;

/**
 * Joins records along links, and names the links on which a cluster hangs by a thread: take it away and the cluster falls into two parts,
 * each of two or more records. (A record that hangs on a cluster by its own link alone is an ordinary new arrival.)
 */
export function clusters(edges: readonly Edge[]): Cluster[] {
  const near = neighbours(edges);
  const bridges = new Set(bridgesOf(near));
  const groups: Cluster[] = [];
  const seen = new Set<string>();
  for (const start of [...near.keys()].sort()) {
    if (seen.has(start)) continue;
    const members = reach(near, start);
    for (const member of members) seen.add(member);
    const weak = members
      .flatMap((member) => near.get(member)?.filter((edge) => edge.left === member && bridges.has(edge)) ?? [])
      .filter((edge) => edge.probability < BRIDGE_PROBABILITY && splits(near, edge, members.length));
    groups.push({ members: members.sort(), weak });
  }
  return groups;
}

type Neighbours = ReadonlyMap<string, readonly Edge[]>;

function neighbours(edges: readonly Edge[]): Neighbours {
  const near = new Map<string, Edge[]>();
  const add = (id: string, edge: Edge): void => void near.set(id, [...(near.get(id) ?? []), edge]);
  for (const edge of edges) {
    if (edge.left === edge.right) continue;
    add(edge.left, edge);
    add(edge.right, edge);
  }
  return near;
}

const other = (edge: Edge, id: string): string => (edge.left === id ? edge.right : edge.left);

/** Everything that can be reached without going over one of the links. */
function reach(near: Neighbours, start: string, without?: Edge): string[] {
  const seen = new Set([start]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const edge of near.get(id) ?? []) {
      const next = other(edge, id);
      if (edge === without || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return [...seen];
}

/** True when both parts that remain have two records or more. */
function splits(near: Neighbours, edge: Edge, size: number): boolean {
  const part = reach(near, edge.left, edge).length;
  return part >= 2 && size - part >= 2;
}

/** Links without which their ends are no longer connected. Clusters are small: each link is simply taken away once. */
function* bridgesOf(near: Neighbours): Generator<Edge> {
  for (const [id, edges] of near) {
    for (const edge of edges) {
      if (edge.left === id && !reach(near, id, edge).includes(other(edge, id))) yield edge;
    }
  }
}
