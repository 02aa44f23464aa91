import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isComposite, namedType, TYPENAME, withVariablesUsed } from '../nodes';
import { argumentsOfAll } from './directive-arguments';
import { type KeyField, readFieldSet } from './field-set';

/**
 * What subgraphs name without answering it: fields that are `@external` there. Asked for one, a subgraph says null, and nobody could
 * tell that from "there is nothing". Its keys it answers all the same, and what a field on the way provides.
 */
export class ExternalFields {
  /** `<subgraph> <type> <field>` */
  readonly #external = new Set<string>();
  readonly #provided = new Map<string, readonly KeyField[]>();
  /** Types of fields by type and field. */
  readonly #types = new Map<string, ReadonlyMap<string, string>>();
  readonly #members = new Map<string, string[]>();

  /** @param services subgraph names by their value in `join__Graph` */
  constructor(supergraph: DocumentNode, services: ReadonlyMap<string, string>) {
    const types = supergraph.definitions.filter(isComposite);
    for (const { name, fields = [], interfaces = [] } of types) {
      const type = name.value;
      this.#types.set(type, new Map(fields.map((field) => [field.name.value, namedType(field.type)])));
      for (const one of interfaces) this.#members.set(one.name.value, [...(this.#members.get(one.name.value) ?? []), type]);
      for (const field of fields)
        for (const { graph, external, provides } of argumentsOfAll(field, 'join__field')) {
          const key = `${services.get(String(graph))} ${type} ${field.name.value}`;
          if (external) this.#external.add(key);
          if (typeof provides === 'string') this.#provided.set(key, readFieldSet(provides));
        }
    }
    for (const type of types)
      for (const { graph, key } of argumentsOfAll(type, 'join__type'))
        if (typeof key === 'string') this.#answers(services.get(String(graph)), type.name.value, readFieldSet(key));
  }

  /**
   * @param query a subgraph's operation as it was planned
   * @returns it without what that subgraph would answer with an empty null; then nobody gives it, and that is an error at its place
   */
  leaveOut(service: string, query: string): string {
    const document = parse(query, { noLocation: true });
    const leaving = new Leaving(service, this, document);
    let left: DocumentNode['definitions'] = [];
    for (const one of document.definitions) {
      if (one.kind !== Kind.OPERATION_DEFINITION) continue;
      const root = one.operation === 'mutation' ? 'Mutation' : 'Query';
      left = [{ ...one, selectionSet: leaving.set(one.selectionSet, root, []) }];
    }
    return leaving.hasLeft ? print(withVariablesUsed({ ...document, definitions: left })) : query;
  }

  has(service: string, type: string, field: string): boolean {
    return this.#external.has(`${service} ${type} ${field}`);
  }

  typeOf(type: string, field: string): string | undefined {
    return this.#types.get(type)?.get(field);
  }

  /** What a subgraph answers below this field though it only names it otherwise. */
  providedBy(service: string, type: string, field: string): readonly KeyField[] {
    return [type, ...(this.#members.get(type) ?? [])].flatMap((one) => this.#provided.get(`${service} ${one} ${field}`) ?? []);
  }

  #answers(service: string | undefined, type: string, key: readonly KeyField[]): void {
    for (const { name, inside } of key) {
      this.#external.delete(`${service} ${type} ${name}`);
      const inner = this.typeOf(type, name);
      if (inside !== undefined && inner !== undefined) this.#answers(service, inner, inside);
    }
  }
}

class Leaving {
  hasLeft = false;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    private readonly service: string,
    private readonly fields: ExternalFields,
    document: DocumentNode,
  ) {
    for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(one.name.value, one);
  }

  /** @param provided of what lies in this set */
  set(set: SelectionSetNode, type: string | undefined, provided: readonly KeyField[]): SelectionSetNode {
    const selections = set.selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) return this.#field(node, type, provided);
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      if (fragment === undefined) return [];
      const { typeCondition, selectionSet } = fragment;
      const inside = this.set(selectionSet, typeCondition?.name.value ?? type, provided);
      // One fragment can stand at a place that provides a field and at another that does not.
      return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives: node.directives, selectionSet: inside }];
    });
    return { ...set, selections: selections.length > 0 ? selections : [TYPENAME] };
  }

  #field(node: FieldNode, type: string | undefined, provided: readonly KeyField[]): FieldNode[] {
    const name = node.name.value;
    const here = provided.filter((one) => one.name === name);
    if (type !== undefined && here.length === 0 && this.fields.has(this.service, type, name)) {
      this.hasLeft = true;
      return [];
    }
    if (node.selectionSet === undefined) return [node];
    const inner = type === undefined ? undefined : this.fields.typeOf(type, name);
    const promised = type === undefined ? [] : this.fields.providedBy(this.service, type, name);
    const below = [...here.flatMap(({ inside }) => inside ?? []), ...promised];
    return [{ ...node, selectionSet: this.set(node.selectionSet, inner, below) }];
  }
}
