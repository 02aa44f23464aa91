import {
  type ASTNode,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { type Composite, isComposite } from '../nodes';
import { argumentsOf } from './directive-arguments';

/** What a subgraph's fields that require something are planned as: a subgraph of their own, under this name. */
export const apartName = (graph: string): string => `${graph}__APART`;

/**
 * The supergraph as it is shown to the planner, which has trouble with fields that require something. It aborts where such a field can
 * be reached by several keys; and it refuses where a subgraph has to be asked, for an object, what it gave an object of the same type
 * within. It does neither where such fields are in a subgraph of their own that has one key, at the price of a call.
 */
export function setApart(sdl: string): { readonly sdl: string; readonly otherwise: string | undefined } {
  const document = parse(sdl, { noLocation: true });
  const [all, fatal] = [new Set<string>(), new Set<string>()];
  for (const one of document.definitions) {
    if (!isComposite(one)) continue;
    for (const graph of (one.fields ?? []).flatMap(({ directives = [] }) => directives.filter(needs).map(graphOf))) {
      all.add(graph);
      if (keysOf(one, graph).length > 1) fatal.add(graph);
    }
  }
  const without = (graphs: ReadonlySet<string>) => print(new Apart(document, graphs).document());
  return { sdl: fatal.size === 0 ? sdl : without(fatal), otherwise: all.size === 0 ? undefined : without(all) };
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
      if (isComposite(one)) {
        if (this.#roots.has(one.name.value)) return one;
        return { ...this.#withOneKey(one), fields: one.fields?.map((field) => this.#field(field, one)) };
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
  #field(field: FieldDefinitionNode, type: Composite): FieldDefinitionNode {
    const said = field.directives?.some(({ name }) => name.value === 'join__field');
    const given = said ? (field.directives ?? []) : [...(field.directives ?? []), ...everywhere(type)];
    const directives = given.flatMap((one) => {
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

  /** One is enough: the one that most subgraphs know. */
  #withOneKey<N extends Composite>(node: N): N {
    const known = new Map<string, number>();
    for (const key of keysOf(node)) known.set(key, (known.get(key) ?? 0) + 1);
    const best = (graph: string) => keysOf(node, graph).sort((one, other) => (known.get(other) ?? 0) - (known.get(one) ?? 0))[0];
    const isLeftOut = (one: ConstDirectiveNode): boolean => {
      const { key } = argumentsOf(one);
      return one.name.value === 'join__type' && typeof key === 'string' && key !== best(graphOf(one));
    };
    const directives = node.directives?.flatMap((one) => (this.#isOurs(one) && !isLeftOut(one) ? [one, inApart(one)] : [one]));
    return { ...node, directives };
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

/** What a field says that says nothing: it is given by every subgraph that knows the type. */
function everywhere({ directives = [] }: Composite): ConstDirectiveNode[] {
  const known = directives.filter(({ name }) => name.value === 'join__type');
  const graphs = new Map(known.map((one) => [graphOf(one), one.arguments?.find(({ name }) => name.value === 'graph')]));
  return [...graphs.values()].flatMap((graph) =>
    graph === undefined ? [] : [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'join__field' }, arguments: [graph] }],
  );
}

/** The keys of a type by which it can be asked about, in one subgraph or in all. */
const keysOf = ({ directives = [] }: Pick<Composite, 'directives'>, graph?: string): string[] =>
  directives.flatMap((one) => {
    const { key, resolvable } = argumentsOf(one);
    const isIn = resolvable !== false && (graph === undefined || graphOf(one) === graph);
    return one.name.value === 'join__type' && isIn && typeof key === 'string' ? [key] : [];
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
