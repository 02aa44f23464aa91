import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isCondition, isIncluded } from './conditions';
import { isIntrospection } from './introspection';
import type { Shaping } from './selection';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * What the planner is shown of an operation: conditions decided, introspection taken out, aliases replaced. It fails on
 * introspection and on selections that conditions leave empty, and aborts on some conditions.
 *
 * @returns undefined when nothing is left to ask a subgraph
 */
export function forPlanner(operation: OperationDefinitionNode, shaping: Shaping): DocumentNode | undefined {
  const pruning = new Pruning(shaping);
  const root = shaping.supergraph.schema.getRootType(operation.operation);
  const asked = pruning
    .selections(operation.selectionSet, root?.name)
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

  constructor(private readonly shaping: Shaping) {}

  fragmentsUsed(): FragmentDefinitionNode[] {
    return [...this.#used.values()].filter((fragment) => fragment !== undefined);
  }

  /** @param type name of the type that they are selected of */
  selections(set: SelectionSetNode, type: string | undefined): SelectionNode[] {
    return set.selections.flatMap((node) => this.#selection(node, type));
  }

  #selection(node: SelectionNode, type: string | undefined): SelectionNode[] {
    if (isIntrospection(node) || !isIncluded(node.directives, this.shaping.variables)) return [];
    const directives = node.directives?.filter((directive) => !isCondition(directive));
    if (node.kind === Kind.FIELD) return [{ ...this.#field(node, type), directives }];
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.#isUsed(node.name.value) ? [{ ...node, directives }] : [];
    const inside = this.selections(node.selectionSet, node.typeCondition?.name.value ?? type);
    return inside.length > 0 ? [{ ...node, directives, selectionSet: setOf(inside) }] : [];
  }

  #field(node: FieldNode, parent: string | undefined): FieldNode {
    const key = this.shaping.keys.of(node);
    const alias = key === node.name.value ? undefined : { kind: Kind.NAME as const, value: key };
    if (node.selectionSet === undefined) return { ...node, alias };
    const type = this.#typeOf(node, parent);
    const inside = this.selections(node.selectionSet, type);
    // All of it may be left out by conditions; the object itself is asked for all the same. And where objects of a hidden type may
    // stand, each has to say what it is, or a client would be shown one.
    const isNamed = inside.length > 0 && !this.#mayBeHidden(type);
    return { ...node, alias, selectionSet: setOf(isNamed ? inside : [TYPENAME, ...inside]) };
  }

  #typeOf({ name }: FieldNode, parent: string | undefined): string | undefined {
    const type = parent === undefined ? undefined : this.shaping.supergraph.schema.getType(parent);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    return field && getNamedType(field.type).name;
  }

  #mayBeHidden(type: string | undefined): boolean {
    const { possible, hiddenTypes } = this.shaping.supergraph;
    const types = type === undefined ? undefined : possible.get(type);
    return types !== undefined && hiddenTypes.size > 0 && [...types].some((one) => hiddenTypes.has(one));
  }

  #isUsed(name: string): boolean {
    if (!this.#used.has(name)) {
      this.#used.set(name, undefined);
      const fragment = this.shaping.fragments.get(name);
      const inside = fragment ? this.selections(fragment.selectionSet, fragment.typeCondition.name.value) : [];
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
