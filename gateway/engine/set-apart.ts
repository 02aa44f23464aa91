import {
  type ASTNode,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';
import { argumentsOf } from './directive-arguments';

/** What a subgraph's fields that require something are planned as: a subgraph of their own, under this name. */
export const apartName = (graph: string): string => `${graph}__APART`;

/**
 * The supergraph in another form, for operations that the planner refuses in the first. It fails where a subgraph has to be asked, for
 * an object, what it gave an object of the same type within, and that requires something. With the fields that require something in
 * a subgraph of their own it does not, at the price of a call.
 *
 * @returns undefined where no field requires anything
 */
export function setApart(sdl: string): string | undefined {
  const document = parse(sdl, { noLocation: true });
  const graphs = new Set<string>();
  visit(document, { Directive: (node) => void (needs(node) && graphs.add(graphOf(node))) });
  return graphs.size === 0 ? undefined : print(new Apart(document, graphs).document());
}

class Apart {
  readonly #roots: ReadonlySet<string>;

  constructor(
    private readonly given: DocumentNode,
    private readonly graphs: ReadonlySet<string>,
  ) {
    const schema = given.definitions.find((one) => one.kind === Kind.SCHEMA_DEFINITION);
    this.#roots = new Set(schema?.operationTypes.map(({ type }) => type.name.value));
  }

  document(): DocumentNode {
    const definitions = this.given.definitions.map((one) => {
      if (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION) {
        if (this.#roots.has(one.name.value)) return one;
        return { ...this.#both(one), fields: one.fields?.map((field) => this.#field(field, one)) };
      }
      if (one.kind !== Kind.ENUM_TYPE_DEFINITION || one.name.value !== 'join__Graph') return this.#deep(one);
      return {
        ...one,
        values: one.values?.flatMap((value) => (this.graphs.has(value.name.value) ? [value, copyOf(value)] : [value])),
      };
    });
    return { ...this.given, definitions };
  }

  /** Of an entity only its keys and what is required go along; of any other object, everything. */
  #field(field: FieldDefinitionNode, type: Pick<ObjectTypeDefinitionNode, 'directives'>): FieldDefinitionNode {
    const directives = field.directives?.flatMap((one) => {
      if (!this.#isOurs(one)) return [one];
      if (needs(one)) return [inApart(one)];
      const keys = keysOf(type, graphOf(one));
      const goesAlong = keys.length === 0 || keys.some((key) => key.split(/\W+/).includes(field.name.value));
      return goesAlong || argumentsOf(one)['external'] === true ? [one, inApart(one)] : [one];
    });
    return { ...field, directives };
  }

  #both<N extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: N): N {
    return { ...node, directives: node.directives?.flatMap((one) => (this.#isOurs(one) ? [one, inApart(one)] : [one])) };
  }

  #deep<N extends ASTNode>(node: N): N {
    const both = <T extends { readonly directives?: readonly ConstDirectiveNode[] }>(one: T): T => this.#both(one);
    return visit(node, {
      UnionTypeDefinition: both,
      EnumTypeDefinition: both,
      EnumValueDefinition: both,
      InputObjectTypeDefinition: both,
      InputValueDefinition: both,
      ScalarTypeDefinition: both,
    });
  }

  #isOurs(directive: ConstDirectiveNode): boolean {
    return directive.name.value.startsWith('join__') && this.graphs.has(graphOf(directive));
  }
}

const graphOf = (directive: DirectiveNode): string => String(argumentsOf(directive)['graph']);

const needs = (directive: DirectiveNode): boolean =>
  directive.name.value === 'join__field' && typeof argumentsOf(directive)['requires'] === 'string';

const keysOf = ({ directives = [] }: Pick<ObjectTypeDefinitionNode, 'directives'>, graph: string): string[] =>
  directives.flatMap((one) => {
    const { key } = argumentsOf(one);
    return one.name.value === 'join__type' && graphOf(one) === graph && typeof key === 'string' ? [key] : [];
  });

/** The same, said of the subgraph that is set apart. */
const inApart = (directive: ConstDirectiveNode): ConstDirectiveNode =>
  visit(directive, { EnumValue: (node) => ({ ...node, value: apartName(node.value) }) });

/** A value of `join__Graph`, set apart. */
const copyOf = <N extends ASTNode & { readonly name: { readonly value: string } }>(value: N): N => ({
  ...visit(value, {
    Argument: (node) =>
      node.name.value === 'name' && node.value.kind === Kind.STRING
        ? { ...node, value: { ...node.value, value: apartName(node.value.value) } }
        : undefined,
  }),
  name: { ...value.name, value: apartName(value.name.value) },
});
