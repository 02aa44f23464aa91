import { type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';

/** Names that an operation asks for: at its root, or under one field of its root for objects to which `applies` lets fragments apply. */
type NamesAsked = (under: string | undefined, applies: (typeCondition: string) => boolean) => readonly string[];

/** Reads a subgraph's operation, so that what did not come can be named. `__typename` is left out. */
export function namesAsked(query: string): NamesAsked {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let root: SelectionSetNode | undefined;
  for (const definition of parse(query, { noLocation: true }).definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) root = definition.selectionSet;
  }

  const collect = (
    set: SelectionSetNode,
    applies: (type: string) => boolean,
    names: Map<string, SelectionSetNode | undefined>,
  ) => {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        if (node.name.value !== '__typename') names.set((node.alias ?? node.name).value, node.selectionSet);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment !== undefined && (condition === undefined || applies(condition)))
        collect(fragment.selectionSet, applies, names);
    }
    return names;
  };

  return (under, applies) => {
    if (root === undefined) return [];
    const names = collect(root, () => true, new Map());
    const inside = under === undefined ? undefined : names.get(under);
    return [...(inside === undefined ? names : collect(inside, applies, new Map())).keys()];
  };
}
