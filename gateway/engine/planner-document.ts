import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isCondition, isIncluded, type Variables } from './conditions';
import type { DataKeys } from './data-keys';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** `__schema` and `__type`: answered from the public schema, never planned. */
export const isIntrospection = (node: SelectionNode): boolean =>
  node.kind === Kind.FIELD && (node.name.value === '__schema' || node.name.value === '__type');

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * What the planner is shown of an operation: conditions decided, introspection taken out, aliases replaced. It fails on
 * introspection and on selections that conditions leave empty, and aborts on some conditions.
 *
 * @returns undefined when nothing is left to ask a subgraph
 */
export function forPlanner(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Variables,
  keys: DataKeys,
): DocumentNode | undefined {
  const pruning = new Pruning(fragments, variables, keys);
  const asked = pruning
    .selections(operation.selectionSet)
    .filter((node) => node.kind !== Kind.FIELD || node.name.value !== '__typename');
  if (asked.length === 0) return undefined;
  const { name: _, directives: __, ...unnamed } = operation;
  const pruned: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...unnamed, selectionSet: setOf(asked) }, ...pruning.fragmentsUsed()],
  };
  return withVariablesUsed(pruned);
}

class Pruning {
  readonly #used = new Map<string, FragmentDefinitionNode | undefined>();

  constructor(
    private readonly fragments: Fragments,
    private readonly variables: Variables,
    private readonly keys: DataKeys,
  ) {}

  fragmentsUsed(): FragmentDefinitionNode[] {
    return [...this.#used.values()].filter((fragment) => fragment !== undefined);
  }

  selections(set: SelectionSetNode): SelectionNode[] {
    return set.selections.flatMap((node) => this.#selection(node));
  }

  #selection(node: SelectionNode): SelectionNode[] {
    if (isIntrospection(node) || !isIncluded(node.directives, this.variables)) return [];
    const directives = node.directives?.filter((directive) => !isCondition(directive));
    if (node.kind === Kind.FIELD) return [{ ...this.#field(node), directives }];
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.#isUsed(node.name.value) ? [{ ...node, directives }] : [];
    const inside = this.selections(node.selectionSet);
    return inside.length > 0 ? [{ ...node, directives, selectionSet: setOf(inside) }] : [];
  }

  #field(node: FieldNode): FieldNode {
    const key = this.keys.of(node);
    const alias = key === node.name.value ? undefined : { kind: Kind.NAME as const, value: key };
    if (node.selectionSet === undefined) return { ...node, alias };
    const inside = this.selections(node.selectionSet);
    // All of it may be left out by conditions; the object itself is asked for all the same.
    return { ...node, alias, selectionSet: setOf(inside.length > 0 ? inside : [TYPENAME]) };
  }

  #isUsed(name: string): boolean {
    if (!this.#used.has(name)) {
      this.#used.set(name, undefined);
      const fragment = this.fragments.get(name);
      const inside = fragment ? this.selections(fragment.selectionSet) : [];
      if (fragment && inside.length > 0) this.#used.set(name, { ...fragment, selectionSet: setOf(inside) });
    }
    return this.#used.get(name) !== undefined;
  }
}

const setOf = (selections: SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });

/** Variables that only conditions looked at are none of the planner's business. */
function withVariablesUsed(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
    SelectionSet: () => false,
  });
}
