import { type FragmentDefinitionNode, Kind, parse, print, type SelectionNode, type SelectionSetNode } from 'graphql';

/**
 * A subgraph's operation with what its fragments hold in their places. The planner writes selections that are alike once, as a fragment;
 * whoever changes what is asked at one place must not change it, or overlook it, at the others.
 */
export function withoutSpreads(query: string): string {
  const { definitions } = parse(query, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  if (fragments.size === 0) return query;
  const within = (set: SelectionSetNode): SelectionSetNode => ({ ...set, selections: set.selections.flatMap(inPlace) });
  const inPlace = (node: SelectionNode): SelectionNode[] => {
    if (node.kind !== Kind.FRAGMENT_SPREAD) {
      return [node.selectionSet === undefined ? node : ({ ...node, selectionSet: within(node.selectionSet) } as SelectionNode)];
    }
    const fragment = fragments.get(node.name.value);
    if (fragment === undefined) return [];
    const { typeCondition, selectionSet } = fragment;
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives: node.directives, selectionSet: within(selectionSet) }];
  };
  return definitions
    .flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [print({ ...one, selectionSet: within(one.selectionSet) })] : []))
    .join('\n');
}
