import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Variables } from './conditions';
import type { DataKeys } from './data-keys';
import { isIntrospection } from './introspection';
import type { Supergraph } from './supergraph';

/** One operation with its `@skip` and `@include` decided: everything that shaping its answer looks at. */
export interface Shaping {
  readonly supergraph: Supergraph;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
  readonly keys: DataKeys;
}

/** One field of an answer. */
export interface Selected {
  /** Its name in the client's answer. */
  readonly name: string;
  /** Its name in the engine's tree. */
  readonly from: string;
  /** Its name in its type, where the same value may lie as well: a plan asks for keys by their own names, and drops an alias of one. */
  readonly plain: string | undefined;
  /** Undefined for `__typename`, and for introspection, which comes completed. */
  readonly type: GraphQLOutputType | undefined;
  readonly isTypename: boolean;
  readonly inside: Selection | undefined;
}

/** What a client selected of one type, with fragments and conditions resolved, in the order in which GraphQL answers it. */
export class Selection {
  readonly #fields = new Map<string, readonly Selected[]>();

  constructor(
    private readonly shaping: Shaping,
    private readonly sets: readonly SelectionSetNode[],
    readonly type: GraphQLCompositeType,
  ) {}

  /** For an object's own type; where that is not known, for the interface or union itself. */
  fieldsOf(type: GraphQLCompositeType): readonly Selected[] {
    const known = this.#fields.get(type.name);
    if (known !== undefined) return known;
    const groups = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of this.sets) this.#collect(set, type, groups, visited);
    const fields = [...groups].flatMap(([name, nodes]) => this.#field(name, nodes, type) ?? []);
    this.#fields.set(type.name, fields);
    return fields;
  }

  /** The fields with this name in the engine's tree, of every type that the object may have. */
  findAll(from: string): Selected[] {
    const { type } = this;
    const types = isAbstractType(type) ? [type, ...this.shaping.supergraph.schema.getPossibleTypes(type)] : [type];
    return types.flatMap((one) => this.fieldsOf(one).filter((field) => field.from === from));
  }

  #collect(set: SelectionSetNode, type: GraphQLCompositeType, groups: Map<string, FieldNode[]>, visited: Set<string>): void {
    for (const node of set.selections) {
      if (!isIncluded(node.directives, this.shaping.variables)) continue;
      if (node.kind === Kind.FIELD) {
        const name = (node.alias ?? node.name).value;
        const group = groups.get(name);
        if (group === undefined) groups.set(name, [node]);
        else group.push(node);
        continue;
      }
      let fragment: FragmentDefinitionNode | Extract<typeof node, { kind: Kind.INLINE_FRAGMENT }> | undefined;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(node.name.value)) continue;
        visited.add(node.name.value);
        fragment = this.shaping.fragments.get(node.name.value);
      } else fragment = node;
      if (fragment !== undefined && this.#applies(fragment.typeCondition?.name.value, type))
        this.#collect(fragment.selectionSet, type, groups, visited);
    }
  }

  #applies(condition: string | undefined, type: GraphQLCompositeType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const { schema } = this.shaping.supergraph;
    const named = schema.getType(condition);
    if (!isAbstractType(named)) return false;
    if (!isAbstractType(type)) return schema.isSubType(named, type);
    return schema.getPossibleTypes(type).every((one) => schema.isSubType(named, one));
  }

  #field(name: string, nodes: readonly FieldNode[], type: GraphQLCompositeType): Selected | undefined {
    const [node] = nodes as [FieldNode];
    const from = this.shaping.keys.of(node);
    if (node.name.value === '__typename')
      return { name, from, plain: undefined, type: undefined, isTypename: true, inside: undefined };
    if (isIntrospection(node))
      return { name, from: introspectionKey(name), plain: undefined, type: undefined, isTypename: false, inside: undefined };
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (field === undefined) return undefined;
    const named = getNamedType(field.type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const inside = isCompositeType(named) ? new Selection(this.shaping, sets, named) : undefined;
    const plain = isLeafType(named) && field.args.length === 0 && field.name !== from ? field.name : undefined;
    return { name, from, plain, type: field.type, isTypename: false, inside };
  }
}

/** Where the answer to an introspection field lies in the tree: under no name that a subgraph could give. */
export const introspectionKey = (name: string): string => ` ${name}`;
