import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type Composite, isComposite, namedType, nameNode } from '../nodes';
import { argumentsOf } from './directive-arguments';

/**
 * Fields that stand in, before the planner, for what `@requires` needs with arguments. Two fields that require one field with
 * different arguments confuse it: under a type condition it told a subgraph the value that was meant for another. So it is shown a
 * field without arguments for each use, and what is sent has the field itself.
 */
export interface StandIns {
  /** The supergraph as the planner is given it. */
  readonly sdl: string;
  /** What a name stands for. */
  readonly fields: ReadonlyMap<string, Pick<FieldNode, 'name' | 'arguments'>>;
  /** The names that a subgraph's field of a type needs. */
  neededBy(service: string, type: string, field: string): ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** @param services subgraph names by their value in `join__Graph` */
export function readStandIns(document: DocumentNode, sdl: string, services: ReadonlyMap<string, string>): StandIns {
  const making = new Making(document, services);
  const changed = making.document();
  const { fields, needs } = making;
  const neededBy = (service: string, type: string, field: string) => needs.get(`${service} ${type} ${field}`) ?? NONE;
  return { sdl: fields.size === 0 ? sdl : print(changed), fields, neededBy };
}

class Making {
  readonly fields = new Map<string, Pick<FieldNode, 'name' | 'arguments'>>();
  readonly needs = new Map<string, Set<string>>();
  readonly #types = new Map<string, Composite>();
  readonly #names = new Map<string, string>();
  /** By type: the names that it gets, and the field that each is like. */
  readonly #added = new Map<string, Map<string, string>>();

  constructor(
    private readonly given: DocumentNode,
    private readonly services: ReadonlyMap<string, string>,
  ) {
    for (const one of given.definitions) if (isComposite(one)) this.#types.set(one.name.value, one);
  }

  document(): DocumentNode {
    const definitions = this.given.definitions.map((one) =>
      isComposite(one) ? { ...one, fields: one.fields?.map((field) => this.#field(one.name.value, field)) } : one,
    );
    return { ...this.given, definitions: definitions.map((one) => (isComposite(one) ? this.#withAdded(one) : one)) };
  }

  #field(type: string, field: FieldDefinitionNode): FieldDefinitionNode {
    return { ...field, directives: field.directives?.map((one) => this.#directive(type, field.name.value, one)) };
  }

  #directive(type: string, field: string, directive: ConstDirectiveNode): ConstDirectiveNode {
    const { graph, requires } = argumentsOf(directive);
    if (directive.name.value !== 'join__field' || typeof requires !== 'string' || !requires.includes('(')) return directive;
    const [operation] = parse(`{ ${requires} }`, { noLocation: true }).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return directive;
    const used = new Set<string>();
    const value = print(this.#selections(operation.selectionSet, type, used))
      .slice(1, -1)
      .replace(/\s+/g, ' ')
      .trim();
    this.needs.set(`${this.services.get(String(graph))} ${type} ${field}`, used);
    const changed = directive.arguments?.map((one) =>
      one.name.value === 'requires' ? { ...one, value: { kind: Kind.STRING as const, value } } : one,
    );
    return { ...directive, arguments: changed };
  }

  #selections(set: SelectionSetNode, type: string, used: Set<string>): SelectionSetNode {
    const selections = set.selections.map((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return node;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const inside = node.typeCondition?.name.value ?? type;
        return { ...node, selectionSet: this.#selections(node.selectionSet, inside, used) };
      }
      const declared = this.#types.get(type)?.fields?.find(({ name }) => name.value === node.name.value);
      const selectionSet =
        node.selectionSet && declared ? this.#selections(node.selectionSet, namedType(declared.type), used) : node.selectionSet;
      if (!node.arguments?.length || declared === undefined || hasVariable(node)) return { ...node, selectionSet };
      const name = this.#nameFor(node);
      used.add(name);
      this.#add(type, name, node.name.value);
      return { kind: Kind.FIELD as const, name: nameNode(name), selectionSet };
    });
    return { ...set, selections };
  }

  #nameFor({ name, arguments: given = [] }: FieldNode): string {
    const meaning = `${name.value} ${given.map(print).sort().join()}`;
    const found = this.#names.get(meaning) ?? `_required_${this.#names.size}_${name.value}`;
    this.#names.set(meaning, found);
    this.fields.set(found, { name, arguments: given });
    return found;
  }

  /** To a type, and to those under it when it is an interface. */
  #add(type: string, name: string, like: string): void {
    const names = this.#added.get(type) ?? new Map<string, string>();
    this.#added.set(type, names.set(name, like));
    if (this.#types.get(type)?.kind !== Kind.INTERFACE_TYPE_DEFINITION) return;
    for (const one of this.#types.values())
      if (one.interfaces?.some((above) => above.name.value === type)) this.#add(one.name.value, name, like);
  }

  #withAdded(definition: Composite): Composite {
    const added = [...(this.#added.get(definition.name.value) ?? [])].flatMap(([name, like]) => {
      const field = definition.fields?.find((one) => one.name.value === like);
      return field === undefined ? [] : [{ ...field, name: nameNode(name), arguments: [] }];
    });
    return { ...definition, fields: [...(definition.fields ?? []), ...added] };
  }
}

/** A subgraph's operation with the fields themselves, under the names that stand for them. */
export function withRealFields(query: string, { fields }: StandIns): string {
  if (fields.size === 0) return query;
  const changed = visit(parse(query, { noLocation: true }), {
    Field(node) {
      const real = fields.get(node.name.value);
      return real === undefined ? undefined : { ...node, ...real, alias: node.alias ?? node.name };
    },
  });
  return print(changed);
}

function hasVariable(node: FieldNode): boolean {
  const found = new Set<string>();
  for (const argument of node.arguments ?? []) visit(argument, { Variable: ({ name }) => void found.add(name.value) });
  return found.size > 0;
}
