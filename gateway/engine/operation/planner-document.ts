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
} from 'graphql';
import { TYPENAME, withVariablesUsed } from '../nodes';
import { isCondition, isIncluded } from './conditions';
import { isIntrospection } from './introspection';
import type { Shaping } from './selection';
import { withPlannedNames } from './variable-names';

/**
 * What the planner is shown of an operation: conditions decided, introspection taken out, aliases replaced, equal fields merged. It
 * fails on introspection and on selections that conditions leave empty or that no object can have, and aborts on some conditions.
 *
 * @returns undefined when nothing is left to ask a subgraph
 */
export function forPlanner(operation: OperationDefinitionNode, shaping: Shaping): DocumentNode | undefined {
  const pruning = new Pruning(shaping);
  const root = shaping.supergraph.schema.getRootType(operation.operation);
  if (!root) return undefined;
  const asked = pruning
    .selections(operation.selectionSet, pruning.placeOf(root.name))
    .filter((node) => node.kind !== Kind.FIELD || node.name.value !== '__typename');
  if (asked.length === 0) return undefined;
  const { name: _, directives: __, ...unnamed } = operation;
  const pruned: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...unnamed, selectionSet: setOf(asked) }, ...pruning.fragmentsUsed()],
  };
  return withPlannedNames(withVariablesUsed(pruned));
}

/** Where a selection stands: the type it is selected of, and the object types that can come there. */
interface Place {
  readonly type: string;
  readonly objects: ReadonlySet<string>;
}

class Pruning {
  readonly #used = new Map<string, FragmentDefinitionNode | undefined>();

  constructor(private readonly shaping: Shaping) {}

  fragmentsUsed(): FragmentDefinitionNode[] {
    return [...this.#used.values()].filter((fragment) => fragment !== undefined);
  }

  /** @param type name of a type of which anything may come */
  placeOf(type: string): Place {
    return { type, objects: this.shaping.supergraph.possible.get(type) ?? new Set([type]) };
  }

  selections(set: SelectionSetNode, place: Place): SelectionNode[] {
    return merged(set.selections.flatMap((node) => this.#selection(node, place)));
  }

  #selection(node: SelectionNode, place: Place): SelectionNode[] {
    if (isIntrospection(node) || !isIncluded(node.directives, this.shaping.variables)) return [];
    const directives = node.directives?.filter((directive) => !isCondition(directive));
    if (node.kind === Kind.FIELD) return [{ ...this.#field(node, place), directives }];
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const name = this.#fragmentFor(node.name.value, place);
      return name === undefined ? [] : [{ ...node, name: { kind: Kind.NAME, value: name }, directives }];
    }
    const inside = this.#within(node.typeCondition?.name.value, place);
    const selections = inside === undefined ? [] : this.selections(node.selectionSet, inside);
    if (inside === place && directives?.length === 0) return selections;
    return selections.length > 0 ? [{ ...node, directives, selectionSet: setOf(selections) }] : [];
  }

  /** Inside a fragment. Undefined where no object can pass all the conditions on the way: the planner fails on what is left then. */
  #within(condition: string | undefined, place: Place): Place | undefined {
    if (condition === undefined || condition === place.type) return place;
    const { objects } = this.placeOf(condition);
    const both = new Set([...objects].filter((one) => place.objects.has(one)));
    return both.size === 0 ? undefined : { type: condition, objects: both };
  }

  #field(node: FieldNode, { type: parent }: Place): FieldNode {
    const key = this.shaping.keys.of(node);
    const alias = key === node.name.value ? undefined : { kind: Kind.NAME as const, value: key };
    const type = this.#typeOf(node, parent);
    if (node.selectionSet === undefined || type === undefined) return { ...node, alias };
    const inside = this.selections(node.selectionSet, this.placeOf(type));
    // All of it may be left out by conditions; the object itself is asked for all the same. And where objects of a hidden type may
    // stand, each has to say what it is, or a client would be shown one.
    const isNamed = inside.length > 0 && !this.#mayBeHidden(type);
    return { ...node, alias, selectionSet: setOf(isNamed ? inside : [TYPENAME, ...inside]) };
  }

  #typeOf({ name }: FieldNode, parent: string): string | undefined {
    const type = this.shaping.supergraph.schema.getType(parent);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    return field && getNamedType(field.type).name;
  }

  #mayBeHidden(type: string): boolean {
    const { possible, hiddenTypes } = this.shaping.supergraph;
    return hiddenTypes.size > 0 && [...(possible.get(type) ?? [])].some((one) => hiddenTypes.has(one));
  }

  /** The name under which a fragment is planned for what can come here; what of it applies depends on that. */
  #fragmentFor(name: string, place: Place): string | undefined {
    const fragment = this.shaping.fragments.get(name);
    const inside = fragment && this.#within(fragment.typeCondition.name.value, place);
    if (fragment === undefined || inside === undefined) return undefined;
    const meaning = `${name} ${[...inside.objects].sort().join()}`;
    if (!this.#used.has(meaning)) {
      // Taken before its body, which may use others: a fragment cannot use itself.
      const planned = `F${this.#used.size}`;
      this.#used.set(meaning, undefined);
      const selections = this.selections(fragment.selectionSet, inside);
      if (selections.length > 0)
        this.#used.set(meaning, { ...fragment, name: { kind: Kind.NAME, value: planned }, selectionSet: setOf(selections) });
    }
    return this.#used.get(meaning)?.name.value;
  }
}

/** Fields of one name in one set are one field. The planner finds no way for some that stand there twice. */
function merged(selections: readonly SelectionNode[]): SelectionNode[] {
  const found = new Map<string, SelectionNode>();
  for (const [index, node] of selections.entries()) {
    const isPlain = node.kind === Kind.FIELD && !node.directives?.length;
    const name = isPlain ? (node.alias ?? node.name).value : `${index}`;
    const known = found.get(name);
    const isTwice = known?.kind === Kind.FIELD && node.kind === Kind.FIELD;
    found.set(name, isTwice ? together(known, node) : node);
  }
  return [...found.values()];
}

const together = (one: FieldNode, other: FieldNode): FieldNode =>
  one.selectionSet && other.selectionSet
    ? { ...one, selectionSet: setOf(merged([...one.selectionSet.selections, ...other.selectionSet.selections])) }
    : one;

const setOf = (selections: SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });
