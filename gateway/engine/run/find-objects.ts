import type { Path } from '../path';
import type { Segment } from '../plan/plan';
import { isOfType, type Supergraph } from '../supergraph/supergraph';
import { type Fields, own } from '../values';

/** Visits every object that a path of a plan leads to, with its place in the tree. */
export function findObjects(
  tree: Fields,
  path: readonly Segment[],
  supergraph: Supergraph,
  visit: (object: Fields, at: Path | undefined) => void,
): void {
  const walk = (node: unknown, from: number, at: Path | undefined): void => {
    if (typeof node !== 'object' || node === null) return;
    const segment = path[from];
    if (Array.isArray(node)) {
      const next = segment === '@' ? from + 1 : from;
      for (let index = 0; index < node.length; index += 1) walk(node[index], next, { before: at, key: index });
      return;
    }
    if (segment === undefined) {
      visit(node as Fields, at);
      return;
    }
    if (segment === '@') return;
    if ('field' in segment) {
      walk(own(node, segment.field), from + 1, { before: at, key: segment.field });
      return;
    }
    const typename = own(node, '__typename');
    if (typename === undefined || segment.types.some((type) => isOfType(supergraph, typename, type))) walk(node, from + 1, at);
  };
  walk(tree, 0, undefined);
}
