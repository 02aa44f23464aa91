import type { Rewrite } from '../plan/plan';
import { isOfType, type Supergraph } from '../supergraph/supergraph';
import { isFields, own, put } from '../values';

/** Puts names and values right in place, everywhere below `node` that the path leads to. */
export function rewrite(node: unknown, one: Rewrite, supergraph: Supergraph, from = 0): void {
  if (Array.isArray(node)) {
    for (const item of node) rewrite(item, one, supergraph, from);
    return;
  }
  const segment = one.path[from];
  if (!isFields(node) || segment === undefined) return;
  if ('types' in segment) {
    const typename = own(node, '__typename');
    if (typename === undefined || segment.types.some((type) => isOfType(supergraph, typename, type)))
      rewrite(node, one, supergraph, from + 1);
    return;
  }
  if (from < one.path.length - 1) {
    rewrite(own(node, segment.key), one, supergraph, from + 1);
    return;
  }
  if (one.renameTo === undefined) put(node, segment.key, one.value);
  else if (Object.hasOwn(node, segment.key)) {
    put(node, one.renameTo, node[segment.key]);
    delete node[segment.key];
  }
}

/** A path that a subgraph told in its own names, in those that they are rewritten to. */
export function renamePath(path: readonly (string | number)[], rewrites: readonly Rewrite[]): readonly (string | number)[] {
  if (rewrites.length === 0) return path;
  return path.map((key) => {
    const names = new Set(
      rewrites.flatMap(({ path: at, renameTo }) => {
        const last = at.at(-1);
        return renameTo !== undefined && last !== undefined && 'key' in last && last.key === key ? [renameTo] : [];
      }),
    );
    const [name] = names;
    return names.size === 1 && name !== undefined ? name : key;
  });
}
