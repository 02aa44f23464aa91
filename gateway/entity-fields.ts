import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';

/**
 * The response names that an `_entities` operation asks of each type: `{ _entities(...) { ... on Child { police } } }`
 * gives `Child -> [police]`. Needed to answer for a subgraph that did not.
 */
export function entityFields(document: DocumentNode): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  }
  const collect = (selections: readonly SelectionNode[], type: string | undefined): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet.selections, selection.typeCondition?.name.value ?? type);
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        collect(fragments.get(selection.name.value)?.selections ?? [], type);
      } else if (type !== undefined && selection.name.value !== '__typename') {
        const names = fields.get(type) ?? [];
        names.push(selection.alias?.value ?? selection.name.value);
        fields.set(type, names);
      }
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const root of definition.selectionSet.selections) {
      if (root.kind === Kind.FIELD && root.name.value === '_entities') collect(root.selectionSet?.selections ?? [], undefined);
    }
  }
  return fields;
}
