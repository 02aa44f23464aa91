import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Rewrite, Segment } from './plan';
import { withoutSpreads } from './without-spreads';
import { isOfType, type Supergraph } from '../supergraph/supergraph';

/** A selection set with the fragments that it may use. */
interface Source {
  readonly set: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Puts back what the planner drops of a subgraph's operation: where two subgraphs share a field that holds a union and each knows
 * other members of it, it asks for the members that both know and forgets the rest. Only objects without a key are looked at:
 * nobody else could be asked about those.
 */
export class DroppedMembers {
  readonly #shown: Source;
  readonly #root: string | undefined;

  /** @param shown what the planner was shown */
  constructor(
    shown: DocumentNode,
    private readonly supergraph: Supergraph,
  ) {
    this.#shown = sourceOf(shown);
    const [operation] = shown.definitions;
    const kind = operation?.kind === Kind.OPERATION_DEFINITION ? operation.operation : undefined;
    this.#root = kind && supergraph.schema.getRootType(kind)?.name;
  }

  /**
   * @param query of one call of the plan
   * @param after the names that its answer gets
   * @param path where the objects lie that it is about; undefined for a call at the root
   */
  putBack(service: string, query: string, after: readonly Rewrite[], path?: readonly Segment[]): string {
    const document = parse(withoutSpreads(query), { noLocation: true });
    const asked = sourceOf(document);
    const walk = new Walk(service, asked.fragments, namesGiven(after), this.supergraph);
    const sets = this.#at(path ?? [], walk);
    const set = path === undefined ? walk.set(asked.set, sets, this.#root) : walk.entities(asked.set, sets);
    if (!walk.hasPutBack) return query;
    return print(visit(document, { OperationDefinition: (node) => ({ ...node, selectionSet: set }) }));
  }

  /** Whether the client selected something under one of these names, of objects of that type at that place. */
  isSelected(service: string, path: readonly Segment[], type: string, names: ReadonlySet<string>): boolean {
    const applies = (condition: string): boolean => isOfType(this.supergraph, type, condition);
    const sets = this.#at(path, new Walk(service, new Map(), new Map(), this.supergraph));
    return sets.some((one) => fieldsOf(one, applies).some(({ node }) => names.has(nameOf(node))));
  }

  #at(path: readonly Segment[], walk: Walk): readonly Source[] {
    let sets: readonly Source[] = [this.#shown];
    let types: readonly string[] | undefined;
    for (const segment of path) {
      if (segment === '@') continue;
      if ('field' in segment) sets = walk.inside(sets, types, segment.field);
      types = 'types' in segment ? segment.types : undefined;
    }
    return sets;
  }
}

class Walk {
  hasPutBack = false;

  constructor(
    private readonly service: string,
    private readonly fragments: Source['fragments'],
    private readonly names: ReadonlyMap<string, string>,
    private readonly supergraph: Supergraph,
  ) {}

  /** Inside `_entities`, what was asked stands under the types of the objects. */
  entities(set: SelectionSetNode, shown: readonly Source[]): SelectionSetNode {
    return mapped(set, (node) =>
      node.kind === Kind.FIELD && node.selectionSet
        ? { ...node, selectionSet: this.set(node.selectionSet, shown, undefined) }
        : node,
    );
  }

  set(set: SelectionSetNode, shown: readonly Source[], type: string | undefined): SelectionSetNode {
    return mapped(set, (node) => {
      if (node.kind === Kind.INLINE_FRAGMENT)
        return { ...node, selectionSet: this.set(node.selectionSet, shown, node.typeCondition?.name.value ?? type) };
      return node.kind === Kind.FIELD && node.selectionSet ? this.#field(node, node.selectionSet, shown, type) : node;
    });
  }

  /** What the client asked inside this field of objects that may be of these types; undefined for any. */
  inside(shown: readonly Source[], types: readonly string[] | undefined, field: string): Source[] {
    const applies = (condition: string): boolean => types === undefined || types.some((type) => this.#meet(type, condition));
    return shown
      .flatMap((one) => fieldsOf(one, applies))
      .flatMap(({ node, fragments }) =>
        nameOf(node) === field && node.selectionSet ? [{ set: node.selectionSet, fragments }] : [],
      );
  }

  /** Whether an object can be of both. */
  #meet(one: string, other: string): boolean {
    const { possible } = this.supergraph;
    return one === other || [...(possible.get(one) ?? [one])].some((type) => isOfType(this.supergraph, type, other));
  }

  #field(node: FieldNode, set: SelectionSetNode, shown: readonly Source[], parent: string | undefined): FieldNode {
    const type = this.#typeOf(parent, node.name.value);
    const inside = this.inside(shown, parent === undefined ? undefined : [parent], this.#nameOf(node));
    if (type === undefined || inside.length === 0) return node;
    const below = this.set(set, inside, type);
    if (!isAbstractType(this.supergraph.schema.getType(type))) return { ...node, selectionSet: below };
    const dropped = [...this.supergraph.local.membersOf(this.service, type)].flatMap((member) =>
      this.#dropped(member, below, inside),
    );
    if (dropped.length > 0) this.hasPutBack = true;
    return { ...node, selectionSet: { ...below, selections: [...below.selections, ...dropped] } };
  }

  /** What the client asked of objects of this type, this subgraph knows, and the plan asks nobody. */
  #dropped(member: string, set: SelectionSetNode, shown: readonly Source[]): InlineFragmentNode[] {
    if (this.supergraph.entities.has(member)) return [];
    const applies = (condition: string): boolean => isOfType(this.supergraph, member, condition);
    const asked = new Set(fieldsOf({ set, fragments: this.fragments }, applies).map(({ node }) => this.#nameOf(node)));
    const missing = new Map<string, FieldNode>();
    for (const { node } of shown.flatMap((one) => fieldsOf(one, applies)))
      if (!asked.has(nameOf(node)) && this.#isLocal(member, node)) missing.set(nameOf(node), node);
    if (missing.size === 0) return [];
    const typeCondition = { kind: Kind.NAMED_TYPE as const, name: { kind: Kind.NAME as const, value: member } };
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition,
        selectionSet: { kind: Kind.SELECTION_SET, selections: [...missing.values()] },
      },
    ];
  }

  /** Whether this subgraph answers all of it alone, with no variable that its call does not have. */
  #isLocal(type: string, { name, arguments: given = [], selectionSet, directives = [] }: FieldNode): boolean {
    if (!this.supergraph.local.has(this.service, type, name.value) || directives.length > 0) return false;
    if (given.some(({ value }) => JSON.stringify(value).includes(`"${Kind.VARIABLE}"`))) return false;
    const inner = this.#typeOf(type, name.value);
    return (selectionSet?.selections ?? []).every(
      (node) => node.kind === Kind.FIELD && inner !== undefined && this.#isLocal(inner, node),
    );
  }

  /** Two types that answer one name differently are asked by other names. */
  #nameOf(node: FieldNode): string {
    const name = nameOf(node);
    return this.names.get(name) ?? name;
  }

  #typeOf(parent: string | undefined, field: string): string | undefined {
    const type = parent === undefined ? undefined : this.supergraph.schema.getType(parent);
    const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    return found && getNamedType(found.type).name;
  }
}

const namesGiven = (after: readonly Rewrite[]): ReadonlyMap<string, string> =>
  new Map(
    after.flatMap(({ path, renameTo }) => {
      const last = path.at(-1);
      return renameTo !== undefined && last !== undefined && 'key' in last ? [[last.key, renameTo] as const] : [];
    }),
  );

const nameOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

const mapped = (set: SelectionSetNode, change: (node: SelectionNode) => SelectionNode): SelectionSetNode => ({
  ...set,
  selections: set.selections.map(change),
});

function sourceOf(document: DocumentNode): Source {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let set: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) set = definition.selectionSet;
  }
  return { set, fragments };
}

interface Found {
  readonly node: FieldNode;
  readonly fragments: Source['fragments'];
}

/** The fields of a set, those in fragments that `applies` lets apply among them. */
function fieldsOf({ set, fragments }: Source, applies: (condition: string) => boolean = () => true): Found[] {
  return set.selections.flatMap((node): Found[] => {
    if (node.kind === Kind.FIELD) return node.name.value === '__typename' ? [] : [{ node, fragments }];
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    const condition = fragment?.typeCondition?.name.value;
    if (fragment === undefined || (condition !== undefined && !applies(condition))) return [];
    return fieldsOf({ set: fragment.selectionSet, fragments }, applies);
  });
}
